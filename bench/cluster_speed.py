"""How long 10,000 answers take from text to clusters in a fresh process, encoding included, and how much
memory; then how long 100 more take to find their place among the groups, whose own vectors are kept.

The texts are made by recombining sentences of the demonstration answers, variety by variety: believable in
length and spelling, meaningless otherwise. They measure speed only; never quote them, and never read quality
from them.

    python bench/cluster_speed.py [FILE.tsv] [--count N] [--json OUT]
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
STARTED = time.perf_counter()

# Imports count: a cold run pays for loading numpy, scikit-learn and the library.
import numpy as np  # noqa: E402

from analysis import Answer, Topic, assign, cluster  # noqa: E402
from analysis.tables import read_rows  # noqa: E402
from analysis.text.identify import identify  # noqa: E402

IMPORTED = time.perf_counter()
NEW = 100
_SENTENCE = re.compile(r"[.!?؟…;؛]+\s*")


def sentences_by_variety(rows: Sequence[Mapping[str, str]]) -> dict[str, list[str]]:
    """The sentences of three words or more of the file, by identified variety."""
    found: dict[str, list[str]] = {}
    for row in rows:
        pieces = [piece.strip() for piece in _SENTENCE.split(row["text"]) if len(piece.split()) >= 3]
        found.setdefault(identify(row["text"]).variety, []).extend(pieces)
    return {variety: sorted(set(pieces)) for variety, pieces in sorted(found.items()) if pieces}


def recombined(rows: Sequence[Mapping[str, str]], count: int) -> list[Answer]:
    """`count` texts of one to three sentences of one variety, themes as frequent as in the file; the same for
    every run.
    """
    draw = random.Random(0)
    pools = sentences_by_variety(rows)
    weights = [len(pool) for pool in pools.values()]
    themes = [row.get("theme") or None for row in rows]
    answers: list[Answer] = []
    for number in range(count):
        (variety,) = draw.choices(list(pools), weights)
        pieces = draw.choices(pools[variety], k=draw.choice((1, 2, 2, 3)))
        answers.append(Answer(id=f"s{number}", text=". ".join(pieces), theme=draw.choice(themes)))
    return answers


def measure(path: str, count: int) -> dict[str, object]:
    """Seconds, memory and counts of one cold run."""
    everything = recombined(read_rows(path), count + NEW)
    answers, new = everything[:count], everything[count:]
    began = time.perf_counter()
    run = cluster(answers)
    seconds = time.perf_counter() - began + IMPORTED - STARTED
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    texts = {answer.id: answer.text for answer in answers}
    reviewed = [
        Topic(key=one.key, names=one.names, examples=tuple(texts[key] for key in one.exemplars))
        for one in run.clusters
    ]
    cache: dict[str, np.ndarray] = {}
    assign(answers[:1], reviewed, cache=cache)
    began = time.perf_counter()
    assign(new, reviewed, cache=cache)
    return {
        "answers": count,
        "distinct_texts": len({answer.text for answer in answers}),
        "median_characters": sorted(len(answer.text) for answer in answers)[count // 2],
        "seconds": round(seconds, 1),
        "peak_rss_mb": round(peak),
        f"seconds_for_{NEW}_more": round(time.perf_counter() - began, 2),
        "clusters": run.run.counts["clusters"],
        "assigned": run.run.counts["assigned"],
        "review": run.run.counts["review"],
        "texts": "recombined sentences, for speed only",
    }


def main() -> int:
    """Prints the figures, writes them as JSON when asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", default=str(ROOT / "consult" / "demo" / "gabes_answers.tsv"))
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--json", metavar="OUT")
    given = parser.parse_args()
    figures = measure(given.file, given.count)
    for name, value in figures.items():
        print(f"{name:<22} {value}")
    if given.json:
        Path(given.json).write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

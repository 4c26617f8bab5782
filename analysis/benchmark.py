"""Measures the library on bundled development sets, and on SIB-200 where its files are at hand.

The development sets were written with the library and partly used to set its few constants: their figures say
that nothing broke, not how it does on a city's answers. Figures are printed as they come; nothing here
asserts a target.
"""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import numpy as np
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_mutual_info_score, f1_score, v_measure_score

from analysis.assigning import assign
from analysis.clustering import cluster
from analysis.encode.vectors import encode_texts
from analysis.estimator import one_thread
from analysis.model import Answer
from analysis.reduce.centering import LanguageCentering
from analysis.reduce.projection import UnitProjection
from analysis.screening import screen
from analysis.tables import read_rows, read_topics
from analysis.text.arabizi import transliterate_word
from analysis.text.duplicates import duplicate_groups
from analysis.text.identify import VARIETIES, identify
from analysis.text.normalise import normalise
from analysis.text.personal import find_personal
from analysis.wordlists import DATA, rows

_SIB_FILES: Final = {
    "ar": "arb_Arab",
    "aeb": "aeb_Arab",
    "fr": "fra_Latn",
    "en": "eng_Latn",
    "arabizi": "arb_Latn",
}
_SIB_DRAWS: Final = 5
_MARK: Final = re.compile(r"\{(\w+):([^}]*)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One measured figure: what, on which set of how many items, the value (None: skipped), a remark."""

    name: str
    on: str
    count: int
    value: float | None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All rows of one bench."""

    rows: tuple[Row, ...]

    def as_json(self) -> str:
        """The rows as a JSON list of objects."""
        return json.dumps([asdict(row) for row in self.rows], ensure_ascii=False, indent=1) + "\n"


def _civic() -> list[dict[str, str]]:
    return [dict(row) for row in rows("dev/civic.tsv")]


def _identification() -> Iterable[Row]:
    items = [row for row in _civic() if len(row["text"]) >= 15]
    gold, found = [row["variety"] for row in items], [identify(row["text"]).variety for row in items]
    labels = [variety for variety in VARIETIES if variety != "other"]
    yield Row(
        name="variety, macro-F1",
        on="dev civic",
        count=len(items),
        value=float(f1_score(gold, found, labels=labels, average="macro")),
    )
    arabizi = [one == "arabizi" for own, one in zip(gold, found, strict=True) if own == "arabizi"]
    yield Row(
        name="variety, Arabizi recall", on="dev civic", count=len(arabizi), value=float(np.mean(arabizi))
    )


def _edits(one: str, other: str) -> int:
    """Levenshtein distance in letters."""
    previous = list(range(len(other) + 1))
    for place, letter in enumerate(one, start=1):
        current = [place]
        for column, against in enumerate(other, start=1):
            current.append(
                min(previous[column] + 1, current[-1] + 1, previous[column - 1] + (letter != against))
            )
        previous = current
    return previous[-1]


def _transliteration() -> Iterable[Row]:
    pairs = [
        (normalise(transliterate_word(row["latin"])), normalise(row["arabic"]))
        for row in rows("dev/arabizi.tsv")
    ]
    exact = float(np.mean([one == gold for one, gold in pairs]))
    errors = sum(_edits(one, gold) for one, gold in pairs) / sum(len(gold) for _, gold in pairs)
    yield Row(name="Arabizi, token exact", on="dev arabizi", count=len(pairs), value=exact)
    yield Row(
        name="Arabizi, character error",
        on="dev arabizi",
        count=len(pairs),
        value=errors,
        note="lower is better",
    )


def _marked(line: str) -> tuple[str, set[tuple[int, int, str]]]:
    text, spans, last = "", set(), 0
    for match in _MARK.finditer(line):
        text += line[last : match.start()]
        spans.add((len(text), len(text) + len(match.group(2)), match.group(1)))
        text += match.group(2)
        last = match.end()
    return text + line[last:], spans


def _personal_data() -> Iterable[Row]:
    counts = {group: [0, 0, 0] for group in ("structured", "names")}
    for row in rows("dev/personal.tsv"):
        text, gold = _marked(row["text"])
        found = {(span.start, span.end, span.kind) for span in find_personal(text)}
        for group, tally in counts.items():
            own, seen = (
                {span for span in spans if (span[2] == "name") == (group == "names")}
                for spans in (gold, found)
            )
            tally[0] += len(own & seen)
            tally[1] += len(own)
            tally[2] += len(seen)
    for group, (right, given, claimed) in counts.items():
        yield Row(name=f"personal data, {group} recall", on="dev personal", count=given, value=right / given)
        yield Row(
            name=f"personal data, {group} precision",
            on="dev personal",
            count=claimed,
            value=right / max(1, claimed),
        )


def _light_edit(text: str, draw: np.random.Generator) -> str:
    words = text.split()
    kind = str(draw.choice(["copy", "drop", "swap", "prefix"]))
    if kind == "drop" and len(words) > 7:
        words.pop(int(draw.integers(len(words))))
    elif kind == "swap" and len(words) > 7:
        words[int(draw.integers(len(words)))] = "xx"
    elif kind == "prefix":
        words.insert(0, "svp")
    return " ".join(words) + str(draw.choice(["", "!", " ."]))


def _campaigns() -> Iterable[Row]:
    draw = np.random.default_rng(0)
    texts = [row["text"] for row in _civic()]
    planted: list[int | None] = [None] * len(texts)
    long = [place for place, text in enumerate(texts) if len(text.split()) >= 6]
    for place in draw.choice(long, size=20, replace=False).tolist():
        planted[place] = place
        for _ in range(3):
            texts.append(_light_edit(texts[place], draw))
            planted.append(place)
    groups = duplicate_groups(texts)
    pairs = [(one, other) for one in range(len(texts)) for other in range(one)]
    gold = {pair for pair in pairs if planted[pair[0]] is not None and planted[pair[0]] == planted[pair[1]]}
    found = {pair for pair in pairs if groups[pair[0]] is not None and groups[pair[0]] == groups[pair[1]]}
    yield Row(
        name="campaigns, pair recall",
        on="planted copies",
        count=len(gold),
        value=len(gold & found) / len(gold),
    )
    yield Row(
        name="campaigns, pair precision",
        on="planted copies",
        count=len(found),
        value=len(gold & found) / max(1, len(found)),
    )


def _assignment() -> Iterable[Row]:
    items = _civic()
    answers = [Answer(id=row["id"], text=row["text"]) for row in items]
    results = assign(answers, read_topics(str(DATA / "dev" / "themes.json"))).assignments
    right = [result.suggestion == row["theme"] for result, row in zip(results, items, strict=True)]
    placed = [ok for ok, result in zip(right, results, strict=True) if result.state == "assigned"]
    yield Row(
        name="assign, best guess right",
        on="dev civic",
        count=len(right),
        value=float(np.mean(right)),
        note="names and descriptions only",
    )
    yield Row(
        name="assign, precision of assigned", on="dev civic", count=len(placed), value=float(np.mean(placed))
    )
    yield Row(
        name="assign, share to review", on="dev civic", count=len(right), value=1.0 - len(placed) / len(right)
    )
    for variety in sorted({row["variety"] for row in items}):
        own = [ok for ok, row in zip(right, items, strict=True) if row["variety"] == variety]
        yield Row(
            name=f"assign, best guess right, {variety}",
            on="dev civic",
            count=len(own),
            value=float(np.mean(own)),
        )


def _discovery() -> Iterable[Row]:
    items = _civic()
    run = cluster([Answer(id=row["id"], text=row["text"]) for row in items], topics=10)
    keys = [result.key or "" for result in run.assignments]
    for name, column in (("theme", "theme"), ("language", "variety")):
        value = float(adjusted_mutual_info_score([row[column] for row in items], keys))
        yield Row(
            name=f"discovery, AMI {name}",
            on="dev civic",
            count=len(items),
            value=value,
            note="10 groups asked for",
        )


def shared_data() -> Path | None:
    """The folder of shared evaluation sets: CONSULT_SHARED_DATA, or ../shared/data beside the project; None
    when absent.
    """
    given = os.environ.get("CONSULT_SHARED_DATA")
    folder = Path(given) if given else DATA.parents[2] / "shared" / "data"
    return folder if folder.is_dir() else None


def _sib_rows(
    languages: Sequence[str], sentences: dict[str, dict[str, dict[str, str]]], name: str
) -> Iterable[Row]:
    known: dict[str, np.ndarray[tuple[int, ...], np.dtype[np.float32]]] = {}
    shared = sorted(set.intersection(*(set(sentences[language]) for language in languages)))
    scores: list[tuple[float, float]] = []
    for seed in range(_SIB_DRAWS):
        drawn = np.random.default_rng(seed)
        picked = [(str(drawn.choice(languages)), key) for key in shared]
        texts = [sentences[language][key]["text"] for language, key in picked]
        varieties = [identify(text).variety for text in texts]
        vectors = encode_texts(texts, varieties=varieties, cache=known)
        reduced = UnitProjection().fit_transform(
            LanguageCentering().fit_transform(vectors, languages=varieties)
        )
        labels = KMeans(n_clusters=7, n_init=10, random_state=seed).fit_predict(reduced)
        topics = [sentences[language][key]["category"] for language, key in picked]
        scores.append(
            (
                float(v_measure_score(topics, labels)),
                float(v_measure_score([own for own, _ in picked], labels)),
            )
        )
    note = f"KMeans 7, each sentence in one random language, mean of {_SIB_DRAWS} draws"
    yield Row(
        name=f"{name}, V topic",
        on="SIB-200",
        count=len(shared),
        value=float(np.mean([one for one, _ in scores])),
        note=note,
    )
    yield Row(
        name=f"{name}, V language",
        on="SIB-200",
        count=len(shared),
        value=float(np.mean([one for _, one in scores])),
        note="lower is better",
    )


def _sib() -> Iterable[Row]:
    folder = shared_data()
    if folder is None or not (folder / "sib200").is_dir():
        yield Row(
            name="SIB-200",
            on="SIB-200",
            count=0,
            value=None,
            note="skipped: no sib200 under CONSULT_SHARED_DATA or ../shared/data",
        )
        return
    sentences = {
        variety: {
            row["index_id"]: dict(row)
            for row in read_rows(
                str(folder / "sib200" / f"{name}.tsv"), needed=("index_id", "category", "text")
            )
        }
        for variety, name in _SIB_FILES.items()
    }
    yield from _sib_rows(("ar", "aeb", "fr", "en"), sentences, "four languages")
    yield from _sib_rows(tuple(_SIB_FILES), sentences, "with romanised Arabic")


def _rate(name: str, count: int, run: Callable[[], object]) -> Row:
    started = time.perf_counter()
    run()
    return Row(
        name=name,
        on="dev civic",
        count=count,
        value=count / (time.perf_counter() - started),
        note="per second, one thread, warm",
    )


def _speed() -> Iterable[Row]:
    texts = [row["text"] for row in _civic()]
    varieties = [identify(text).variety for text in texts]
    yield _rate("screening", len(texts), lambda: screen(texts))
    yield _rate("encoding", len(texts), lambda: encode_texts(texts, varieties=varieties))


_SECTIONS: Final = (
    _identification, _transliteration, _personal_data, _campaigns, _assignment, _discovery, _sib, _speed,
)  # fmt: skip


def run_benchmark() -> Report:
    """Runs every section; about half a minute with SIB-200 on one core."""
    with one_thread():
        return Report(rows=tuple(row for section in _SECTIONS for row in section()))


def as_table(report: Report) -> str:
    """The rows as aligned text."""
    lines = [f"{'what':<40} {'on':<15} {'n':>5} {'value':>9}  note"]
    for row in report.rows:
        value = (
            "-" if row.value is None else f"{row.value:.3f}" if abs(row.value) < 100 else f"{row.value:.0f}"
        )
        lines.append(f"{row.name:<40} {row.on:<15} {row.count:>5} {value:>9}  {row.note}".rstrip())
    lines.append(
        "dev sets were written with the library and partly set its constants: they guard, they do not prove."
    )
    return "\n".join(lines) + "\n"

"""Measures grouping of long general sentences on SIB-200, where its files are at hand (Adelani et al. 2024)."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

import numpy as np
from sklearn.metrics import v_measure_score

from analysis.benchmark.report import Row
from analysis.clustering import cluster
from analysis.encode.vectors import VectorCache
from analysis.model import Answer
from analysis.tables import read_rows
from analysis.wordlists import DATA

SIB_FILES: Final = {
    "ar": "arb_Arab",
    "aeb": "aeb_Arab",
    "fr": "fra_Latn",
    "en": "eng_Latn",
    "arabizi": "arb_Latn",
}
_DRAWS: Final = 5
_TOPICS: Final = 7
Sentences = Mapping[str, Mapping[str, Mapping[str, str]]]


def shared_data() -> Path | None:
    """The folder of shared evaluation sets: CONSULT_SHARED_DATA, or ../shared/data beside the project; None
    when absent.
    """
    given = os.environ.get("CONSULT_SHARED_DATA")
    folder = Path(given) if given else DATA.parents[2] / "shared" / "data"
    return folder if folder.is_dir() else None


def _measured(
    languages: Sequence[str], sentences: Sentences, name: str, *, topic: float, language: float
) -> Iterable[Row]:
    cache: VectorCache = {}
    shared = sorted(set.intersection(*(set(sentences[language]) for language in languages)))
    scores: list[tuple[float, float]] = []
    for seed in range(_DRAWS):
        drawn = np.random.default_rng(seed)
        picked = [(str(drawn.choice(list(languages))), key) for key in shared]
        answers = [Answer(id=key, text=sentences[own][key]["text"]) for own, key in picked]
        labels = [result.key or "" for result in cluster(answers, topics=_TOPICS, cache=cache).assignments]
        topics = [sentences[own][key]["category"] for own, key in picked]
        scores.append(
            (
                float(v_measure_score(topics, labels)),
                float(v_measure_score([own for own, _ in picked], labels)),
            )
        )
    note = f"{_TOPICS} groups, each sentence in one random language, mean of {_DRAWS} draws"
    yield Row(
        name=f"{name}, V topic",
        on="SIB-200",
        count=len(shared),
        value=float(np.mean([one for one, _ in scores])),
        target=topic,
        note=note,
    )
    yield Row(
        name=f"{name}, V language",
        on="SIB-200",
        count=len(shared),
        value=float(np.mean([one for _, one in scores])),
        target=language,
        better="less",
    )


def general_sentences() -> Iterable[Row]:
    """Four languages mixed, then with romanised Arabic as a fifth; one skipped row without the files."""
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
    needed = ("index_id", "category", "text")
    sentences: Sentences = {
        variety: {
            row["index_id"]: dict(row)
            for row in read_rows(str(folder / "sib200" / f"{name}.tsv"), needed=needed)
        }
        for variety, name in SIB_FILES.items()
    }
    yield from _measured(("ar", "aeb", "fr", "en"), sentences, "four languages", topic=0.47, language=0.01)
    yield from _measured(tuple(SIB_FILES), sentences, "with romanised Arabic", topic=0.38, language=0.03)

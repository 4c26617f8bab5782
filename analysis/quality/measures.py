"""Figures every run shows about itself: coverage, separation, redundancy, and whether groups follow language
instead of meaning.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.metrics import adjusted_mutual_info_score, silhouette_score, v_measure_score

from analysis.reduce.centering import unit_rows

_SAMPLE: Final = 2000
# Two groups whose centres are nearer than this say the same (the rule of themefinder, i.AI 2025).
_REDUNDANT: Final = 0.9
# A variety needs as many answers before its share left to review says anything.
_FEWEST: Final = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """`coverage`: share of answers with words that were placed, 0–1; `coverage_gap`: its largest difference
    between two varieties of 30 answers or more, None for fewer than two such. `silhouette`: -1–1 or None.
    `language_leakage`: V-measure of clusters against varieties, 0 ideal (grows with few answers);
    `language_leakage_ami`: the same corrected for chance, at most 1, 0 when unrelated. `redundant_pairs`:
    pairs of clusters whose centres have a cosine above .9.
    """

    coverage: float
    coverage_gap: float | None
    silhouette: float | None
    language_leakage: float
    language_leakage_ami: float
    redundant_pairs: int


def _silhouette(places: NDArray[np.float64], labels: NDArray[np.int64]) -> float | None:
    if not 2 <= len(np.unique(labels)) < len(places):
        return None
    sample = _SAMPLE if len(places) > _SAMPLE else None
    return round(float(silhouette_score(places, labels, sample_size=sample, random_state=0)), 4)


def _redundant(places: NDArray[np.float64], labels: NDArray[np.int64]) -> int:
    keys = np.unique(labels)
    centres = unit_rows(np.stack([places[labels == key].mean(axis=0) for key in keys]))
    return int(np.triu(centres @ centres.T > _REDUNDANT, k=1).sum())


def _coverage_gap(placed: NDArray[np.bool_], varieties: NDArray[np.str_]) -> float | None:
    shares = [
        float(placed[varieties == variety].mean())
        for variety in np.unique(varieties)
        if int((varieties == variety).sum()) >= _FEWEST
    ]
    return round(max(shares) - min(shares), 4) if len(shares) > 1 else None


def measure(places: ArrayLike, labels: Sequence[int], *, varieties: Sequence[str]) -> Quality:
    """Quality of one partition: unit coordinates (n, d), labels (-1 where an answer was left to review) and
    varieties of the n readable answers of a theme.
    """
    matrix, own = np.asarray(places, dtype=np.float64), np.asarray(labels, dtype=np.int64)
    spoken = np.asarray(varieties, dtype=np.str_)
    placed = own >= 0
    if not placed.any():
        return Quality(
            coverage=0.0,
            coverage_gap=_coverage_gap(placed, spoken) if len(own) else None,
            silhouette=None,
            language_leakage=0.0,
            language_leakage_ami=0.0,
            redundant_pairs=0,
        )
    return Quality(
        coverage=round(float(placed.mean()), 4),
        coverage_gap=_coverage_gap(placed, spoken),
        silhouette=_silhouette(matrix[placed], own[placed]),
        language_leakage=round(float(v_measure_score(spoken[placed], own[placed])), 4),
        language_leakage_ami=round(float(adjusted_mutual_info_score(spoken[placed], own[placed])), 4),
        redundant_pairs=_redundant(matrix[placed], own[placed]),
    )

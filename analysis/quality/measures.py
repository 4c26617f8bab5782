"""Figures every run shows about itself: coverage, separation, and whether groups follow language instead of
meaning.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike
from sklearn.metrics import adjusted_mutual_info_score, silhouette_score, v_measure_score

_SAMPLE: Final = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """`coverage`: share of answers with words that were placed, 0–1. `silhouette`: -1–1 or None.
    `language_leakage`: V-measure of clusters against varieties, 0 ideal (grows with few answers);
    `language_leakage_ami`: the same corrected for chance, at most 1, 0 when unrelated.
    """

    coverage: float
    silhouette: float | None
    language_leakage: float
    language_leakage_ami: float


def _silhouette(vectors: ArrayLike, labels: Sequence[int]) -> float | None:
    matrix = np.asarray(vectors, dtype=np.float64)
    if not 2 <= len(set(labels)) < len(matrix):
        return None
    sample = _SAMPLE if len(matrix) > _SAMPLE else None
    return round(float(silhouette_score(matrix, labels, sample_size=sample, random_state=0)), 4)


def measure(vectors: ArrayLike, labels: Sequence[int], *, varieties: Sequence[str], readable: int) -> Quality:
    """Quality of one partition: unit vectors (n, d), labels and varieties of the n placed answers, out of
    `readable`.
    """
    if not len(labels):
        return Quality(coverage=0.0, silhouette=None, language_leakage=0.0, language_leakage_ami=0.0)
    return Quality(
        coverage=round(len(labels) / max(1, readable), 4),
        silhouette=_silhouette(vectors, labels),
        language_leakage=round(float(v_measure_score(varieties, labels)), 4),
        language_leakage_ami=round(float(adjusted_mutual_info_score(varieties, labels)), 4),
    )

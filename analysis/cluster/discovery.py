"""Finds groups among vectors and says why there are as many as there are.

Knows vectors only: not whose words they are, nor in which language.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.cluster import KMeans
from sklearn.metrics import silhouette_score

from analysis.estimator import Estimator

Matrix = NDArray[np.float64]
_SAMPLE: Final = 2000
_TRIED: Final = 10
_TOLERANCE: Final = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One number of groups that was tried: its silhouette (-1–1), its smallest group and how many groups were
    too small.
    """

    k: int
    silhouette: float
    smallest: int
    too_small: int


def default_bounds(count: int) -> tuple[int, int]:
    """How few and how many groups `count` answers deserve: between 0.7 and 2 cube roots, 2 to 30 in all."""
    root = float(np.cbrt(count))
    low = max(2, min(20, round(0.7 * root)))
    return low, max(low, min(30, round(2.0 * root)))


def _tried(low: int, high: int) -> list[int]:
    return sorted({round(value) for value in np.linspace(low, high, min(_TRIED, high - low + 1))})


class TopicDiscovery(Estimator):
    """KMeans on unit vectors, the number of groups chosen by silhouette under a size rule.

    `n_topics` fixes the number; otherwise up to ten numbers between `bounds` (by default from the number of
    rows) are tried and the smallest whose silhouette (Rousseeuw 1987, on at most 2,000 rows) is within a
    tenth of the best wins, among those with the fewest groups under `min_size` rows. All numbers are capped
    by the number of distinct rows. Deterministic for a given `random_state` and order of rows on one thread.
    KMeans was chosen over density clustering, which leaves most short answers out.
    """

    def __init__(
        self,
        *,
        n_topics: int | None = None,
        bounds: tuple[int, int] | None = None,
        min_size: int = 3,
        random_state: int = 0,
    ) -> None:
        self.n_topics = n_topics
        self.bounds = bounds
        self.min_size = min_size
        self.random_state = random_state

    def fit(self, vectors: ArrayLike, y: object = None) -> TopicDiscovery:
        """Takes (n, d) vectors, n ≥ 1. Sets `labels_` (n,), `cluster_centers_`, `similarities_` (cosine of
        each row with its centre), `candidates_` and `reason_`. Raises ValueError for an empty X or bounds
        that are not 1 ≤ low ≤ high.
        """
        rows = np.asarray(vectors, dtype=np.float64)
        if rows.ndim != 2 or not len(rows):
            raise ValueError("TopicDiscovery needs a non-empty (n, d) array")
        distinct = len(np.unique(np.round(rows, 6), axis=0))
        k = self._choose(rows, distinct)
        model = self._model(k, n_init=10).fit(rows)
        self.labels_: NDArray[np.int64] = np.asarray(model.labels_, dtype=np.int64)
        self.cluster_centers_: Matrix = np.asarray(model.cluster_centers_, dtype=np.float64)
        lengths = np.linalg.norm(self.cluster_centers_, axis=1)[self.labels_]
        products = np.einsum("ij,ij->i", rows, self.cluster_centers_[self.labels_])
        self.similarities_: Matrix = products / np.where(lengths > 1e-12, lengths, 1.0)
        return self

    def fit_predict(self, vectors: ArrayLike, y: object = None) -> NDArray[np.int64]:
        """`fit`, then `labels_`."""
        return self.fit(vectors).labels_

    def _model(self, k: int, *, n_init: int) -> KMeans:
        return KMeans(n_clusters=k, n_init=n_init, random_state=self.random_state)

    def _choose(self, vectors: Matrix, distinct: int) -> int:
        self.candidates_: tuple[Candidate, ...] = ()
        if self.n_topics is not None:
            k = max(1, min(self.n_topics, distinct))
            self.reason_ = (
                f"{k} groups were asked for" if k == self.n_topics else f"only {k} distinct answers"
            )
            return k
        low, high = self.bounds or default_bounds(len(vectors))
        if not 1 <= low <= high:
            raise ValueError(f"bounds must be 1 ≤ low ≤ high, not {low} and {high}")
        ceiling = min(high, distinct - 1, len(vectors) // self.min_size)
        if ceiling <= 1:
            self.reason_ = f"one group: {distinct} distinct of {len(vectors)} answers cannot be divided"
            return 1
        return self._best_of(vectors, _tried(min(low, ceiling), ceiling))

    def _best_of(self, vectors: Matrix, sizes: list[int]) -> int:
        self.candidates_ = tuple(self._candidate(vectors, k) for k in sizes)
        fewest = min(tried.too_small for tried in self.candidates_)
        sound = [tried for tried in self.candidates_ if tried.too_small == fewest]
        highest = max(tried.silhouette for tried in sound)
        # Silhouettes of short texts creep up with every further group; people read fewer groups better.
        best = next(tried for tried in sound if tried.silhouette >= highest - _TOLERANCE * abs(highest))
        self.reason_ = (
            f"{best.k} groups: the smallest of {len(sizes)} numbers tried from {sizes[0]} to {sizes[-1]} "
            f"whose silhouette ({best.silhouette:.3f}) is within a tenth of the highest ({highest:.3f}); "
            f"{fewest} groups under {self.min_size} answers"
        )
        return best.k

    def _candidate(self, vectors: Matrix, k: int) -> Candidate:
        labels = self._model(k, n_init=4).fit(vectors).labels_
        sizes = np.bincount(labels, minlength=k)
        silhouette = 0.0
        if 2 <= len(set(labels.tolist())) < len(vectors):
            sample = _SAMPLE if len(vectors) > _SAMPLE else None
            silhouette = float(
                silhouette_score(vectors, labels, sample_size=sample, random_state=self.random_state)
            )
        return Candidate(
            k=k,
            silhouette=round(silhouette, 4),
            smallest=int(sizes.min()),
            too_small=int((sizes < self.min_size).sum()),
        )

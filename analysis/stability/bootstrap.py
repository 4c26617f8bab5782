"""Bootstrap stability of clusters: would the same group be found among other answers of the same city?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.cluster import KMeans

_MOST_ROWS: Final = 3000
_FEWEST_ROWS: Final = 10


def _jaccards(labels: NDArray[np.int64], found: NDArray[np.int64], keys: Sequence[int]) -> list[float | None]:
    """For each original cluster the Jaccard similarity with the most similar found one; None when it was not
    drawn.
    """
    overlaps = np.zeros((int(labels.max()) + 1, int(found.max()) + 1))
    np.add.at(overlaps, (labels, found), 1.0)
    unions = overlaps.sum(axis=1, keepdims=True) + overlaps.sum(axis=0, keepdims=True) - overlaps
    best = (overlaps / np.maximum(unions, 1.0)).max(axis=1)
    return [float(best[key]) if key < len(best) and overlaps[key].sum() else None for key in keys]


def cluster_stability(
    vectors: ArrayLike, labels: Sequence[int], *, repeats: int = 12, random_state: int = 0
) -> dict[int, float | None]:
    """Mean bootstrap Jaccard (0–1) of each cluster of a KMeans partition of vectors (n, d); None for fewer
    than 10 rows or one cluster.

    Method: Hennig 2007, "Cluster-wise assessment of cluster stability": resample rows with replacement, keep
    each once, cluster again with the same number of groups. Read: ≥ .85 highly stable, ≥ .75 valid, .60–.75 a
    pattern, below not to be trusted. At most 3,000 rows are drawn per repeat.
    """
    rows = np.asarray(vectors, dtype=np.float64)
    given = np.asarray(labels, dtype=np.int64)
    keys = sorted(set(given.tolist()))
    if len(rows) < _FEWEST_ROWS or len(keys) < 2:
        return dict.fromkeys(keys)
    random = np.random.default_rng(random_state)
    seen: dict[int, list[float]] = {key: [] for key in keys}
    for repeat in range(repeats):
        drawn = np.unique(random.integers(0, len(rows), size=min(len(rows), _MOST_ROWS)))
        k = min(len(keys), len(np.unique(np.round(rows[drawn], 6), axis=0)))
        found = KMeans(n_clusters=k, n_init=2, random_state=random_state + repeat).fit_predict(rows[drawn])
        for key, value in zip(
            keys, _jaccards(given[drawn], np.asarray(found, dtype=np.int64), keys), strict=True
        ):
            if value is not None:
                seen[key].append(value)
    return {key: round(float(np.mean(values)), 3) if values else None for key, values in seen.items()}

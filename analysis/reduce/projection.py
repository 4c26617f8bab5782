"""Keeps the directions in which answers differ most and forgets their lengths."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.decomposition import PCA

from analysis.estimator import Estimator
from analysis.reduce.centering import unit_rows

Matrix = NDArray[np.float64]


class UnitProjection(Estimator):
    """PCA to at most `n_components` dimensions, then rows of length 1.

    Fewer dimensions are kept when there are fewer than four answers per dimension: directions nobody supports
    are noise. Exact eigendecomposition, signs fixed by scikit-learn, hence no seed.
    """

    def __init__(self, *, n_components: int = 50, rows_per_component: int = 4) -> None:
        self.n_components = n_components
        self.rows_per_component = rows_per_component

    def fit(self, vectors: ArrayLike, y: object = None) -> UnitProjection:
        """Learns the directions from vectors (n, d). Raises ValueError when there are none."""
        rows = np.asarray(vectors, dtype=np.float64)
        if rows.ndim != 2 or not len(rows):
            raise ValueError("UnitProjection needs a non-empty (n, d) array")
        self.n_features_in_ = rows.shape[1]
        kept = max(2, min(self.n_components, len(rows) // self.rows_per_component))
        self.n_components_ = min(kept, len(rows), self.n_features_in_)
        solver = "covariance_eigh" if len(rows) > self.n_features_in_ else "full"
        # Identical rows have no variance to take shares of, which is no reason to warn.
        with np.errstate(divide="ignore", invalid="ignore"):
            self.pca_ = PCA(n_components=self.n_components_, svd_solver=solver).fit(rows)
        return self

    def transform(self, vectors: ArrayLike) -> Matrix:
        """float64 (n, n_components_), rows of length 1 (or 0 where the projection vanishes)."""
        rows = np.asarray(vectors, dtype=np.float64)
        if not len(rows):
            return np.zeros((0, self.n_components_))
        # Rounded, so that equal texts stay one point and are not told apart by the last bit.
        return unit_rows(np.round(self.pca_.transform(rows), 6))

    def fit_transform(self, vectors: ArrayLike, y: object = None) -> Matrix:
        """`fit`, then `transform` of the same rows."""
        return self.fit(vectors).transform(vectors)

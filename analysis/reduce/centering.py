"""Takes out of sentence vectors what they share with their language, so that distance speaks of meaning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.estimator import Estimator

Matrix = NDArray[np.float64]


class LanguageCentering(Estimator):
    """Subtracts from every vector a shrunken mean of its language.

    The mean of a language with n vectors is n/(n+shrinkage) its own and shrinkage/(n+shrinkage) the overall
    mean, so a language with few answers is not emptied of what it says. `shrinkage` counts vectors. Against
    the "language-dependent dimensions" of Chang, Hwang and Xie 2024 (arXiv 2412.12433); centring per language
    after Libovický et al. 2020.
    """

    def __init__(self, *, shrinkage: float = 20.0) -> None:
        self.shrinkage = shrinkage

    def fit(self, vectors: ArrayLike, y: object = None, *, languages: Sequence[str]) -> LanguageCentering:
        """Learns `mean_` (d,) and `means_` (language to (d,)) from vectors (n, d) and one language per row.

        Raises ValueError when there are none or the numbers of rows and languages differ.
        """
        rows = np.asarray(vectors)
        if rows.ndim != 2 or not len(rows) or len(rows) != len(languages):
            raise ValueError("LanguageCentering needs a non-empty (n, d) array and one language per row")
        labels = np.asarray(languages)
        own = {
            language: (
                rows[labels == language].mean(axis=0, dtype=np.float64),
                int((labels == language).sum()),
            )
            for language in sorted(set(languages))
        }
        return self.fit_means(
            {language: mean for language, (mean, _) in own.items()},
            counts={language: count for language, (_, count) in own.items()},
        )

    def fit_means(self, means: Mapping[str, Matrix], *, counts: Mapping[str, int]) -> LanguageCentering:
        """The same from the mean vector (d,) and the number of vectors of each language, where all vectors
        together would not fit.
        """
        total = sum(counts.values())
        weighted = np.stack([means[language] * counts[language] for language in sorted(means)])
        self.mean_: Matrix = weighted.sum(axis=0) / total
        self.means_: dict[str, Matrix] = {}
        for language in sorted(means):
            weight = counts[language] / (counts[language] + self.shrinkage)
            self.means_[language] = weight * means[language] + (1.0 - weight) * self.mean_
        return self

    def transform(self, vectors: ArrayLike, *, languages: Sequence[str]) -> Matrix:
        """float64 (n, d): each row less the mean of its language, or less the overall mean for an unknown
        language.
        """
        rows = np.array(vectors, dtype=np.float64)
        labels = np.asarray(languages)
        for language in sorted(set(languages)):
            rows[labels == language] -= self.means_.get(language, self.mean_)
        return rows

    def fit_transform(self, vectors: ArrayLike, y: object = None, *, languages: Sequence[str]) -> Matrix:
        """`fit`, then `transform` of the same rows."""
        return self.fit(vectors, languages=languages).transform(vectors, languages=languages)


def unit_rows(vectors: ArrayLike) -> Matrix:
    """float64 rows scaled to length 1; zero rows stay zero."""
    matrix = np.asarray(vectors, dtype=np.float64)
    lengths = np.linalg.norm(matrix, axis=-1, keepdims=True)
    return matrix / np.where(lengths > 1e-12, lengths, 1.0)

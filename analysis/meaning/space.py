"""Places answers so that distance speaks of meaning: by the concepts they speak of, by their sentence vectors,
and by how far each of the two can be trusted for these answers.

Knows probabilities and vectors; finding groups among the places is `analysis.cluster`'s.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.estimator import Estimator
from analysis.reduce.centering import unit_rows
from analysis.reduce.projection import UnitProjection

Matrix = NDArray[np.float64]

# The vector's weight beside the concepts: 0.3 where answers are surely about city life, past 1 where the
# recogniser is at a loss (general sentences leave its best concept at 0.3 on average, civic ones at 0.7).
_LEAST: Final = 0.3
_MORE: Final = 1.2
_VECTOR_COMPONENTS: Final = 50


class MeaningSpace(Estimator):
    """Unit coordinates that join concept probabilities and language-centred sentence vectors.

    Concept part: square root of the probabilities spread over kindred concepts (Hellinger; `kinship` is
    (concepts, concepts), rows sum to 1). Vector part: PCA to 50, unit rows, weighted by
    0.3 + 1.2 (1 - mean greatest probability)², a figure of the whole set. Together: PCA to `n_components`, unit
    rows. Fitted and applied to the same answers, since the weight is theirs.
    """

    def __init__(self, *, kinship: ArrayLike, n_components: int = 14) -> None:
        self.kinship = kinship
        self.n_components = n_components

    def fit_transform(self, chances: ArrayLike, y: object = None, *, vectors: ArrayLike) -> Matrix:
        """(n, concepts) probabilities and (n, d) centred vectors to (n, ≤ n_components). Sets
        `vector_weight_`. Raises ValueError when there are none.
        """
        probabilities = np.asarray(chances, dtype=np.float64)
        if probabilities.ndim != 2 or not len(probabilities):
            raise ValueError("MeaningSpace needs a non-empty (n, concepts) array")
        certainty = float(probabilities.max(axis=1).mean())
        self.vector_weight_ = _LEAST + _MORE * (1.0 - certainty) ** 2
        concepts = unit_rows(np.sqrt(probabilities @ np.asarray(self.kinship, dtype=np.float64)))
        nearness = UnitProjection(n_components=_VECTOR_COMPONENTS).fit_transform(vectors)
        joined = unit_rows(np.hstack([concepts, self.vector_weight_ * nearness]))
        return UnitProjection(n_components=self.n_components).fit_transform(joined)


def kinship_of(
    prototypes: ArrayLike, fields: ArrayLike, *, field_share: float = 0.3, power: float = 4.0
) -> Matrix:
    """(concepts, concepts), rows sum to 1: how readily an answer about one concept may belong with another.

    A `field_share` goes evenly to the concept's field, the rest to concepts whose prototypes (rows of length
    1) are near: cosine to the `power`.
    """
    units = unit_rows(prototypes)
    near = np.clip(units @ units.T, 0.0, 1.0) ** power
    near /= near.sum(axis=1, keepdims=True)
    names = np.asarray(fields)
    same = (names[:, None] == names[None, :]).astype(np.float64)
    same /= same.sum(axis=1, keepdims=True)
    return np.asarray((1.0 - field_share) * near + field_share * same, dtype=np.float64)

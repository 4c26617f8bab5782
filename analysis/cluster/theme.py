"""Clusters the answers of one theme, and says which of them belong to none of the groups.

Knows numbers only: probabilities of concepts, vectors, varieties' names; no text and no ids.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.cluster.discovery import TopicDiscovery
from analysis.cluster.levels import parts_of
from analysis.meaning.space import MeaningSpace
from analysis.reduce.centering import unit_rows
from analysis.stability.bootstrap import cluster_stability

Matrix = NDArray[np.float64]
Labels = NDArray[np.int64]

# An answer less similar to the centre of its group than this was put there for want of a better place.
FLOOR: Final = 0.15


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What the caller asked for: a number of groups per theme, or bounds for it, the smallest group, the seed."""

    topics: int | None
    bounds: tuple[int, int] | None
    min_size: int
    seed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeClusters:
    """Clusters of one theme over its rows: `rows` into the intake, `labels` -1 where an answer is left to
    review, `parts` -1 where its cluster is not divided; `places` are unit coordinates in meaning space.
    """

    theme: str | None
    rows: tuple[int, ...]
    places: Matrix
    labels: tuple[int, ...]
    parts: tuple[int, ...]
    scores: tuple[float, ...]
    stability: Mapping[int, float | None]
    reason: str
    candidates: tuple[Mapping[str, object], ...]
    vector_weight: float

    def ranked(self) -> list[int]:
        """Labels by size, the larger first; ties by the first answer in canonical order."""
        sizes = Counter(label for label in self.labels if label >= 0)
        return sorted(sizes, key=lambda label: (-sizes[label], self.labels.index(label)))

    def members(self, label: int) -> list[int]:
        """Places (0 to n - 1 within the theme) of the answers of a cluster."""
        return [place for place, own in enumerate(self.labels) if own == label]


def _kept(discovery: TopicDiscovery, plan: Plan) -> Labels:
    """Labels without the groups that are too small and without answers unlike their group."""
    labels = discovery.labels_.copy()
    sizes = np.bincount(labels)
    if plan.topics is None:
        labels[sizes[labels] < plan.min_size] = -1
    labels[discovery.similarities_ < FLOOR] = -1
    return labels


def _one_group(centred: Matrix, plan: Plan) -> tuple[Labels, Matrix]:
    """Labels and scores when the answers cannot be divided: a group only where they resemble each other.

    Judged before any projection, which would leave nothing of answers that are all alike.
    """
    units = unit_rows(centred)
    others = max(1, len(units) - 1)
    scores: Matrix = (units @ units.sum(axis=0) - np.einsum("ij,ij->i", units, units)) / others
    labels = np.where((plan.topics is not None) | (scores >= FLOOR), 0, -1).astype(np.int64)
    if int((labels == 0).sum()) < plan.min_size:
        labels[:] = -1
    return labels, scores


def _parts(labels: Labels, kinship: ArrayLike, chances: Matrix, reduced: Matrix, seed: int) -> Labels:
    parts = np.full(len(labels), -1, dtype=np.int64)
    for label in sorted(set(labels.tolist()) - {-1}):
        own = np.flatnonzero(labels == label)

        def inside(own: NDArray[np.intp] = own) -> Matrix:
            return MeaningSpace(kinship=kinship).fit_transform(chances[own], vectors=reduced[own])

        parts[own] = parts_of(len(own), inside, random_state=seed)
    return parts


def cluster_theme(
    theme: str | None,
    rows: Sequence[int],
    *,
    chances: Matrix,
    centred: Matrix,
    reduced: Matrix,
    kinship: ArrayLike,
    plan: Plan,
) -> ThemeClusters:
    """Clusters the answers of a theme, `rows` into an intake: (n, concepts) probabilities and (n, d) vectors
    centred once by the encoder's reference (`centred`) and once more by all answers (`reduced`).
    """
    space = MeaningSpace(kinship=kinship)
    places = space.fit_transform(chances, vectors=reduced)
    discovery = TopicDiscovery(
        n_topics=plan.topics, bounds=plan.bounds, min_size=plan.min_size, random_state=plan.seed
    ).fit(places)
    if len(discovery.cluster_centers_) == 1:
        labels, scores = _one_group(centred, plan)
    else:
        labels, scores = _kept(discovery, plan), discovery.similarities_
    return ThemeClusters(
        theme=theme,
        rows=tuple(rows),
        places=places,
        labels=tuple(labels.tolist()),
        parts=tuple(_parts(labels, kinship, chances, reduced, plan.seed).tolist()),
        scores=tuple(round(float(score), 4) for score in np.clip(scores, 0.0, 1.0)),
        stability=cluster_stability(places, discovery.labels_.tolist(), random_state=plan.seed),
        reason=discovery.reason_,
        candidates=tuple(asdict(candidate) for candidate in discovery.candidates_),
        vector_weight=round(space.vector_weight_, 4),
    )

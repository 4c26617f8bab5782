"""Matches the clusters of a new run to those of an earlier one, so that what is still the same keeps its key.

Compares members and centres; whether a topic changed hands is for people to say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import linear_sum_assignment

from analysis.estimator import Estimator
from analysis.reduce.centering import unit_rows

Matrix = NDArray[np.float64]
Change = Literal["continued", "split", "merged", "new", "retired"]
_EVIDENCE: Final = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Lineage:
    """One edge between runs: `old` and `new` cluster keys (None for a new or retired one), what happened, and
    the share of the smaller one's known members that both hold (0–1).
    """

    old: str | None
    new: str | None
    change: Change
    overlap: float


def _jaccard(one: AbstractSet[str], other: AbstractSet[str]) -> float:
    union = len(one | other)
    return len(one & other) / union if union else 0.0


def _contained(one: AbstractSet[str], other: AbstractSet[str]) -> float:
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0


class ClusterMatcher(Estimator):
    """One-to-one matching of greatest total similarity (Kuhn 1955), pairs under `least` (0–1) dismissed.

    Similarity of two clusters is the Jaccard of their members among answers both runs saw; where centres are
    given, `centre_weight` (0–1) of it is their cosine, which carries clusters over when few answers are
    shared.
    """

    def __init__(self, *, least: float = 0.3, centre_weight: float = 0.25) -> None:
        self.least = least
        self.centre_weight = centre_weight

    def fit(
        self,
        old: Mapping[str, AbstractSet[str]],
        new: Mapping[str, AbstractSet[str]],
        *,
        old_centres: ArrayLike | None = None,
        new_centres: ArrayLike | None = None,
    ) -> ClusterMatcher:
        """Takes members (answer ids) by cluster key, and (clusters, d) centres in the order of the keys. Sets
        `matches_` (new key to the old key it continues) and `lineage_` (all edges, old keys first).
        """
        self._old, self._new = sorted(old), sorted(new)
        both = set().union(*old.values()) & set().union(*new.values()) if old and new else set()
        seen_old = {key: set(old[key]) & both for key in self._old}
        seen_new = {key: set(new[key]) & both for key in self._new}
        similarity = self._similarity(seen_old, seen_new)
        if old_centres is not None and new_centres is not None and old and new:
            cosines = self._cosines(list(old), old_centres, list(new), new_centres)
            similarity = (1.0 - self.centre_weight) * similarity + self.centre_weight * cosines
        rows, columns = linear_sum_assignment(-similarity) if similarity.size else ((), ())
        self.matches_: dict[str, str] = {
            self._new[column]: self._old[row]
            for row, column in zip(rows, columns, strict=True)
            if similarity[row, column] >= self.least
        }
        self.lineage_ = tuple(self._edges(seen_old, seen_new))
        return self

    def _similarity(self, old: Mapping[str, AbstractSet[str]], new: Mapping[str, AbstractSet[str]]) -> Matrix:
        values = [[_jaccard(old[one], new[other]) for other in self._new] for one in self._old]
        return np.array(values, dtype=np.float64).reshape(len(self._old), len(self._new))

    def _cosines(
        self, old_order: Sequence[str], old: ArrayLike, new_order: Sequence[str], new: ArrayLike
    ) -> Matrix:
        one = unit_rows(old)[[old_order.index(key) for key in self._old]]
        other = unit_rows(new)[[new_order.index(key) for key in self._new]]
        return np.clip(one @ other.T, 0.0, 1.0)

    def _edges(
        self, old: Mapping[str, AbstractSet[str]], new: Mapping[str, AbstractSet[str]]
    ) -> list[Lineage]:
        edges: list[Lineage] = []
        continued = {before: after for after, before in self.matches_.items()}
        for before in self._old:
            heirs = [(key, _contained(old[before], new[key])) for key in self._new]
            for after, overlap in heirs:
                if continued.get(before) == after:
                    edges.append(_edge(before, after, "continued", overlap))
                elif overlap >= _EVIDENCE and len(old[before] & new[after]) > 1:
                    change: Change = "split" if after not in self.matches_ else "merged"
                    edges.append(_edge(before, after, change, overlap))
            if not any(edge.old == before for edge in edges):
                edges.append(_edge(before, None, "retired", 0.0))
        reached = {edge.new for edge in edges}
        edges += [_edge(None, after, "new", 0.0) for after in self._new if after not in reached]
        return edges


def _edge(old: str | None, new: str | None, change: Change, overlap: float) -> Lineage:
    return Lineage(old=old, new=new, change=change, overlap=round(overlap, 4))

"""Picks a few answers that stand for a cluster: its middle, every variety in it, and as little repetition as
possible.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.reduce.centering import unit_rows

_TELLING: Final = (4, 60)
_SHORT_PENALTY: Final = 0.15


def _centrality(vectors: NDArray[np.float64], lengths: Sequence[int]) -> NDArray[np.float64]:
    middle = unit_rows(vectors.mean(axis=0, keepdims=True))[0]
    fewest, most = _TELLING
    penalties = np.array([0.0 if fewest <= length <= most else _SHORT_PENALTY for length in lengths])
    return np.asarray(vectors @ middle - penalties, dtype=np.float64)


def choose_exemplars(
    vectors: ArrayLike,
    *,
    varieties: Sequence[str],
    lengths: Sequence[int],
    limit: int = 6,
    diversity: float = 0.4,
) -> list[int]:
    """Row numbers of at most `limit` exemplars of one cluster, most central first.

    `vectors` is (n, d) with unit rows, `lengths` are numbers of words (answers of 4–60 words are preferred).
    The first is the medoid; then the most central answer of each further variety, the commonest varieties
    first; the rest by maximal marginal relevance (Carbonell and Goldstein 1998) with weight `diversity` (0–1)
    on being unlike those chosen.
    """
    rows = np.asarray(vectors, dtype=np.float64)
    if not len(rows):
        return []
    central = _centrality(rows, lengths)
    chosen = [int(central.argmax())]
    common = sorted(Counter(varieties).items(), key=lambda item: (-item[1], item[0]))
    for variety, _ in common:
        if len(chosen) < limit and variety not in {varieties[row] for row in chosen}:
            own = [row for row in range(len(rows)) if varieties[row] == variety]
            chosen.append(max(own, key=lambda row: (central[row], -row)))
    while len(chosen) < min(limit, len(rows)):
        likeness = (rows @ rows[chosen].T).max(axis=1)
        value = (1.0 - diversity) * central - diversity * likeness
        # Copies of a chosen answer would show nothing new.
        value[likeness > 0.999] = -np.inf
        value[chosen] = -np.inf
        if not np.isfinite(value.max()):
            break
        chosen.append(int(value.argmax()))
    return chosen

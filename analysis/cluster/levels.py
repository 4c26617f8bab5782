"""Divides one large cluster into parts, so that a team reads three hundred answers in a dozen pages, not one.

Knows coordinates only. Parts are proposals inside a cluster; they change nothing above them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from analysis.cluster.discovery import TopicDiscovery

Matrix = NDArray[np.float64]
Labels = NDArray[np.int64]

_LARGE: Final = 60
_SMALLEST_PART: Final = 8
# Under this silhouette the division would be arbitrary.
_DIVIDES: Final = 0.15


def parts_of(size: int, place: Callable[[], Matrix], *, random_state: int = 0) -> Labels:
    """Part labels (size,) of one cluster, the larger part first, all -1 when it is small or does not divide.

    `place` computes (size, d) coordinates and is called for a cluster of 60 answers or more.
    """
    whole = np.full(size, -1, dtype=np.int64)
    if size < _LARGE:
        return whole
    discovery = TopicDiscovery(
        bounds=(2, max(2, min(8, size // 30))), min_size=_SMALLEST_PART, random_state=random_state
    ).fit(place())
    chosen = next((one for one in discovery.candidates_ if one.k == len(discovery.cluster_centers_)), None)
    if chosen is None or chosen.silhouette < _DIVIDES or chosen.too_small:
        return whole
    sizes = np.bincount(discovery.labels_)
    rank = np.empty(len(sizes), dtype=np.int64)
    rank[np.argsort(-sizes, kind="stable")] = np.arange(len(sizes))
    return rank[discovery.labels_]

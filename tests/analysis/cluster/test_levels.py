"""Parts of a large cluster."""

import numpy as np

from analysis.cluster.levels import parts_of
from analysis.reduce.centering import unit_rows

DRAW = np.random.default_rng(0)


def blobs(*sizes: int) -> np.ndarray:  # type: ignore[type-arg]
    centres = np.eye(6)
    rows = [centres[place] + 0.1 * DRAW.normal(size=(size, 6)) for place, size in enumerate(sizes)]
    return unit_rows(np.vstack(rows))


def test_a_large_cluster_of_three_things_has_three_parts_the_largest_first() -> None:
    rows = blobs(30, 60, 45)
    parts = parts_of(len(rows), lambda: rows)
    assert np.bincount(parts).tolist() == [60, 45, 30]


def test_a_small_cluster_is_read_as_a_whole() -> None:
    def never() -> np.ndarray:  # type: ignore[type-arg]
        raise AssertionError("a small cluster needs no coordinates")

    assert set(parts_of(40, never).tolist()) == {-1}


def test_a_large_cluster_that_is_one_thing_stays_whole() -> None:
    rows = unit_rows(DRAW.normal(size=(120, 40)))
    assert set(parts_of(120, lambda: rows).tolist()) == {-1}

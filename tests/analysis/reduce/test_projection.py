"""Keeping the directions that matter."""

import numpy as np
import pytest

from analysis.reduce.projection import UnitProjection


def test_rows_have_length_one_in_few_dimensions() -> None:
    vectors = np.random.default_rng(0).normal(size=(400, 60))
    projected = UnitProjection(n_components=50).fit_transform(vectors)
    assert projected.shape == (400, 50)
    assert np.allclose(np.linalg.norm(projected, axis=1), 1.0)


def test_few_answers_keep_few_directions() -> None:
    assert UnitProjection().fit_transform(np.random.default_rng(0).normal(size=(40, 60))).shape == (40, 10)


def test_identical_rows_project_to_nothing_without_a_warning() -> None:
    assert not UnitProjection().fit_transform(np.ones((10, 20))).any()


@pytest.mark.parametrize("count", [1, 2, 3])
def test_very_few_rows_can_be_projected(count: int) -> None:
    projected = UnitProjection().fit_transform(np.random.default_rng(0).normal(size=(count, 20)))
    assert len(projected) == count
    assert np.isfinite(projected).all()


def test_no_rows_cannot_be_learned_from() -> None:
    with pytest.raises(ValueError, match="non-empty"):
        UnitProjection().fit(np.zeros((0, 5)))
    assert len(UnitProjection().fit(np.eye(5)).transform(np.zeros((0, 5)))) == 0

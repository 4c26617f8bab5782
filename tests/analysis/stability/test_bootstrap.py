"""Would the same groups be found again?"""

import numpy as np

from analysis.reduce.centering import unit_rows
from analysis.stability.bootstrap import cluster_stability

RANDOM = np.random.default_rng(5)
APART = unit_rows(np.repeat(np.eye(4) * 8.0, 25, axis=0) + RANDOM.normal(scale=0.2, size=(100, 4)))
NOISE = unit_rows(RANDOM.normal(size=(100, 30)))


def test_groups_that_are_apart_are_stable() -> None:
    stability = cluster_stability(APART, np.repeat(np.arange(4), 25).tolist())
    assert set(stability) == {0, 1, 2, 3}
    assert all(value is not None and value > 0.9 for value in stability.values())


def test_groups_cut_out_of_noise_are_not() -> None:
    stability = cluster_stability(NOISE, (np.arange(100) % 5).tolist())
    assert all(value is not None and value < 0.5 for value in stability.values())


def test_too_few_answers_or_one_group_have_no_stability() -> None:
    assert cluster_stability(np.eye(4), [0, 0, 1, 1]) == {0: None, 1: None}
    assert cluster_stability(APART, [0] * 100) == {0: None}


def test_the_same_seed_gives_the_same_figures() -> None:
    labels = (np.arange(100) % 5).tolist()
    assert cluster_stability(NOISE, labels) == cluster_stability(NOISE, labels)
    assert cluster_stability(NOISE, labels) != cluster_stability(NOISE, labels, random_state=9)

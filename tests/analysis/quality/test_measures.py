"""What a run says about itself."""

import numpy as np

from analysis.quality.measures import measure

PLACES = np.vstack([np.tile([1.0, 0.0], (10, 1)), np.tile([0.0, 1.0], (10, 1))])
LABELS = [0] * 10 + [1] * 10


def test_groups_that_follow_language_leak() -> None:
    leaking = measure(PLACES, LABELS, varieties=["fr"] * 10 + ["ar"] * 10)
    clean = measure(PLACES, LABELS, varieties=["fr", "ar"] * 10)
    assert leaking.language_leakage == leaking.language_leakage_ami == 1.0
    assert clean.language_leakage < 0.1
    assert clean.language_leakage_ami < 0.1


def test_coverage_counts_all_who_wrote_words() -> None:
    found = measure(PLACES, [0] * 10 + [1] * 6 + [-1] * 4, varieties=["fr"] * 20)
    assert found.coverage == 0.8


def test_a_variety_left_out_shows_as_a_gap() -> None:
    places = np.tile(PLACES, (4, 1))
    labels = ([0] * 10 + [1] * 10) * 2 + [-1] * 20 + [0] * 20
    found = measure(places, labels, varieties=["fr"] * 40 + ["aeb"] * 40)
    assert found.coverage_gap == 0.5
    assert measure(PLACES, LABELS, varieties=["fr", "ar"] * 10).coverage_gap is None


def test_two_groups_in_one_place_are_redundant() -> None:
    assert measure(PLACES, [0] * 5 + [1] * 5 + [2] * 10, varieties=["fr"] * 20).redundant_pairs == 1
    assert measure(PLACES, LABELS, varieties=["fr"] * 20).redundant_pairs == 0


def test_one_group_has_no_silhouette() -> None:
    assert measure(PLACES, [0] * 20, varieties=["fr"] * 20).silhouette is None


def test_nothing_placed_is_nothing_covered() -> None:
    assert measure(np.zeros((0, 2)), [], varieties=[]).coverage == 0.0
    assert measure(PLACES, [-1] * 20, varieties=["fr"] * 20).coverage == 0.0

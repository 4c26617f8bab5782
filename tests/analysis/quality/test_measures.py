"""Figures a run shows about itself."""

import numpy as np

from analysis.quality.measures import measure

VECTORS = np.repeat(np.eye(2), 10, axis=0)
LABELS = [0] * 10 + [1] * 10


def test_groups_that_follow_language_leak() -> None:
    leaking = measure(VECTORS, LABELS, varieties=["fr"] * 10 + ["ar"] * 10, readable=20)
    assert leaking.language_leakage == 1.0
    sound = measure(VECTORS, LABELS, varieties=["fr", "ar"] * 10, readable=20)
    assert sound.language_leakage == 0.0
    assert sound.language_leakage_ami <= 0.0


def test_coverage_counts_all_who_wrote_words() -> None:
    assert measure(VECTORS, LABELS, varieties=["fr"] * 20, readable=25).coverage == 0.8


def test_one_group_has_no_silhouette() -> None:
    assert measure(VECTORS, [0] * 20, varieties=["fr"] * 20, readable=20).silhouette is None
    assert measure(VECTORS, LABELS, varieties=["fr"] * 20, readable=20).silhouette == 1.0


def test_nothing_placed_is_nothing_covered() -> None:
    assert measure(np.zeros((0, 2)), [], varieties=[], readable=3).coverage == 0.0

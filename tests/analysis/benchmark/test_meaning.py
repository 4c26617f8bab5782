"""What answers are taken to mean."""

import numpy as np
import pytest

from analysis.benchmark import meaning


def test_calibration_error_is_the_distance_between_stated_and_observed() -> None:
    scores = np.array([0.95] * 10 + [0.55] * 10)
    right = np.array([True] * 10 + [False] * 10)
    assert meaning._calibration_error(scores, right) == pytest.approx(0.5 * 0.05 + 0.5 * 0.55)


def test_figures_of_meaning_do_not_fall() -> None:
    floors = {
        "themes, share in the right one": 0.75,
        "themes, precision of what is assigned": 0.8,
        "discovery, AMI with theme": 0.45,
    }
    rows = [*meaning.described(), *meaning.discovery()]
    assert [(row.name, row.value) for row in rows if (row.value or 0.0) < floors.get(row.name, -1.0)] == []

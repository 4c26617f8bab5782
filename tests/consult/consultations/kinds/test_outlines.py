"""Outlines of districts, as a file writes them and as a page draws them."""

import pytest

from consult.consultations.kinds.outlines import path_of


def test_a_path_is_written_in_steps_from_point_to_point():
    assert path_of(((10, 20), (30, 5), (0, 0))) == "M10 20l20-15-30-5z"


@pytest.mark.parametrize("points", [((0, 0), (1000, 0), (1000, 1000)), ((5, 5), (4, 9), (7, 7), (5, 6))])
def test_the_steps_of_a_path_lead_through_its_points(points):
    start, _, steps = path_of(points).removeprefix("M").removesuffix("z").partition("l")
    numbers = [int(n) for n in steps.replace("-", " -").split()]
    at = [tuple(map(int, start.split()))]
    for x, y in zip(numbers[::2], numbers[1::2], strict=True):
        at.append((at[-1][0] + x, at[-1][1] + y))
    assert tuple(at) == points

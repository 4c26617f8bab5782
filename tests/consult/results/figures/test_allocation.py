"""Allocations: averages over everybody who answered, that add up to the whole but for rounding."""

import pytest

from consult.results import figures


def means(figure):
    return {row.key: row.mean for row in figure.rows}


def test_the_average_is_over_everybody_and_the_largest_comes_first(figure):
    drawn = figure("allocation", ({"air": 100}, 100), ({"water": 60, "work": 40}, 300))
    assert list(means(drawn).items()) == [("water", 45), ("work", 30), ("air", 25), ("waste", 0)]


def test_averages_are_rounded_the_more_the_fewer_people_there_are(figure):
    assert means(figure("allocation", ({"air": 60, "work": 40}, 1), ({"air": 100}, 11)))["air"] == 100
    assert means(figure("allocation", ({"air": 60, "work": 40}, 300), ({"air": 100}, 700)))["air"] == 88
    assert means(figure("allocation", ({"air": 60, "work": 40}, 10), ({"air": 100}, 9990)))["work"] == 0


def test_fewer_than_the_threshold_have_no_average(figure):
    drawn = figure("allocation", ({"air": 100}, 9))
    assert set(means(drawn).values()) == {None}
    assert drawn.is_hidden


def test_sums_that_do_not_add_up_are_not_drawn(ask):
    with pytest.raises(ValueError, match="150 shared out, not 2000"):
        figures.build(ask("allocation"), figures.Tallies(answered=20, sums={"air": 150}))

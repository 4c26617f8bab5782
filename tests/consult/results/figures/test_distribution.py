"""Distributions: every number of the scale in order, a median only where it tells nothing hidden."""

from hypothesis import given, settings
from hypothesis import strategies as st

from consult.consultations.kinds.scale import Spec
from consult.consultations.model import Question
from consult.i18n.text import Text
from consult.results import figures
from consult.results.figures import Group

QUESTION = Question(key="q", prompt=Text(en="?"), spec=Spec(min=0, max=5, no_opinion=True))


def median_of(values):
    ordered = sorted(values)
    return ordered[(len(ordered) - 1) // 2]


def test_every_number_of_the_scale_has_a_row_and_no_opinion_the_last(figure):
    drawn = figure("scale", (0, 20), (10, 30), ("no_opinion", 15))
    assert [row.key for row in drawn.rows] == [*map(str, range(11)), "no_opinion"]
    assert [row.count for row in drawn.rows] == [20, *[0] * 9, 30, 15]


def test_no_opinion_has_no_part_in_the_median(figure):
    assert figure("scale", (2, 20), (7, 30), ("no_opinion", 500)).median == 7


def test_the_median_is_printed_where_the_hidden_numbers_cannot_change_it(figure):
    drawn = figure("scale", (0, 3), (1, 20), (7, 400))
    assert [row.key for row in drawn.rows if row.count is None] == ["0", "1"]
    assert drawn.median == 7


def test_the_median_is_left_out_where_it_would_tell_about_a_hidden_number(figure):
    assert figure("scale", (0, 9), (10, 12), (5, 13)).median is None


def test_a_scale_on_which_nobody_gave_a_number_has_no_median(figure):
    drawn = figure("scale", ("no_opinion", 50))
    assert drawn.median is None
    assert not drawn.hides_something


@settings(max_examples=400, deadline=None)
@given(st.lists(st.one_of(st.just(0), st.integers(1, 15), st.integers(1, 200)), min_size=7, max_size=7))
def test_a_printed_median_is_the_true_one(people):
    values = [0, 1, 2, 3, 4, 5, "no_opinion"]
    groups = [Group(value=value, people=count) for value, count in zip(values, people, strict=True) if count]
    drawn = figures.build(QUESTION, figures.tally(QUESTION, groups))
    numbers = [value for value, count in zip(values[:6], people, strict=False) for _ in range(count)]
    assert drawn.median is None or drawn.median == median_of(numbers)
    assert drawn.hides_something or drawn.median is not None or not numbers

"""Bars count people, hide the few, and do not tell by their order what they hide."""

import pytest

from consult.results import figures


def counts(figure):
    return {row.key: row.count for row in figure.rows}


def test_people_are_counted_and_not_combinations_of_options(figure):
    drawn = figure("multiple_choice", (["air", "water"], 30), (["air"], 20), (["water", "waste"], 25))
    assert counts(drawn) == {"air": 50, "water": 55, "waste": 25, "work": 0}
    assert drawn.head.base == 75


def test_an_option_nobody_chose_is_printed_as_nought(figure):
    assert counts(figure("single_choice", ("air", 40), ("water", 60)))["waste"] == 0


def test_a_single_choice_keeps_the_order_of_its_options(figure):
    drawn = figure("single_choice", ("water", 60), ("work", 80), ("air", 40))
    assert [row.key for row in drawn.rows] == ["air", "water", "waste", "work"]


@pytest.mark.parametrize("kind", ["place", "multiple_choice"])
def test_many_things_stand_in_order_of_size_and_the_hidden_ones_last_in_the_order_of_the_question(
    figure, kind
):
    wrap = (lambda value: [value]) if kind == "multiple_choice" else str
    drawn = figure(kind, (wrap("work"), 90), (wrap("waste"), 70), (wrap("water"), 4), (wrap("air"), 20))
    shown = [row.key for row in drawn.rows if row.count is not None]
    hidden = [row.key for row in drawn.rows if row.count is None]
    assert [row.key for row in drawn.rows] == shown + hidden
    assert shown == sorted(shown, key=lambda key: -counts(drawn)[key])
    assert hidden == [key for key in ("air", "water", "waste", "work") if key in hidden]
    assert "water" in hidden


def test_an_answer_to_an_option_that_is_no_longer_offered_is_not_lost(figure):
    drawn = figure("single_choice", ("air", 40), ("old_option", 60))
    assert counts(drawn)["old_option"] == 60
    assert drawn.rows[-1].label.en == "old_option"


def test_shares_of_a_multiple_choice_are_of_people_and_may_pass_one_hundred(figure):
    drawn = figure("multiple_choice", (["air", "water"], 100), (["air", "work"], 100))
    assert not drawn.exclusive
    assert sum(row.count / drawn.head.base for row in drawn.rows) == 2


def test_numbers_that_do_not_add_up_are_not_drawn(ask):
    tallies = figures.Tallies(answered=100, cells={"": {"air": 40, "water": 50}})
    with pytest.raises(ValueError, match="add up to 90"):
        figures.build(ask("single_choice"), tallies)

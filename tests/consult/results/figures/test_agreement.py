"""Stacked agreement: a base for every row, the most agreeing level first, and no opinion apart."""

import pytest

from consult.results import figures


def row(figure, key):
    found = next(row for row in figure.rows if row.key == key)
    return dict(zip((level.key for level in figure.levels), found.counts, strict=True))


def test_the_most_agreeing_level_comes_first_and_no_opinion_last(figure):
    drawn = figure("likert", (5, 30), (1, 30), ("no_opinion", 30))
    assert [level.key for level in drawn.levels] == ["5", "4", "3", "2", "1", "no_opinion"]
    assert drawn.apart == "no_opinion"
    assert row(drawn, "") == {"5": 30, "4": 0, "3": 0, "2": 0, "1": 30, "no_opinion": 30}


def test_votes_go_from_agreeing_to_disagreeing_to_passing(figure):
    drawn = figure("statements", ({"air": "agree"}, 30), ({"air": "pass"}, 20), ({"air": "disagree"}, 25))
    assert [level.key for level in drawn.levels] == ["agree", "disagree", "pass"]
    assert row(drawn, "air") == {"agree": 30, "disagree": 25, "pass": 20}


def test_every_row_has_the_base_of_those_who_answered_it(figure):
    drawn = figure("matrix", ({"air": 1, "water": 4}, 50), ({"air": 2}, 30))
    bases = {row.key: row.base for row in drawn.rows}
    assert drawn.head.base == 80
    assert bases == {"air": 80, "water": 50, "waste": None, "work": None}


def test_a_row_few_people_answered_is_hidden_and_the_others_stay(figure):
    drawn = figure("matrix", ({"air": 1}, 50), ({"air": 2, "water": 3}, 40), ({"waste": 1}, 3))
    assert set(row(drawn, "waste").values()) == {None}
    assert row(drawn, "air")["1"] == 50


def test_the_few_at_one_level_are_hidden_with_a_neighbour(figure):
    drawn = figure("statements", ({"air": "agree"}, 60), ({"air": "pass"}, 40), ({"air": "disagree"}, 3))
    assert row(drawn, "air") == {"agree": 60, "disagree": None, "pass": None}


def test_a_row_cannot_have_more_people_than_the_question(ask):
    tallies = figures.Tallies(answered=20, cells={"air": {"agree": 30}})
    with pytest.raises(ValueError, match="30 people in the row"):
        figures.build(ask("statements"), tallies)

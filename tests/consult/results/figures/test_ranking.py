"""Rankings: average places over one base, and no average that gives a hidden number of first places away."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consult.consultations.kinds.choices import Choice
from consult.consultations.kinds.ranking import Spec
from consult.consultations.model import Question
from consult.i18n.text import Text
from consult.results import figures
from consult.results.figures import Group
from consult.results.suppression import bounds, discloses

WHOLE = {"air": 1, "water": 2, "waste": 3, "work": 4}
ITEMS = tuple(WHOLE)
QUESTION = Question(
    key="q", prompt=Text(en="?"), spec=Spec(items=tuple(Choice(id=i, label=Text(en=i)) for i in ITEMS))
)


def means(figure):
    return {row.key: row.mean for row in figure.rows}


def test_the_best_average_place_comes_first(figure):
    backwards = {item: 5 - place for item, place in WHOLE.items()}
    drawn = figure("ranking", (WHOLE, 60), (backwards, 140))
    assert [row.key for row in drawn.rows] == ["work", "waste", "water", "air"]
    assert means(drawn) == {"work": 1.9, "waste": 2.3, "water": 2.7, "air": 3.1}
    assert {row.key: row.first for row in drawn.rows} == {"work": 140, "waste": 0, "water": 0, "air": 60}


def test_what_was_left_out_shares_the_places_that_were_left(figure):
    drawn = figure("ranking", ({"work": 1}, 200))
    assert means(drawn) == {"work": 1.0, "air": 3.0, "water": 3.0, "waste": 3.0}


def test_a_lone_last_place_is_not_a_first_choice(figure):
    drawn = figure("ranking", ({"air": 4}, 100), (WHOLE, 100))
    assert {row.key: row.first for row in drawn.rows}["air"] == 100
    assert not drawn.everybody_has_a_first


def test_averages_that_would_narrow_down_a_hidden_number_become_coarser_or_go(figure):
    few_love_it = figure("ranking", (WHOLE, 12), ({**WHOLE, "air": 4, "work": 1}, 12), ({"waste": 1}, 2))
    assert all(not discloses(a.table, told=a.told) for a in few_love_it.audited())
    assert few_love_it.step > 0.1 or not few_love_it.is_ordered


def test_few_people_get_no_averages(figure):
    drawn = figure("ranking", (WHOLE, 9))
    assert set(means(drawn).values()) == {None}
    assert drawn.is_hidden


def test_places_that_do_not_add_up_are_not_drawn(ask):
    tallies = figures.Tallies(answered=20, cells={"": {"air": 20}}, sums={"air": 20.0, "water": 20.0})
    with pytest.raises(ValueError, match="places add up"):
        figures.build(ask("ranking"), tallies)


orders = st.lists(
    st.permutations(ITEMS).flatmap(lambda order: st.integers(1, 4).map(lambda n: order[:n])), max_size=6
)


@settings(max_examples=300, deadline=None)
@given(orders, st.lists(st.one_of(st.integers(1, 12), st.integers(1, 300)), min_size=6, max_size=6))
def test_no_ranking_gives_a_hidden_number_away(orders, people):
    groups = [
        Group(value={item: place for place, item in enumerate(order, start=1)}, people=count)
        for order, count in zip(orders, people, strict=False)
    ]
    drawn = figures.build(QUESTION, figures.tally(QUESTION, groups))
    firsts = {item: sum(g.people for g in groups if _is_first(g, item)) for item in ITEMS}
    for audited in drawn.tables():
        assert discloses(audited.table, told=audited.told) == ()
        for key, interval in bounds(audited.table, told=audited.told).items():
            assert key not in firsts or interval.low <= firsts[key] <= interval.high


def _is_first(group, item):
    return group.value.get(item) == 1

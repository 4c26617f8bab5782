"""Counting: every person once, whatever way the rows are grouped, and nothing unreadable passed over."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.results.figures import Group
from consult.results.figures.tallies import (
    count_amounts,
    count_places,
    count_rows,
    count_values,
    shared_places,
)

ITEMS = ("a", "b", "c", "d")


def test_a_value_given_twice_by_one_person_counts_once():
    assert count_values([Group(value=["a", "a", "b"], people=3)]).cells == {"": {"a": 3, "b": 3}}


def test_numbers_and_ids_are_keys_alike():
    tallies = count_values([Group(value=3, people=2), Group(value="no_opinion", people=1)])
    assert tallies.cells == {"": {"3": 2, "no_opinion": 1}}


def test_channels_count_people_and_not_answers():
    groups = [
        Group(value=["a", "b"], people=3, channel="stand"),
        Group(value=["a"], people=2, channel="paper"),
    ]
    tallies = count_values(groups, shown_to=9)
    assert tallies.channels == {"stand": 3, "paper": 2}
    assert (tallies.answered, tallies.shown_to) == (5, 9)


def test_rows_are_counted_apart():
    tallies = count_rows(
        [Group(value={"r1": 1, "r2": "no_opinion"}, people=4), Group(value={"r1": 2}, people=1)]
    )
    assert tallies.cells == {"r1": {"1": 4, "2": 1}, "r2": {"no_opinion": 4}}
    assert tallies.answered == 5


def test_amounts_are_summed():
    groups = [Group(value={"a": 60, "b": 40}, people=2), Group(value={"a": 100, "b": 0}, people=1)]
    assert count_amounts(groups).sums == {"a": 220, "b": 80}


@pytest.mark.parametrize("value", [None, True, 1.5, "", [], {}, [None], {"a": None}])
def test_a_value_that_cannot_be_read_is_refused_and_not_left_out(value):
    counter = count_rows if isinstance(value, dict) else count_values
    with pytest.raises(ValueError, match="stored answer"):
        counter([Group(value=value, people=1)])


def test_a_place_that_is_no_number_is_refused():
    with pytest.raises(ValueError, match="whole number"):
        count_places([Group(value={"a": "1"}, people=1)], items=ITEMS)


placings = st.permutations(range(1, 5)).flatmap(
    lambda places: st.integers(1, 4).map(lambda n: dict(zip(ITEMS, places[:n], strict=False)))
)


@given(placings)
def test_everybodys_places_add_up_to_the_same(places):
    shared = shared_places(places, items=ITEMS)
    assert sum(shared.values()) == 10
    assert all(shared[item] == place for item, place in places.items())


@given(st.lists(st.tuples(placings, st.integers(1, 50)), max_size=8))
def test_one_group_counts_as_much_as_its_people_one_by_one(groups):
    together = count_places([Group(value=value, people=n) for value, n in groups], items=ITEMS)
    apart = count_places([Group(value=value, people=1) for value, n in groups for _ in range(n)], items=ITEMS)
    assert together == apart

"""What a consultation is about: axes, issues, objectives."""

import pytest

from consult.consultations.loader import load_consultation

# Before and after one change, what stands on the line it is told at, and words of what is told.
WRONG = {
    "an axis like an issue": (
        "{id: migration, name",
        "{id: sea, name",
        "id: sea, name: {ar: م, fr: Mer",
        "“sea” is used twice",
    ),
    "an objective of no axis": (
        "{id: L1, axis: land",
        "{id: L1, axis: air",
        "axis: air",
        "“air” is not one of",
    ),
    "an axis that lists another's": (
        "objectives: [S1]",
        "objectives: [S1, L1]",
        "objectives: [S1, L1]",
        "“L1” is not an objective of this axis",
    ),
    "an axis that forgets its own": (
        "{id: L1, axis: land",
        "{id: L1, axis: sea",
        "objectives: [S1]",
        "“L1” is missing",
    ),
    "an SDG target": ('["14.1"]', '["18.1"]', "18.1", "“18.1” is not an SDG target"),
    "a marker too high": (
        "markers: {migration: 2}",
        "markers: {migration: 3}",
        "migration: 3",
        "between 0 and 2",
    ),
    "a marker of no issue": (
        "markers: {migration: 2}",
        "markers: {peace: 2}",
        "peace: 2",
        "“peace” is not known",
    ),
    "a list for a mapping": (
        'city: {code: "1", name: {ar: م, fr: V, en: C}}',
        "city: [1]",
        "city: [1]",
        "“name: value” lines",
    ),
    "a mapping for a list": ("axes:\n", "axes: {}\nold:\n", "axes: {}", "Write this as a list"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_told_at_its_line(check, name):
    check(*WRONG[name])


def test_axes_stand_in_the_order_they_ask_for(small):
    document = load_consultation(
        small.replace("{id: land, name", "{id: land, order: 1, name").replace(
            "{id: sea, name", "{id: sea, order: 2, name"
        )
    )
    assert [axis.id for axis in document.axes] == ["land", "sea"]
    shares = document.questionnaire.question("q_share").spec
    assert [item.id for item in shares.items] == ["land", "sea"]
    rows = document.questionnaire.question("q_rows").spec
    assert [(row.id, row.group) for row in rows.rows] == [("L1", "land"), ("S1", "sea")]


def test_an_axis_that_lists_nothing_has_the_objectives_that_name_it(small):
    assert load_consultation(small).axis("land").objectives == ("L1",)

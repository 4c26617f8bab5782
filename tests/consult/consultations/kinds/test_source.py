"""A place in a file: reads one value, and remembers what is wrong with it instead of stopping."""

from datetime import date

import pytest

from consult.consultations.kinds.source import MAX_TEXT, Log, Node, Source


def source(languages: tuple[str, ...] = ("ar", "fr", "en"), **values: object) -> Source:
    """Each value stands on a line of its own, from line 1."""
    lines = {key: number for number, key in enumerate(values, start=1)}
    entries = {key: node(value, line=lines[key]) for key, value in values.items()}
    return Source(Node(line=1, value=entries, key_lines=lines), "root", Log(languages=languages))


def node(value: object, *, line: int) -> Node:
    if isinstance(value, dict):
        return Node(line=line, value={key: node(one, line=line) for key, one in value.items()})
    if isinstance(value, list):
        return Node(line=line, value=tuple(node(one, line=line) for one in value))
    return Node(line=line, value=value)


def found(place: Source) -> list[tuple[int, str]]:
    return [(problem.line, problem.path) for problem in place.log.problems()]


def test_what_is_absent_gives_its_default_and_no_problem():
    place = source(empty=None)
    assert (place.string("a", "x"), place.integer("a", 7), place.flag("a", default=True)) == ("x", 7, True)
    assert (place.day("a"), place.text("a"), place.items("a"), place.child("empty")) == (None, None, (), None)
    assert found(place) == []


def test_what_cannot_be_read_is_told_at_its_line_and_the_rest_is_read():
    place = source(a="soon", b="2026-03-02", c="1.5", d="12", e="maybe")
    assert place.day("a") is None
    assert place.day("b") == date(2026, 3, 2)
    assert place.integer("c", 3) == 3
    assert place.integer("d") == 12
    assert place.flag("e") is False
    assert found(place) == [(1, "root.a"), (3, "root.c"), (5, "root.e")]


@pytest.mark.parametrize("number", ["101", "-1", "", "1e3", "٣", "9" * 40])
def test_numbers_out_of_bounds_or_in_other_forms_are_told(number):
    place = source(a=number)
    assert place.integer("a", 5, least=0, most=100) == 5
    assert found(place) == [(1, "root.a")]


def test_a_text_must_be_there_in_the_languages_of_the_consultation_only():
    assert found_after_text(("ar",), {"ar": "م"}) == []
    assert found_after_text(("ar", "fr"), {"ar": "م"}) == [(1, "root.a")]
    assert found_after_text(("ar",), {"ar": "  "}) == [(1, "root.a")]
    assert found_after_text(("ar",), {"ar": "م" * (MAX_TEXT + 1)}) == [(1, "root.a")]
    assert found_after_text(("ar",), "م") == [(1, "root.a")]


def found_after_text(languages: tuple[str, ...], value: object) -> list[tuple[int, str]]:
    place = source(languages, a=value)
    place.text("a")
    return found(place)


def test_keys_nobody_reads_are_told_with_the_one_that_was_probably_meant():
    place = source(titel="x", zebra="y")
    place.expect(("title", "text"), required=("text",))
    said = [problem.message % problem.params for problem in place.log.problems()]
    assert "“titel” is not known here. Is “title” meant?" in said
    assert "“zebra” is not known here." in said
    assert "“text” is missing." in said


def test_entries_of_a_list_are_counted_from_one():
    place = source(a=["x", {"b": "y"}])
    assert [item.path for item in place.items("a")] == ["root.a[1]", "root.a[2]"]
    assert place.strings("a") == ("x", "")
    assert found(place) == [(1, "root.a[2]")]


def test_a_list_too_long_is_cut_and_told():
    place = source(a=["x"] * 9)
    assert len(place.items("a", most=5)) == 5
    assert found(place) == [(1, "root.a")]


def test_only_known_words_are_kept_of_a_list():
    place = source(a=["fr", "de", "ar"])
    assert place.strings_among("a", ("ar", "fr")) == ("fr", "ar")
    assert found(place) == [(1, "root.a[2]")]


def test_problems_come_in_the_order_of_their_lines():
    place = source(a="x", b="y")
    place.integer("b")
    place.integer("a")
    assert [problem.line for problem in place.log.problems()] == [1, 2]

"""Where a text changes its language."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text.switches import code_switches


def stretches(text: str) -> list[tuple[str, str]]:
    return [(text[one.start : one.end], one.language) for one in code_switches(text)]


def test_each_stretch_has_its_language() -> None:
    assert stretches("je ne comprends pas, el baladia ma t3mel chay w e7na net3adhbou") == [
        ("je ne comprends pas", "fr"),
        ("el baladia ma t3mel chay w e7na net3adhbou", "arabizi"),
    ]
    assert stretches("they paved the sidewalk b zlij mzal9a, my aunt slipped straight away") == [
        ("they paved the sidewalk", "en"),
        ("b zlij mzal9a", "arabizi"),
        ("my aunt slipped straight away", "en"),
    ]


def test_scripts_change_the_language_too() -> None:
    assert stretches("الشارع sans lumière والناس ont peur") == [
        ("الشارع", "aeb"),
        ("sans lumière", "fr"),
        ("والناس", "aeb"),
        ("ont peur", "fr"),
    ]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("naddfou les toilettes 3al a9al", "arabizi"),
        ("نحب parking في الحومة", "aeb"),
        ("نطالب بتوفير الماء الذي ينقطع يوميا", "ar"),
        ("The street lights have been broken for months", "en"),
    ],
)
def test_a_loan_is_no_change(text: str, language: str) -> None:
    assert stretches(text) == [(text, language)]


def test_places_are_those_of_the_original() -> None:
    text = "الـــشّارع\u200f مظلم برشا , les lampadaires sont en panne"
    assert stretches(text) == [
        ("الـــشّارع\u200f مظلم برشا", "aeb"),
        ("les lampadaires sont en panne", "fr"),
    ]


@pytest.mark.parametrize(
    "text", ["", "12 👍", "https://example.tn/la-rue", "Wir brauchen mehr Busse und keine Autos"]
)
def test_nothing_in_our_languages_has_no_stretch(text: str) -> None:
    assert code_switches(text) == ()


@given(st.text(max_size=200))
def test_stretches_follow_each_other(text: str) -> None:
    found = code_switches(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))

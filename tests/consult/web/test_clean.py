"""Everything from outside passes one gate."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.web.clean import clean_text


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_what_passes_the_gate_can_be_stored_and_shown(text: str) -> None:
    cleaned = clean_text(text)
    cleaned.encode("utf-8")
    assert "\x00" not in cleaned
    assert clean_text(cleaned) == cleaned


def test_no_code_point_passes_that_the_database_refuses() -> None:
    for number in range(sys.maxunicode + 1):
        cleaned = clean_text(f"- {chr(number)} -")
        assert cleaned.startswith("-")
        assert "\x00" not in cleaned
        if 0xD800 <= number <= 0xDFFF:
            assert cleaned == "-  -"


@pytest.mark.parametrize("mark", ["\u202e", "\u2066", "\u2069", "\u200f", "\u061c"])
def test_nobody_can_turn_the_direction_of_other_peoples_text(mark: str) -> None:
    assert clean_text(f"a{mark}b") == "ab"


@pytest.mark.parametrize("text", ["ڨابس", "العربيّة", "Gabès, l'oasis", "7ouma ndhifa 👍🏽", "سطر\nآخر"])
def test_the_words_of_people_pass_unchanged(text: str) -> None:
    assert clean_text(text) == text

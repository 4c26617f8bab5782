"""Known Arabic words found by their consonants."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text.arabizi_words import (
    before_suffix,
    skeleton_of_arabic,
    skeletons_of_latin,
    stems_by_skeleton,
    words_by_skeleton,
)
from analysis.wordlists import rows


@pytest.mark.parametrize(
    ("typed", "arabic"),
    [
        ("7ouma", "حومة"),
        ("houma", "حومة"),
        ("khedma", "خدمة"),
        ("9ahwa", "قهوة"),
        ("kahwa", "قهوة"),
        ("hetha", "هذا"),
        ("thez", "تهز"),
        ("aaref", "عارف"),
        ("andi", "عندي"),
        ("karhbah", "كرهبة"),
    ],
)
def test_a_word_is_found_under_a_skeleton_of_its_spellings(typed: str, arabic: str) -> None:
    assert skeleton_of_arabic(arabic) in skeletons_of_latin(typed)


@pytest.mark.parametrize(("word", "before"), [("حومة", "حومت"), ("يلقى", "يلقا"), ("دار", "دار")])
def test_a_word_changes_its_end_before_a_pronoun(word: str, before: str) -> None:
    assert before_suffix(word) == before
    assert before in {stem for _, stem in stems_by_skeleton()[skeleton_of_arabic(before)]}


def test_the_most_usual_word_of_a_skeleton_comes_first() -> None:
    for entries in words_by_skeleton().values():
        assert list(entries) == sorted(entries)
        assert entries[0][0] >= 0.0


def test_the_word_table_is_large_and_names_no_word_twice() -> None:
    table = [row["arabic"] for row in rows("words/derja_words.tsv")]
    assert len(table) >= 3000
    assert len(set(table)) == len(table)


def test_no_spelling_of_the_word_table_has_two_readings() -> None:
    forms = [form for row in rows("words/derja_words.tsv") for form in row["forms"].split()]
    assert len(set(forms)) == len(forms)


@given(st.text(max_size=40))
def test_any_word_has_few_skeletons(word: str) -> None:
    assert 1 <= len(skeletons_of_latin(word)) <= 8

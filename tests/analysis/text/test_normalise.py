"""The two readings of a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text.normalise import Normalizer, ascii_digits, clean, has_words, is_blank, normalise, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("المُدِيــر", "المدير"),
        ("أحمد إلى آخر", "احمد الي اخر"),
        ("مدرسة", "مدرسه"),
        ("باااارشا", "بارشا"),
        ("Éclairage PUBLIC", "eclairage public"),
        ("الڤاز", "القاز"),
        ("٢٠٢٤", "2024"),
        ("\u202bطريق\u202c", "طريق"),
        ("barchaaaa", "barcha"),
        ("œuvre", "oeuvre"),
        ("ﻻ", "لا"),
    ],
)
def test_spellings_of_the_same_words_meet(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)


def test_different_words_stay_different() -> None:
    assert normalise("بحر") != normalise("بئر")
    assert normalise("elle") != normalise("ele")


def test_cleaning_keeps_case_accents_and_hamzas() -> None:
    assert clean("  L’Éclairage   est\tأمام  ") == "L’Éclairage est أمام"


def test_addresses_become_placeholders_and_are_no_words() -> None:
    text = clean("voir https://example.tn/x?y=1 ou a.b@example.tn merci")
    assert "example" not in text
    assert words(text) == ["voir", "ou", "merci"]


def test_digits_inside_arabizi_words_stay() -> None:
    assert words(normalise("el 7ouma m9al9a 3la 5ater")) == ["el", "7ouma", "m9al9a", "3la", "5ater"]


@pytest.mark.parametrize("text", ["", "  \n\t", "\u200b\u202e", "\x00\x07"])
def test_nothing_visible_is_blank(text: str) -> None:
    assert is_blank(text)
    assert not has_words(text)


@pytest.mark.parametrize("text", ["👍", "123", "!!! ...", "٣٤"])
def test_emoji_digits_and_marks_are_visible_but_no_words(text: str) -> None:
    assert not is_blank(text)
    assert not has_words(text)


def test_only_the_digits_change_when_digits_are_read() -> None:
    assert ascii_digits("عندي ٣ أولاد و۴") == "عندي 3 أولاد و4"


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@given(st.text())
def test_no_invisible_character_survives(text: str) -> None:
    assert not set(clean(text)) & set("\x00\u200b\u200e\u200f\u202a\u202e\u2066\ufeff\u0640")


def test_the_transformer_gives_one_key_per_text() -> None:
    assert Normalizer().fit(["A"]).transform(["A", "b"]) == ["a", "b"]

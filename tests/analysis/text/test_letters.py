"""Spelling Arabizi by rule alone."""

import pytest

from analysis.text.letters import spell


@pytest.mark.parametrize(
    ("typed", "letters"),
    [
        ("5ouf", "خوف"),
        ("8abra", "غبرة"),
        ("9alb", "قلب"),
        ("7it", "حيت"),
        ("3bed", "عباد"),
        ("chams", "شمس"),
        ("kbir", "كبير"),
        ("klem", "كلام"),
        ("fadhi", "فذي"),
        ("weldna", "ولدنا"),
        ("essma", "السمة"),
        ("nemchiw", "نمشيو"),
        ("masjed", "مسجد"),
        ("far7ana", "فرحانة"),
        ("yahchem", "يحشم"),
    ],
)
def test_letters_have_their_tunisian_values(typed: str, letters: str) -> None:
    assert spell(typed) == letters


@pytest.mark.parametrize("typed", ["", "-", "a", "ch", "222", "ouou", "x" * 500])
def test_any_word_can_be_spelt(typed: str) -> None:
    assert isinstance(spell(typed), str)

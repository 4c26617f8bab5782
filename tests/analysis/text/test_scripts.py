"""Counting writing systems."""

import pytest

from analysis.text.scripts import count_scripts, is_arabic, script_of


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("الطريق محفرة", "arab"),
        ("la route", "latn"),
        ("7ouma", "latn"),
        ("الطريق fih des trous", "mixed"),
        ("дорога", "other"),
        ("道路", "other"),
        ("12 👍 !", "none"),
        ("", "none"),
        ("الصوناد قطعت الماء على حي الأمل كاملا GCT", "arab"),
    ],
)
def test_the_script_is_that_of_most_letters(text: str, script: str) -> None:
    assert script_of(text) == script


def test_digits_and_marks_are_not_letters() -> None:
    counts = count_scripts("أب 12 cd! Ж")
    assert (counts.arab, counts.latn, counts.other, counts.letters) == (2, 2, 1, 5)


def test_presentation_forms_are_arabic() -> None:
    assert is_arabic("ﻻ")
    assert not is_arabic("é")

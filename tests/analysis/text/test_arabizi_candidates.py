"""Latin words read as known Arabic words with their affixes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text.arabizi_candidates import nearest_word


@pytest.mark.parametrize(
    ("typed", "arabic"),
    [
        ("tawila", "طويلة"),
        ("ynadhfou", "ينظفو"),
        ("7oumetkom", "حومتكم"),
        ("yal9aha", "يلقاها"),
        ("ma5alitouch", "ماخليتوش"),
        ("fel7ouma", "في الحومة"),
        ("lmadersa", "المدرسة"),
        ("eddar", "الدار"),
        ("zzit", "الزيت"),
        ("w9alli", "وقالي"),
        ("yekdhbou", "يكذبو"),
        ("tbi3ouh", "تبيعوه"),
    ],
)
def test_a_word_is_read_with_its_affixes(typed: str, arabic: str) -> None:
    assert nearest_word(typed) == arabic


@pytest.mark.parametrize("typed", ["", "-", "zarbout", "xyzxyz", "bbbb", "3" * 60])
def test_a_word_far_from_all_known_ones_stays_unknown(typed: str) -> None:
    assert nearest_word(typed) is None


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz2356789'", max_size=60))
def test_any_word_can_be_read(typed: str) -> None:
    found = nearest_word(typed)
    assert found is None or found
    assert nearest_word(typed) == found

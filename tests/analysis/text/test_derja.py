"""Derja and Standard Arabic in one script."""

import pytest

from analysis.text.derja import derja_probability


@pytest.mark.parametrize(
    "text",
    [
        "الما مقصوص برشا وما ثمّاش شكون يسمع",
        "ما يجيوش كان في الانتخابات",
        "نحبّو ملعب للصغار",
        "حطّولنا ضو في النهج",
    ],
)
def test_derja_is_heard(text: str) -> None:
    assert derja_probability(text) > 0.7


@pytest.mark.parametrize(
    "text",
    [
        "نطالب بتوفير الماء الذي ينقطع يوميا",
        "يجب إصلاح الطريق التي تؤدي إلى المدرسة",
        "نرجو من البلدية أن تستجيب",
    ],
)
def test_standard_arabic_is_heard(text: str) -> None:
    assert derja_probability(text) < 0.3


def test_verbs_with_a_weak_letter_are_no_plurals() -> None:
    assert derja_probability("نرجو") < 0.5


def test_without_evidence_it_leans_to_standard_arabic() -> None:
    assert derja_probability("كرسي") < 0.5
    assert derja_probability("") < 0.5

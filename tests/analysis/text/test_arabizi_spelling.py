"""What it costs to type an Arabic word as a Latin one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text.arabizi_spelling import IMPOSSIBLE, Typed


@pytest.mark.parametrize(
    ("typed", "nearer", "farther"),
    [
        ("7ouma", "حومة", "هومة"),
        ("9alb", "قلب", "كلب"),
        ("kalb", "كلب", "قلب"),
        ("5obz", "خبز", "خبيز"),
        ("kammel", "كمل", "كامل"),
        ("dhaw", "ضو", "دو"),
    ],
)
def test_the_usual_spelling_of_a_word_costs_less(typed: str, nearer: str, farther: str) -> None:
    assert Typed(typed).cost(nearer) < Typed(typed).cost(farther)


def test_a_word_with_another_consonant_cannot_be_meant() -> None:
    assert Typed("7ouma").cost("حوتة") == IMPOSSIBLE


def test_what_costs_more_than_asked_for_is_impossible() -> None:
    cost = Typed("kteb").cost("كتاب")
    assert Typed("kteb").cost("كتاب", cost) == cost
    assert Typed("kteb").cost("كتاب", cost - 0.01) == IMPOSSIBLE


@given(st.text(max_size=20), st.text(alphabet="ابتحخدذرزسشصضطعغفقكلمنهويىةءأ", max_size=12))
def test_any_two_words_can_be_measured(latin: str, arabic: str) -> None:
    assert 0.0 <= Typed(latin).cost(arabic) <= IMPOSSIBLE

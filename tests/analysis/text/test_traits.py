"""What of a text says its variety."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text.traits import ARABIC_TRAITS, TRAITS, chances_of, log_odds, traits

SURE_FRENCH = (0.01, 0.97, 0.01, 0.01)
SURE_ARABIZI = (0.97, 0.01, 0.01, 0.01)


def named(arabic: int, derja: float, *chances: tuple[float, ...]) -> dict[str, float]:
    odds = [tuple(map(log_odds, one)) for one in chances]
    return dict(zip(TRAITS, traits(arabic, derja, chances, odds), strict=True))


def test_arabic_words_alone_say_nothing_of_latin_languages() -> None:
    found = named(3, 2.0)
    assert found["arab only"] == 1.0
    assert not any(value for name, value in found.items() if name not in ARABIC_TRAITS)


def test_derja_counts_for_nothing_without_arabic_words() -> None:
    assert named(0, 5.0, SURE_FRENCH)["derja"] == 0.0


def test_words_standing_together_say_more_than_words_apart() -> None:
    together = named(0, 0.0, SURE_FRENCH, SURE_FRENCH, SURE_ARABIZI, SURE_ARABIZI)
    apart = named(0, 0.0, SURE_FRENCH, SURE_ARABIZI, SURE_FRENCH, SURE_ARABIZI)
    assert together["fr share"] == apart["fr share"]
    assert together["arabizi fr stretch"] > apart["arabizi fr stretch"]


@given(st.lists(st.floats(min_value=-500, max_value=500), min_size=1, max_size=7))
def test_chances_add_up_to_one(scores: list[float]) -> None:
    assert sum(chances_of(scores)) == pytest.approx(1.0)


@given(st.floats(min_value=0, max_value=1))
def test_log_odds_are_bounded(chance: float) -> None:
    assert -6.0 <= log_odds(chance) <= 6.0

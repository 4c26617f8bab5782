"""The chances of Latin words and of varieties."""

import pytest

from analysis.text.identify import VARIETIES
from analysis.text.traits import LATIN_LANGUAGES, TRAITS
from analysis.text.variety import folded, latin_word, variety_chances


@pytest.mark.parametrize(
    ("word", "language"),
    [
        ("3andhomch", "arabizi"),
        ("famech", "arabizi"),
        ("khater", "arabizi"),
        ("toujours", "fr"),
        ("l’éclairage", "fr"),
        ("STREETS", "en"),
        ("straße", "other"),
    ],
)
def test_a_word_alone_has_a_likeliest_language(word: str, language: str) -> None:
    chances, odds = latin_word(word)
    assert LATIN_LANGUAGES[max(range(len(chances)), key=chances.__getitem__)] == language
    assert max(odds) == odds[LATIN_LANGUAGES.index(language)]


def test_case_and_the_shape_of_an_apostrophe_do_not_matter() -> None:
    assert folded("L’Eau") == folded("l'eau")


def test_every_variety_has_a_chance() -> None:
    chances = variety_chances([0.0] * len(TRAITS))
    assert len(chances) == len(VARIETIES)
    assert all(chance > 0 for chance in chances)
    assert sum(chances) == pytest.approx(1.0)

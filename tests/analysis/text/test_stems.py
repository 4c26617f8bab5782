"""Light stems and stop words."""

import pytest

from analysis.text.stems import content_stems, is_stop_word, stem, stop_words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("الطرقات", "طرقات"),
        ("والحافلة", "حافلة"),
        ("poubelles", "poubelle"),
        ("l'eau", "eau"),
        ("buses", "bus"),
    ],
)
def test_forms_of_one_word_share_a_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_a_short_word_is_not_cut_away() -> None:
    assert stem("واد") == "واد"
    assert stem("bus") == "bus"


def test_stop_words_are_known_with_their_clitics() -> None:
    assert is_stop_word("والتي")
    assert is_stop_word("Dans")
    assert not is_stop_word("المدرسة")
    assert stop_words("en") >= {"the", "because"}


def test_only_words_with_a_subject_are_kept() -> None:
    assert content_stems("Les poubelles de la rue sont pleines") == ["poubell", "rue", "plein"]

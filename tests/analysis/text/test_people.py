"""What single words tell about names."""

import pytest

from analysis.text.people import is_first, is_listed_surname, is_ordinary, is_particle, is_stop, is_surname


@pytest.mark.parametrize("word", ["سامية", "Hédi", "wassim", "ياسمين", "زكرياء"])
def test_first_names_are_known_in_both_scripts(word: str) -> None:
    assert is_first(word)
    assert not is_stop(word)


@pytest.mark.parametrize("word", ["على", "marié", "الوالي", "maire"])
def test_a_word_that_only_looks_like_a_name_is_none(word: str) -> None:
    assert not is_first(word)
    assert is_stop(word)


@pytest.mark.parametrize("word", ["الجويني", "بوزيان", "شقرون", "Trabelsi", "bouazizi"])
def test_surnames_are_listed_or_built_like_one(word: str) -> None:
    assert is_surname(word)


@pytest.mark.parametrize("word", ["الماء", "حفرة", "road", "el"])
def test_ordinary_words_are_no_surnames(word: str) -> None:
    assert not is_surname(word)
    assert not is_listed_surname(word)


def test_particles_and_ordinary_words_are_told_apart() -> None:
    assert is_particle("بن")
    assert is_particle("Ben")
    assert not is_particle("الماء")
    assert is_ordinary("route")
    assert not is_ordinary("wassim")

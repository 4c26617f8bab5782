"""The keys under which spellings of one word meet."""

import pytest

from analysis.lexicon.keys import (
    arabic_key,
    arabic_keys,
    arabizi_keys,
    arabizi_skeleton,
    european_key,
    is_determiner,
)


@pytest.mark.parametrize("written", ["والحافلة", "بالحافلة", "حافلتنا", "الحافلات", "للحافلة"])
def test_an_arabic_word_is_found_behind_its_clitics_and_endings(written: str) -> None:
    stems = set(arabic_keys(written))
    assert stems & {"حافله", "حافل"}


@pytest.mark.parametrize("word", ["بحر", "كلاب", "واحة", "لواج", "فلاح"])
def test_a_word_that_only_looks_like_a_clitic_comes_first(word: str) -> None:
    assert arabic_keys(word)[0].startswith(word[:2])


def test_water_never_becomes_the_negation() -> None:
    assert "ما" not in arabic_keys("الما")


@pytest.mark.parametrize(
    "pair",
    [("7ouma", "houma"), ("5edma", "khedma"), ("9ahwa", "qahwa"), ("chera3", "shera3"), ("zebla", "zeebla")],
)
def test_arabizi_spellings_of_one_word_share_a_sound(pair: tuple[str, str]) -> None:
    assert arabizi_keys(pair[0])[0] == arabizi_keys(pair[1])[0]


@pytest.mark.parametrize("pair", [("trig", "treg"), ("elkayes", "kayas"), ("sbitar", "sbetar")])
def test_what_vowels_hide_the_consonants_show(pair: tuple[str, str]) -> None:
    assert arabizi_skeleton(pair[0]) == arabizi_skeleton(pair[1])


@pytest.mark.parametrize(
    "pair",
    [("Écoles", "ecole"), ("l'eau", "eau"), ("hôpitaux", "hopital"), ("buses", "bus"), ("cassées", "cassé")],
)
def test_french_and_english_words_lose_accents_elisions_and_plurals(pair: tuple[str, str]) -> None:
    assert european_key(pair[0]) == european_key(pair[1])


def test_an_article_may_come_and_go_inside_a_phrase() -> None:
    assert is_determiner("the")
    assert is_determiner("El")
    assert not is_determiner("eau")


def test_the_stem_of_a_phrase_word_is_light() -> None:
    assert arabic_key("والمدارس") == arabic_key("مدارس")

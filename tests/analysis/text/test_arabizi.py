"""Arabizi in Arabic script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text.arabizi import (
    ArabiziTransliterator,
    is_listed,
    known_word,
    transliterate,
    transliterate_word,
)
from analysis.text.normalise import clean
from analysis.wordlists import rows


@pytest.mark.parametrize(
    ("typed", "arabic"),
    [
        ("5edma", "خدمة"),
        ("khedma", "خدمة"),
        ("tri9", "طريق"),
        ("bech", "باش"),
        ("ma3andnech", "ماعندناش"),
        ("barchaaa", "برشا"),
        ("lb7ar", "البحر"),
        ("essghar", "الصغار"),
        ("fel", "في ال"),
        ("felblasa", "في البلاصة"),
        ("karhabtou", "كرهبتو"),
        ("may7ebch", "مايحبش"),
        ("ettarbia", "التربية"),
        ("zzit", "الزيت"),
    ],
)
def test_common_words_are_known_in_every_spelling(typed: str, arabic: str) -> None:
    assert transliterate_word(typed) == arabic


def test_a_word_nobody_listed_follows_the_rules() -> None:
    assert known_word("zarbout") is None
    assert transliterate_word("zarbout") == "زربوت"


def test_an_unlisted_spelling_of_a_known_word_is_recognised_by_its_consonants() -> None:
    assert not is_listed("mwatinin")
    assert known_word("mwatinin") == "مواطنين"


def test_french_and_english_stay_and_arabizi_changes() -> None:
    assert transliterate("les poubelles m3abbin w zidou camion lel 7ouma").startswith("les poubelles معبين")
    assert transliterate("Les bus sont en retard") == "Les bus sont en retard"
    assert transliterate("The road is broken") == "The road is broken"


def test_arabic_script_stays() -> None:
    assert transliterate("الطريق محفرة") == "الطريق محفرة"


def test_the_article_is_written_against_its_word_but_not_before_french() -> None:
    assert transliterate("el 7ouma el kbira") == "الحومة الكبيرة"
    assert "ال " not in transliterate("yezzi mel pollution")


def test_no_spelling_of_the_lexicon_has_two_readings() -> None:
    seen: dict[str, str] = {}
    for row in rows("arabizi_lexicon.tsv"):
        for form in row["forms"].split():
            assert seen.setdefault(form, row["arabic"]) == row["arabic"], form


@given(st.text(max_size=200))
def test_any_text_can_be_transliterated(text: str) -> None:
    assert isinstance(transliterate(text), str)


@given(st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهوي ،.", max_size=80))
def test_arabic_text_is_only_cleaned(text: str) -> None:
    assert transliterate(text) == clean(text)


def test_the_transformer_gives_one_text_per_text() -> None:
    assert ArabiziTransliterator().fit([]).transform(["dar", "route"]) == ["دار", "route"]

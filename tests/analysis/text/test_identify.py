"""Naming the variety of a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text.identify import VARIETIES, LanguageIdentifier, identify
from analysis.wordlists import rows


@pytest.mark.parametrize(
    ("text", "variety"),
    [
        ("نريد إصلاح الطرقات التي أصبحت خطرا على الأطفال", "ar"),
        ("الكار ما تجيش في وقتها وباش توصل لازمك تاكسي", "aeb"),
        ("el kar ma tjich fi wa9tha w bech tousel lezmek taxi", "arabizi"),
        ("barcha zebla fel 7ouma", "arabizi"),
        ("yezzi mel pollution", "arabizi"),
        ("Les trottoirs sont cassés et personne ne répare", "fr"),
        ("svp reparez la route pr les enfants", "fr"),
        ("The street lights have been broken for months", "en"),
        ("la route kolha des trous w les voitures tkasrou", "mixed"),
        ("الشارع sans lumière والناس ont peur", "mixed"),
        ("Wir brauchen mehr Busse und keine Autos in der Stadt", "other"),
        ("نحبو نخلصو الضرايب en ligne بالكارتة", "mixed"),
        ("we study in the mosque 5ater el maktba msakra", "mixed"),
        ("naddfou les toilettes 3al a9al", "arabizi"),
        ("Gli autobus non passano mai e la strada è sporca", "other"),
        ("Los vecinos pedimos una plaza con árboles", "other"),
        ("Дороги плохие", "other"),
        ("خیابان ما خراب است و آب نداریم، شهرداری کجاست", "other"),
        ("我们需要水", "other"),
    ],
)
def test_a_text_has_a_variety(text: str, variety: str) -> None:
    assert identify(text).variety == variety


def test_arabizi_without_digits_is_still_arabizi() -> None:
    assert identify("el bled lkol mahmoula w famech chkoun yesma").variety == "arabizi"


def test_french_loans_do_not_make_arabizi_mixed() -> None:
    assert identify("jibou investisseurs lel zone industrielle w 3tiwna 5edma").variety == "arabizi"


@pytest.mark.parametrize("text", ["", "👍👍", "12 34", "\u202e\u202c", "؟!"])
def test_nothing_to_read_is_other_without_confidence(text: str) -> None:
    found = identify(text)
    assert (found.script, found.variety, found.confidence) == ("none", "other", 0.0)


@pytest.mark.parametrize("split", ["corpus/dev.tsv", "dev/civic.tsv"])
def test_answers_nobody_learned_from_are_named_right(split: str) -> None:
    gold = [(row["variety"], row["text"]) for row in rows(split) if len(row["text"]) >= 15]
    found = [(variety, identify(text).variety) for variety, text in gold]
    for variety in VARIETIES[:-1]:
        own = [named == variety for meant, named in found if meant == variety]
        assert sum(own) / len(own) > 0.94


def test_more_words_give_more_confidence() -> None:
    assert identify("La route est cassée depuis des mois").confidence > identify("route").confidence


@given(st.text(max_size=300))
def test_any_text_has_a_variety_and_a_confidence(text: str) -> None:
    found = identify(text)
    assert found.variety in VARIETIES
    assert 0.0 <= found.confidence <= 1.0


def test_the_classifier_predicts_in_order() -> None:
    assert LanguageIdentifier().fit().predict(["la rue est sale", "the road is bad"]) == ["fr", "en"]

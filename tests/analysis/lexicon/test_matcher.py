"""Finding concepts by the words people use."""

import numpy as np
import pytest

from analysis.lexicon.concepts import Form
from analysis.lexicon.matcher import ConceptMatcher
from analysis.text.identify import identify


@pytest.fixture(scope="module")
def matcher() -> ConceptMatcher:
    return ConceptMatcher().fit()


def named(matcher: ConceptMatcher, text: str) -> set[str]:
    found = matcher.matches(text, variety=identify(text).variety)
    return {matcher.classes_[match.concept] for match in found}


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("تتراكم القمامة أمام المنازل", "waste_collection"),
        ("الكار ديما معطلة", "public_transport_bus"),
        ("el bus dima m5aser", "public_transport_bus"),
        ("les poubelles débordent", "waste_collection"),
        ("Stray dogs everywhere at night", "stray_animals"),
        ("3andna barcha klab sayba", "stray_animals"),
        ("eaux usees partout", "sewage"),
    ],
)
def test_a_subject_is_found_in_every_variety(matcher: ConceptMatcher, text: str, concept: str) -> None:
    assert concept in named(matcher, text)


def test_a_phrase_outranks_the_words_inside_it(matcher: ConceptMatcher) -> None:
    assert "drinking_water" not in named(matcher, "les eaux usées")
    assert "school_transport" in named(matcher, "il faut un bus scolaire")


def test_a_match_shows_the_words_of_the_text(matcher: ConceptMatcher) -> None:
    (match, *_) = matcher.matches("Les lampadaires sont éteints", variety="fr")
    assert match.words in "Les lampadaires sont éteints"
    assert match.weight > 0


def test_a_city_adds_its_own_words() -> None:
    own = Form(concept="industrial_pollution", variety="fr", kind="word", text="tipovac")
    told = ConceptMatcher(extra=[own]).fit()
    assert "industrial_pollution" in named(told, "la tipovac nous rend malades")
    assert "industrial_pollution" not in named(ConceptMatcher().fit(), "la tipovac nous rend malades")


def test_consonants_alone_are_not_enough() -> None:
    own = [Form(concept="industrial_pollution", variety="arabizi", kind="word", text="tlawoth")]
    only = ConceptMatcher(forms=own).fit()
    assert only.matches("toilette", variety="arabizi") == ()
    assert only.matches("tlaweth", variety="arabizi")


@pytest.mark.parametrize("text", ["", "👍👍", "1234", "\u202e\u200f", "x" * 5000, "的城市", "\ud800 eau"])
def test_any_text_is_read(matcher: ConceptMatcher, text: str) -> None:
    assert isinstance(matcher.matches(text, variety="other"), tuple)


def test_a_thousand_words_are_read_as_far_as_sense_goes(matcher: ConceptMatcher) -> None:
    assert matcher.transform(["eau " * 1000], varieties=["fr"]).sum() < 10


def test_scores_have_a_row_a_text_and_a_column_a_concept(matcher: ConceptMatcher) -> None:
    scores = matcher.transform(["rien", "la poubelle"], varieties=["fr", "fr"])
    assert scores.shape == (2, len(matcher.classes_))
    assert scores[1].sum() > scores[0].sum()
    assert np.all(scores >= 0)

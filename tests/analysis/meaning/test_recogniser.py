"""Concepts in answers, named or only meant."""

from typing import Any

import numpy as np
import pytest

from analysis.encode.vectors import encode_texts
from analysis.lexicon import Form, concept_keys
from analysis.meaning import recogniser
from analysis.meaning.corpus import corpus
from analysis.meaning.recogniser import ConceptRecogniser
from analysis.text.identify import identify


def read(texts: list[str], reader: ConceptRecogniser | None = None) -> Any:
    varieties = [identify(text).variety for text in texts]
    return (reader or recogniser()).predict_proba(
        texts, varieties=varieties, vectors=encode_texts(texts, varieties=varieties)
    )


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("they tell us come back tomorrow, and tomorrow never comes", "municipal_counter_paperwork"),
        ("يقولولي ارجع غدوة، وغدوة ما توفاش", "municipal_counter_paperwork"),
        ("on se lave avec des bouteilles depuis une semaine", "drinking_water"),
        ("ma fille a accouché dans la voiture", "maternal_child_health"),
        ("nerja3 lel dar bel flash mta3 telifoun", "street_lighting"),
    ],
)
def test_what_is_never_named_is_still_understood(text: str, concept: str) -> None:
    row = read([text])[0]
    assert concept in {concept_keys()[place] for place in np.argsort(-row)[:3]}


def test_probabilities_are_a_row_an_answer_and_sum_to_one() -> None:
    found = read(["la rue", "", "👍", "Ein deutscher Satz", "eau " * 900])
    assert found.shape == (5, len(concept_keys()))
    assert np.allclose(found.sum(axis=1), 1.0)
    assert np.isfinite(found).all()


def test_the_other_answers_do_not_matter() -> None:
    alone, together = read(["الماء مقطوع"]), read(["les bus", "الماء مقطوع", "noise"])
    assert np.allclose(alone[0], together[1], atol=2e-3)


def test_no_answers_have_no_probabilities() -> None:
    assert recogniser().predict_proba([], varieties=[], vectors=np.zeros((0, 512))).shape == (
        0,
        len(concept_keys()),
    )


def test_a_citys_own_words_move_an_answer() -> None:
    own = Form(concept="industrial_pollution", variety="fr", kind="word", text="zorgluzine")
    place = concept_keys().index("industrial_pollution")
    text = ["la Zorgluzine encore cette nuit"]
    assert read(text, recogniser(forms=[own]))[0, place] > read(text)[0, place] + 0.1


def test_general_sentences_leave_it_at_a_loss() -> None:
    general = [
        "The Greek philosopher wrote about mathematics.",
        "Le navire a coulé en 1912 dans l'Atlantique.",
    ]
    civic = ["Les poubelles débordent devant l'école.", "The bus never comes on time."]
    assert read(general).max(axis=1).mean() < read(civic).max(axis=1).mean() - 0.2


def test_learning_needs_every_concept(letters: Any) -> None:
    few = [answer for answer in corpus("train") if answer.concept in ("noise", "sewage")][::40]
    with pytest.raises(ValueError, match="every concept"):
        ConceptRecogniser(n_features=64, encoder=letters).fit(few)

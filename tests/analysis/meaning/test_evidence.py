"""What speaks for a topic."""

import numpy as np
import pytest

from analysis.encode.vectors import encode_texts
from analysis.meaning import numbers, recogniser
from analysis.meaning.evidence import EVIDENCE, TopicEvidence, probabilities
from analysis.model import Topic

WATER = Topic(key="water", names={"fr": "Eau"}, descriptions={"fr": "Les coupures d'eau potable."})
BUS = Topic(key="bus", names={"fr": "Bus"}, descriptions={"fr": "Les bus et leurs horaires."})


def evidence(*topics: Topic) -> TopicEvidence:
    learned = numbers()
    return TopicEvidence(
        recogniser=recogniser(), mapping=learned.mapping, mapping_none=learned.mapping_none
    ).fit(topics)


def seen(found: TopicEvidence, text: str) -> np.ndarray:  # type: ignore[type-arg]
    return found.transform([text], varieties=["fr"], vectors=encode_texts([text], varieties=["fr"]))[0]


def test_concepts_speak_for_their_topic_without_a_shared_word() -> None:
    row = seen(evidence(WATER, BUS), "on remplit des bidons chez le voisin depuis trois jours")
    assert row[0, 0] > row[1, 0]


def test_words_a_person_listed_weigh_more_than_those_of_a_description() -> None:
    told = Topic(key="bus", names=BUS.names, descriptions=BUS.descriptions, words=("zorglub",))
    assert seen(evidence(WATER, told), "le zorglub")[1, 1] > seen(evidence(WATER, BUS), "le bus")[1, 1]


def test_a_confirmed_answer_speaks_for_answers_like_it() -> None:
    text = "Il manque un abri quand il pleut à l'arrêt"
    taught = Topic(key="bus", names=BUS.names, examples=("Pas d'abri à l'arrêt quand il pleut",))
    assert not seen(evidence(WATER, BUS), text)[1, 2:].any()
    assert seen(evidence(WATER, taught), text)[1, 2] > 0.3
    assert seen(evidence(WATER, taught), text)[1, 3] > 0.1


def test_confirmed_answers_correct_the_mapping() -> None:
    other = Topic(key="other", names={"fr": "Autres"}, examples=("les poubelles débordent",) * 5)
    place = list(recogniser().classes_).index("waste_collection")
    before = evidence(WATER, Topic(key="other", names={"fr": "Autres"})).shares_[1, place]
    assert evidence(WATER, other).shares_[1, place] > max(before, 0.6)


def test_what_is_named_is_counted_by_topic() -> None:
    named = evidence(WATER, BUS).named(["le bus et la coupure d'eau potable", "rien"], varieties=["fr", "fr"])
    assert (named[0] > 0.5).all()
    assert (named[1] < 0.1).all()


def test_probabilities_sum_to_one_and_follow_the_evidence() -> None:
    rows = np.zeros((1, 3, 4))
    rows[0, 1, 0] = 2.0
    found = probabilities(rows, [1.0] * len(EVIDENCE))
    assert found.sum() == pytest.approx(1.0)
    assert found[0].argmax() == 1

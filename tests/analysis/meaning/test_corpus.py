"""The written corpus and its splits."""

from collections import Counter

from analysis.lexicon import concept_keys
from analysis.meaning.corpus import codebooks, corpus
from analysis.text.normalise import normalise

VARIETIES = {"ar", "aeb", "arabizi", "fr", "en", "mixed"}


def test_the_training_split_holds_every_concept_in_every_variety() -> None:
    counts = Counter((answer.concept, answer.variety) for answer in corpus("train"))
    assert len(corpus("train")) >= 3000
    assert {key for key, _ in counts} == set(concept_keys())
    assert min(counts[key, variety] for key in concept_keys() for variety in VARIETIES) >= 10


def test_dev_and_test_speak_six_varieties_of_nearly_all_concepts() -> None:
    for split in ("dev", "test"):
        answers = corpus(split)  # type: ignore[arg-type]
        assert {answer.variety for answer in answers} == VARIETIES
        assert len({answer.concept for answer in answers}) > 100


def test_no_answer_stands_in_two_splits() -> None:
    train, dev, test = (
        {normalise(answer.text) for answer in corpus(split)}  # type: ignore[arg-type]
        for split in ("train", "dev", "test")
    )
    assert not train & dev
    assert not train & test
    assert not dev & test


def test_a_concept_belongs_to_one_topic_of_a_codebook_at_most() -> None:
    for book in codebooks():
        listed = [key for own in book.concepts for key in own]
        assert len(listed) == len(set(listed))
        assert set(listed) <= set(concept_keys())
        assert book.topic_of("off_topic") is None
        assert all(set(topic.names) == set(topic.descriptions) == {"ar", "fr", "en"} for topic in book.topics)

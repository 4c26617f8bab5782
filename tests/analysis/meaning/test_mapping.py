"""Which concepts belong to a city's topics."""

import numpy as np
import pytest

from analysis.lexicon import concept_keys
from analysis.meaning import numbers, recogniser
from analysis.meaning.corpus import codebooks
from analysis.meaning.mapping import FEATURES, TopicMapping, shares_of
from analysis.model import Topic


def mapped(topics: tuple[Topic, ...]) -> TopicMapping:
    learned = numbers()
    return TopicMapping(recogniser=recogniser(), coefficients=learned.mapping, none=learned.mapping_none).fit(
        topics
    )


@pytest.mark.parametrize("book", codebooks(), ids=lambda book: book.name)
def test_most_concepts_find_their_topic_from_its_description(book) -> None:  # type: ignore[no-untyped-def]
    shares = mapped(book.topics).shares_
    placed = [
        (int(shares[:-1, place].argmax()), topic)
        for place, key in enumerate(concept_keys())
        if (topic := book.topic_of(key)) is not None
    ]
    assert sum(found == topic for found, topic in placed) > 0.85 * len(placed)


def test_a_topic_in_one_language_takes_concepts_of_all() -> None:
    topics = (
        Topic(key="w", descriptions={"fr": "L'eau potable et les égouts"}),
        Topic(key="s", descriptions={"fr": "Les écoles et les lycées"}),
    )
    shares = mapped(topics).shares_
    keys = concept_keys()
    assert shares[0, keys.index("sewage")] > shares[1, keys.index("sewage")]
    assert shares[1, keys.index("teachers_lessons")] > shares[0, keys.index("teachers_lessons")]


def test_columns_sum_to_one_with_none_among_them() -> None:
    shares = mapped(codebooks()[0].topics).shares_
    assert np.allclose(shares.sum(axis=0), 1.0)
    assert shares[-1, concept_keys().index("off_topic")] > 0.5


def test_no_topics_leave_everything_to_none() -> None:
    mapping = mapped(())
    assert mapping.features_.shape == (0, len(concept_keys()), len(FEATURES))
    assert np.allclose(mapping.shares_, 1.0)


def test_a_share_is_a_softmax_over_topics_and_none() -> None:
    features = np.zeros((1, 2, 1))
    features[0, 0, 0] = 3.0
    shares = shares_of(features, np.ones(1), 0.0)
    assert shares[0, 0] > 0.9
    assert shares[0, 1] == pytest.approx(0.5)

"""Learning the few numbers."""

import numpy as np

from analysis.lexicon import concept_keys
from analysis.meaning import training
from analysis.meaning.corpus import codebooks


def test_every_concept_belongs_to_one_topic_or_to_none() -> None:
    for book in codebooks():
        belongs = training._belongs(book, concept_keys())
        assert np.array_equal(belongs.sum(axis=0), np.ones(len(concept_keys())))


def test_the_threshold_is_the_lowest_that_keeps_precision() -> None:
    chances = np.array([[0.9, 0.1], [0.6, 0.4], [0.5, 0.5], [0.3, 0.7]])
    assert training._threshold([chances], [np.array([0, 0, 0, 0])]) == 0.2
    wrong = np.array([[0.9, 0.05, 0.05], [0.3, 0.35, 0.35]])
    assert training._threshold([wrong], [np.array([0, 0])]) > 0.35


def test_examples_are_left_out_of_what_they_are_tested_on() -> None:
    book = codebooks()[0]
    gold = np.array([0] * 30 + [1] * 4 + [len(book.topics)] * 6)
    case = training._Case(book=book, features=np.zeros((0, 0, 0)), gold=gold)
    topics, rest = training._with_examples(case, [f"texte {row}" for row in range(40)], seed=0)
    assert [len(topic.examples) for topic in topics[:3]] == [10, 2, 0]
    assert len(rest) == 40 - 12
    assert not {topic for one in topics for topic in one.examples} & {f"texte {row}" for row in rest}

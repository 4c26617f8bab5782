"""Words that point at topics."""

import numpy as np

from analysis.meaning.words import WordMatcher


def matcher() -> WordMatcher:
    return WordMatcher().fit(
        [
            {"poubelles et déchets": 1.0, "زبلة": 1.0},
            {"bus et taxis de la ville": 1.0},
            {"écoles de la ville": 1.0},
        ]
    )


def test_the_words_of_a_topic_point_at_it() -> None:
    scores = matcher().score(["La poubelle déborde", "الزبلة في كل بلاصة", "le bus et le taxi"])
    assert scores.argmax(axis=1).tolist() == [0, 0, 1]


def test_misspellings_come_close() -> None:
    assert matcher().score(["des pubelles partout"])[0].argmax() == 0


def test_a_word_of_every_topic_says_less_than_a_word_of_one() -> None:
    shared, own = matcher().score(["ville", "taxis"])[:, 1]
    assert 0.0 < shared < own


def test_words_nobody_wrote_into_a_topic_say_nothing() -> None:
    assert not matcher().score(["quelque chose", "", "👍"]).any()


def test_a_word_repeated_is_counted_once() -> None:
    once, often = matcher().score(["taxis", "taxis taxis taxis"])
    assert np.array_equal(once, often)


def test_topics_without_words_and_no_texts_are_possible() -> None:
    assert WordMatcher().fit([{}, {}]).score(["la rue"]).shape == (1, 2)
    assert matcher().score([]).shape == (0, 3)

"""What persons say of single answers."""

from typing import Any

from consult.clusters.model import (
    AnswersMoved,
    AnswersPinned,
    Rule,
    State,
    ThemeCorrected,
    TopicsMerged,
    TopicSplit,
)
from consult.i18n.text import Text

NAMES = Text(ar="ماء", fr="eau", en="water")


def test_the_last_word_of_a_person_on_an_answer_counts(desk: Any) -> None:
    answer = desk.at_theme(0)[0]
    first, second = desk.topic(answer), desk.topic()
    desk.add(AnswersMoved(answers=(answer,), topic=second))
    assert desk.review.assignment(answer).topic_id == second
    assert answer not in desk.review.topics[first].answers


def test_an_answer_split_off_goes_even_if_it_was_pinned_because_a_person_listed_it(desk: Any) -> None:
    one, two = desk.at_theme(0)[:2]
    topic, new = desk.topic(one, two), desk.new_id()
    desk.add(AnswersPinned(answers=(one,), topic=topic))
    desk.add(TopicSplit(source=topic, topic=new, names=NAMES, answers=(one,)))
    review = desk.review
    assert (review.topics[topic].answers, review.topics[new].answers) == ((two,), (one,))
    assert review.topics[new].theme == review.topics[topic].theme
    assert review.topics[new].split_from == topic
    assert review.assignment(one).rule is Rule.SPLIT


def test_a_corrected_theme_takes_an_answer_out_of_a_topic_of_another_theme(desk: Any) -> None:
    answer = desk.at_theme(0)[0]
    desk.topic(answer)
    desk.add(ThemeCorrected(answers=(answer,), theme="environment"))
    now = desk.review.assignment(answer)
    assert (now.state, now.topic_id, now.theme, now.theme_by) == (State.REVIEW, None, "environment", "person")


def test_a_corrected_theme_leaves_an_answer_that_already_stands_in_a_topic_of_that_theme(desk: Any) -> None:
    answer = desk.at_theme(0)[0]
    topic = desk.topic(answer, theme="environment")
    desk.add(ThemeCorrected(answers=(answer,), theme="environment"))
    assert desk.review.assignment(answer).topic_id == topic


def test_a_corrected_theme_leaves_an_answer_whose_topic_was_merged_into_that_theme(desk: Any) -> None:
    answer = desk.at_theme(0)[0]
    gone, kept = desk.topic(answer, theme="economy"), desk.topic(theme="environment")
    desk.add(TopicsMerged(sources=(gone,), target=kept))
    desk.add(ThemeCorrected(answers=(answer,), theme="environment"))
    assert desk.review.assignment(answer).topic_id == kept


def test_an_answer_moved_after_its_theme_was_corrected_takes_the_theme_of_its_topic(desk: Any) -> None:
    answer = desk.at_theme(0)[0]
    desk.add(ThemeCorrected(answers=(answer,), theme="environment"))
    topic = desk.topic(answer, theme="economy")
    assert (desk.review.assignment(answer).topic_id, desk.review.assignment(answer).theme) == (
        topic,
        "economy",
    )


def test_an_answer_with_a_corrected_theme_follows_its_topic_through_a_merge_across_themes(desk: Any) -> None:
    answer = desk.at_theme(0)[0]
    desk.add(ThemeCorrected(answers=(answer,), theme="environment"))
    gone, kept = desk.topic(answer, theme="environment"), desk.topic(theme="economy")
    desk.add(TopicsMerged(sources=(gone,), target=kept))
    assert desk.review.topics[kept].answers == (answer,)

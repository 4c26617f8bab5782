"""What a review answers when it is asked."""

from typing import Any

import pytest

from consult.clusters.model import Ledger, TopicsMerged
from consult.errors import NotFound


def test_a_ledger_has_no_fourth_place() -> None:
    assert Ledger(assigned=3, review=2, excluded=1).total == 6


def test_a_merged_topic_is_found_under_the_one_it_ended_in(desk: Any) -> None:
    gone, kept = desk.topic(), desk.topic()
    desk.add(TopicsMerged(sources=(gone,), target=kept))
    assert desk.review.topic_of(gone).id == desk.review.topic_of(kept).id == kept
    assert desk.review.topic_of(desk.new_id()) is None


def test_topics_are_listed_by_theme_in_the_order_they_were_made(desk: Any) -> None:
    first, other, second = desk.topic(), desk.topic(theme="environment"), desk.topic()
    assert [topic.id for topic in desk.review.in_theme("economy")] == [first, second]
    assert [topic.id for topic in desk.review.in_theme("environment")] == [other]


def test_an_answer_that_nobody_gave_is_not_found(desk: Any) -> None:
    with pytest.raises(NotFound):
        desk.review.assignment(desk.new_id())


def test_reviews_that_differ_in_one_answer_are_not_equal(desk: Any) -> None:
    before = desk.review
    desk.topic(desk.answers[0])
    assert desk.review != before

"""Which claim wins when several are made on one answer."""

from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consult.clusters.model import (
    AnswersExcluded,
    AnswersMoved,
    AnswersPinned,
    ClusterAccepted,
    Placement,
    Rule,
    State,
    ThemeCorrected,
    TopicsMerged,
    reduce,
)
from consult.i18n.text import Text

NAMES = Text(ar="ماء", fr="eau", en="water")


@pytest.fixture
def answer(desk: Any) -> Any:
    """An answer with a claim of every level on it, the lowest first."""
    return desk.at_theme(0)[0]


def claimed(desk: Any, answer: Any, *, upto: Rule) -> Any:
    """Makes the claims one after the other, up to the one named; returns the topic that each asks for."""
    cluster = next(p.cluster_id for p in desk.placements if p.answer_id == answer)
    asked: dict[Rule, Any] = {Rule.DISCOVERY: None}
    asked[Rule.ASSIGNER] = desk.topic(name="assigner")
    if upto is Rule.DISCOVERY:
        return asked
    desk.placements = [
        replace(p, topic_id=asked[Rule.ASSIGNER], state="assigned") if p.answer_id == answer else p
        for p in desk.placements
    ]
    if upto is Rule.ASSIGNER:
        return asked
    asked[Rule.ACCEPTED] = desk.accept(cluster)
    if upto is Rule.ACCEPTED:
        return asked
    asked[Rule.MOVED] = desk.topic(answer, name="moved")
    if upto is Rule.MOVED:
        return asked
    desk.add(AnswersExcluded(answers=(answer,), reason="off_topic"))
    return asked | {Rule.EXCLUDED: None}


@pytest.mark.parametrize(
    ("upto", "state", "by"),
    [
        (Rule.DISCOVERY, State.REVIEW, "machine"),
        (Rule.ASSIGNER, State.ASSIGNED, "machine"),
        (Rule.ACCEPTED, State.ASSIGNED, "person"),
        (Rule.MOVED, State.ASSIGNED, "person"),
        (Rule.EXCLUDED, State.EXCLUDED, "person"),
    ],
)
def test_the_highest_claim_on_an_answer_wins(
    desk: Any, answer: Any, upto: Rule, state: State, by: str
) -> None:
    asked = claimed(desk, answer, upto=upto)
    now = desk.review.assignment(answer)
    assert (now.rule, now.state, now.by, now.topic_id) == (upto, state, by, asked[upto])


def test_an_excluded_answer_says_why(desk: Any, answer: Any) -> None:
    desk.add(AnswersExcluded(answers=(answer,), reason="other", note="A test by the team."))
    now = desk.review.assignment(answer)
    assert (now.reason, now.note) == ("other", "A test by the team.")
    assert desk.review.exclusions["other"] == (answer,)


def test_a_blank_answer_is_excluded_as_empty_until_a_person_places_it(desk: Any) -> None:
    now = desk.review.assignment(desk.blank)
    assert (now.state, now.reason, now.by) == (State.EXCLUDED, "empty", "machine")
    topic = desk.topic(desk.blank)
    assert desk.review.assignment(desk.blank).topic_id == topic


def test_an_answer_sent_back_waits_for_a_person_and_leaves_its_group(desk: Any, answer: Any) -> None:
    cluster = desk.review.assignment(answer).cluster_id
    desk.add(AnswersMoved(answers=(answer,)))
    now = desk.review.assignment(answer)
    assert (now.state, now.by, now.cluster_id) == (State.REVIEW, "person", None)
    assert answer not in desk.review.candidates[cluster].answers
    topic = desk.accept(cluster)
    assert answer not in desk.review.topics[topic].answers


def test_an_assigner_that_hesitates_leaves_its_guess_to_the_reader(desk: Any, answer: Any) -> None:
    topic = desk.topic()
    desk.placements = [Placement(answer_id=answer, theme="economy", topic_id=topic, state="review")]
    now = desk.review.assignment(answer)
    assert (now.state, now.topic_id) == (State.REVIEW, topic)
    assert desk.review.topics[topic].answers == ()


def test_an_assigner_s_word_on_a_topic_that_was_undone_is_nobody_s_word(desk: Any, answer: Any) -> None:
    topic = desk.topic()
    desk.placements = [Placement(answer_id=answer, theme="economy", topic_id=topic, state="assigned")]
    desk.undo(desk.events[0])
    assert desk.review.assignment(answer).state is State.REVIEW


def test_an_assigner_s_word_on_a_merged_topic_counts_for_its_target(desk: Any, answer: Any) -> None:
    gone, kept = desk.topic(), desk.topic()
    desk.placements = [Placement(answer_id=answer, theme="economy", topic_id=gone, state="assigned")]
    desk.add(TopicsMerged(sources=(gone,), target=kept))
    assert desk.review.assignment(answer).topic_id == kept
    assert desk.review.topics[kept].assigner_count == 1


def test_after_a_corrected_theme_machine_and_groups_keep_to_that_theme(desk: Any, answer: Any) -> None:
    topic = desk.accept(desk.review.assignment(answer).cluster_id)
    desk.add(ThemeCorrected(answers=(answer,), theme="environment"))
    assert desk.review.assignment(answer).topic_id is None
    assert answer not in desk.review.topics[topic].answers
    desk.placements = [Placement(answer_id=answer, theme="economy", topic_id=topic, state="assigned")]
    assert desk.review.assignment(answer).topic_id is None
    there = desk.topic(theme="environment")
    desk.placements = [
        Placement(answer_id=answer, theme="economy", theme_by="machine", topic_id=there, state="assigned")
    ]
    assert desk.review.assignment(answer).topic_id == there


def test_a_theme_that_a_placement_repeats_after_the_correction_was_undone_is_not_a_person_s(
    desk: Any, answer: Any
) -> None:
    event = desk.add(ThemeCorrected(answers=(answer,), theme="environment"))
    desk.placements = [Placement(answer_id=answer, theme="environment", theme_by="person")]
    assert desk.review.assignment(answer).theme_by == "person"
    desk.undo(event)
    assert desk.review.assignment(answer).theme_by == "machine"


def test_an_answer_in_two_accepted_groups_belongs_to_the_one_accepted_first(desk: Any, answer: Any) -> None:
    first = desk.accept(desk.review.assignment(answer).cluster_id)
    before = desk.review.topics[first].answers
    known = set(desk.clusters)
    desk.run()
    again = next(c for c in desk.clusters.values() if c.id not in known and answer in c.members)
    desk.append(ClusterAccepted(cluster=again.id, topic=desk.new_id(), theme="economy", names=NAMES))
    assert desk.review.topics[first].answers == before


def test_a_pin_keeps_an_answer_in_its_topic_when_the_assigner_changes_its_mind(
    desk: Any, answer: Any
) -> None:
    here, there = desk.topic(), desk.topic()
    desk.placements = [Placement(answer_id=answer, theme="economy", topic_id=here, state="assigned")]
    desk.add(AnswersPinned(answers=(answer,), topic=here))
    desk.placements = [Placement(answer_id=answer, theme="economy", topic_id=there, state="assigned")]
    now = desk.review.assignment(answer)
    assert (now.topic_id, now.rule, now.by) == (here, Rule.PINNED, "person")


@given(rng=st.integers(0, 2**32).map(Random))
@settings(max_examples=150, deadline=None)
def test_one_theme_or_one_answer_reduced_alone_stands_as_in_the_whole(new_desk: Any, rng: Random) -> None:
    desk = new_desk().work(rng)
    whole = desk.review
    for theme in ("economy", "environment", None):
        part = [p for p in desk.placements if p.theme == theme]
        alone = reduce(part, desk.clusters, desk.events)
        assert all(alone.assignment(p.answer_id) == whole.assignment(p.answer_id) for p in part)

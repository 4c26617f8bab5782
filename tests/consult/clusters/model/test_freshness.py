"""Two reviewers at once: nothing is overwritten, and nobody is stopped without need."""

from random import Random
from typing import Any, get_args
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consult.clusters.model import (
    AnswersExcluded,
    AnswersMoved,
    ClusterAccepted,
    ClusterJoined,
    NoteAdded,
    Payload,
    Reviewer,
    Stale,
    ThemeCorrected,
    TopicDecided,
    TopicDescribed,
    TopicLinked,
    TopicRenamed,
    TopicsMerged,
    TopicSplit,
    TopicUnlinked,
    Undone,
    changed_since,
    last_seq,
)
from consult.clusters.model.freshness import MEMBERS, SAID, touch
from consult.i18n.text import Text

NAMES = Text(ar="ماء", fr="eau", en="water")
OTHER = Text(ar="هواء", fr="air", en="air")
SAMI = Reviewer(person_id=UUID(int=2), name="Sami")


def clash(desk: Any, first: Payload, second: Payload) -> bool:
    """Whether the second act is refused when its author has not seen the first."""
    seen = last_seq(desk.events)
    desk.add(first, by=SAMI)
    return bool(changed_since(desk.events, second, seen=seen))


def test_every_act_has_a_sentence_for_the_person_it_stops() -> None:
    assert set(SAID) == set(get_args(Payload))
    assert all("%(who)s" in sentence for sentence in SAID.values())


def test_two_renames_of_one_topic_are_a_conflict_that_names_the_first_author_and_keeps_both(
    desk: Any,
) -> None:
    topic = desk.topic()
    seen = last_seq(desk.events)
    first = desk.add(TopicRenamed(topic=topic, names=NAMES), by=SAMI, seen=seen)
    with pytest.raises(Stale) as refused:
        desk.add(TopicRenamed(topic=topic, names=OTHER), seen=seen)
    assert refused.value.params == {"who": "Sami"}
    assert refused.value.message == SAID[TopicRenamed]
    assert refused.value.events == (first,)
    assert desk.review.topics[topic].names == NAMES


def test_what_is_done_after_looking_again_is_no_conflict(desk: Any) -> None:
    topic = desk.topic()
    desk.add(TopicRenamed(topic=topic, names=NAMES), by=SAMI)
    desk.add(TopicRenamed(topic=topic, names=OTHER))
    assert desk.review.topics[topic].names == OTHER


def test_renaming_and_describing_one_topic_do_not_get_in_each_other_s_way(desk: Any) -> None:
    topic = desk.topic()
    assert not clash(
        desk, TopicRenamed(topic=topic, names=NAMES), TopicDescribed(topic=topic, description=NAMES)
    )


def test_moving_answers_into_a_topic_that_is_being_renamed_is_no_conflict(desk: Any) -> None:
    topic = desk.topic()
    moved = AnswersMoved(answers=(desk.answers[0],), topic=topic)
    assert not clash(desk, TopicRenamed(topic=topic, names=NAMES), moved)


def test_two_reviewers_moving_different_answers_into_one_topic_is_no_conflict(desk: Any) -> None:
    topic = desk.topic()
    one, two = desk.answers[:2]
    assert not clash(
        desk, AnswersMoved(answers=(one,), topic=topic), AnswersMoved(answers=(two,), topic=topic)
    )


def test_links_to_different_objectives_are_no_conflict_and_to_the_same_are(desk: Any) -> None:
    topic = desk.topic()
    first = TopicLinked(topic=topic, relation="supports", objective="ENV1")
    assert not clash(desk, first, TopicLinked(topic=topic, relation="opposes", objective="ENV2"))
    assert clash(desk, first, TopicUnlinked(topic=topic, objective="ENV1"))


@pytest.mark.parametrize("kind", [AnswersMoved, AnswersExcluded, ThemeCorrected])
def test_an_answer_that_somebody_else_placed_meanwhile_is_a_conflict(desk: Any, kind: type) -> None:
    topic, answer = desk.topic(), desk.answers[0]
    acts = {
        AnswersMoved: AnswersMoved(answers=(answer,), topic=topic),
        AnswersExcluded: AnswersExcluded(answers=(answer,), reason="off_topic"),
        ThemeCorrected: ThemeCorrected(answers=(answer,), theme="economy"),
    }
    assert clash(desk, acts[kind], AnswersMoved(answers=(answer, desk.answers[1])))


@pytest.mark.parametrize("what", ["renamed", "described", "linked", "split", "merged into"])
def test_a_decision_rests_on_everything_its_topic_said(desk: Any, what: str) -> None:
    topic, other = desk.topic(*desk.at_theme(0)), desk.topic()
    acts: dict[str, Payload] = {
        "renamed": TopicRenamed(topic=topic, names=NAMES),
        "described": TopicDescribed(topic=topic, description=NAMES),
        "linked": TopicLinked(topic=topic, relation="supports", objective="ENV1"),
        "split": TopicSplit(source=topic, topic=desk.new_id(), names=NAMES, answers=(desk.at_theme(0)[0],)),
        "merged into": TopicsMerged(sources=(other,), target=topic),
    }
    assert clash(desk, acts[what], TopicDecided(topic=topic, outcome="adopted", reason=NAMES))


def test_a_topic_decided_meanwhile_is_not_merged_away_unseen(desk: Any) -> None:
    gone, kept = desk.topic(), desk.topic()
    decided = TopicDecided(topic=gone, outcome="adopted", reason=NAMES)
    assert clash(desk, decided, TopicsMerged(sources=(gone,), target=kept))


def test_two_topics_may_be_merged_into_a_third_at_the_same_time(desk: Any) -> None:
    one, two, kept = desk.topic(), desk.topic(), desk.topic()
    assert not clash(
        desk, TopicsMerged(sources=(one,), target=kept), TopicsMerged(sources=(two,), target=kept)
    )


def test_any_act_on_a_topic_that_was_merged_meanwhile_is_a_conflict(desk: Any) -> None:
    gone, kept = desk.topic(), desk.topic()
    merge = TopicsMerged(sources=(gone,), target=kept)
    assert clash(desk, merge, AnswersMoved(answers=(desk.answers[0],), topic=gone))


def test_a_group_is_not_accepted_twice(desk: Any) -> None:
    cluster = next(iter(desk.review.candidates))
    topic = desk.topic()
    first = ClusterAccepted(cluster=cluster, topic=desk.new_id(), theme="economy", names=NAMES)
    assert clash(desk, first, ClusterJoined(cluster=cluster, topic=topic))


def test_an_undo_changes_what_the_undone_act_had_changed(desk: Any) -> None:
    topic = desk.topic()
    renamed = desk.add(TopicRenamed(topic=topic, names=NAMES))
    undo = Undone(event=renamed.id)
    assert clash(desk, undo, TopicRenamed(topic=topic, names=OTHER))
    assert not clash(desk, Undone(event=desk.events[-1].id), TopicDescribed(topic=topic, description=OTHER))


def test_a_note_disturbs_nobody(desk: Any) -> None:
    topic = desk.topic()
    note = NoteAdded(about=topic, text="Look again.")
    assert not clash(desk, note, TopicDecided(topic=topic, outcome="adopted", reason=NAMES))


@given(rng=st.integers(0, 2**32).map(Random))
@settings(max_examples=1000, deadline=None)
def test_no_reviewer_ever_overwrites_what_they_have_not_seen(new_desk: Any, rng: Random) -> None:
    desk = new_desk().work(rng, acts=4, reruns=False)
    seen = {"Amel": last_seq(desk.events), "Sami": last_seq(desk.events)}
    for _ in range(6):
        name = rng.choice(("Amel", "Sami"))
        by = Reviewer(person_id=UUID(int=len(name)), name=name)
        if rng.random() < 0.3:
            seen[name] = last_seq(desk.events)
        act = desk.proposal(rng)
        unseen = [e for e in desk.events if e.seq > seen[name]]
        try:
            desk.add(act, by=by, seen=seen[name])
        except Exception:
            continue
        by_id = {e.id: e for e in desk.events}
        mine = touch(act, by_id).changes
        shared = [aspect for e in unseen for aspect in mine & touch(e.payload, by_id).changes]
        assert all(aspect[1] == MEMBERS for aspect in shared)

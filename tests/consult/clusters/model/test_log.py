"""Undo, redo, what rests on what, and the history that a reviewer reads."""

from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from consult.clusters.model import (
    AnswersMoved,
    ClusterAccepted,
    TopicCreated,
    TopicLinked,
    TopicRenamed,
    TopicsMerged,
    TopicSplit,
    TopicUnlinked,
    Undone,
    dependants,
    history,
    last_seq,
    live_events,
    until,
)
from consult.clusters.model.codebook import Codebook
from consult.clusters.model.log import undone_by
from consult.i18n.text import Text

NAMES = Text(ar="ماء", fr="eau", en="water")
randoms = st.integers(0, 2**32).map(Random)


def whole(desk: Any) -> Any:
    review = desk.review
    return review, [review.assignment(answer) for answer in desk.answers]


@given(rng=randoms)
@settings(max_examples=1000, deadline=None)
def test_an_act_just_undone_has_never_been(new_desk: Any, rng: Random) -> None:
    desk = new_desk().work(rng, acts=8)
    before = whole(desk)
    event = desk.try_to(desk.proposal(rng))
    if event is None:
        return
    undo = desk.undo(event)
    assert whole(desk) == before
    after = desk.without(undo)
    desk.undo(undo)
    assert desk.review == after


@given(rng=randoms)
@settings(max_examples=200, deadline=None)
def test_an_act_undone_much_later_has_never_been(new_desk: Any, rng: Random) -> None:
    desk = new_desk().work(rng)
    for entry in history(desk.events):
        if entry.can_be_undone and entry.undoes is None:
            desk.undo(entry.event)
            assert desk.review == desk.without(entry.event)
            desk.events.pop()


@given(rng=randoms)
@settings(max_examples=200, deadline=None)
def test_whatever_is_done_and_undone_every_live_act_makes_sense(new_desk: Any, rng: Random) -> None:
    desk = new_desk().work(rng, acts=24)
    book = Codebook()
    assert all(book.take(event) for event in live_events(desk.events))


@given(rng=randoms)
@settings(max_examples=150, deadline=None)
def test_an_act_can_be_undone_once_what_rests_on_it_is_undone(new_desk: Any, rng: Random) -> None:
    desk = new_desk().work(rng)
    desk.topic()
    target = rng.choice(live_events(desk.events))
    expected = list(desk.events)
    for event in reversed(dependants(desk.events, target.id)):
        desk.undo(event)
        expected.remove(event)
    desk.undo(target)
    assert [e.id for e in live_events(desk.events)] == [
        e.id for e in live_events(expected) if e.id != target.id
    ]


def test_what_was_done_to_a_topic_rests_on_the_act_that_made_it(desk: Any) -> None:
    topic = desk.accept()
    made = desk.events[-1]
    renamed = desk.add(TopicRenamed(topic=topic, names=NAMES))
    part = desk.new_id()
    answer = desk.review.topics[topic].answers[0]
    split = desk.add(TopicSplit(source=topic, topic=part, names=NAMES, answers=(answer,)))
    linked = desk.add(TopicLinked(topic=part, relation="supports", objective="ENV1"))
    desk.topic(name="another")
    assert dependants(desk.events, made.id) == (renamed, split, linked)
    assert dependants(desk.events, split.id) == (linked,)
    assert dependants(desk.events, renamed.id) == ()


def test_a_move_into_a_topic_rests_on_that_topic_and_nothing_rests_on_a_move(desk: Any) -> None:
    desk.topic(desk.at_theme(0)[0])
    made, moved = desk.events
    assert dependants(desk.events, made.id) == (moved,)
    assert dependants(desk.events, moved.id) == ()


def test_an_act_that_made_no_sense_anyway_rests_on_nothing(desk: Any) -> None:
    desk.topic()
    desk.append(TopicRenamed(topic=desk.new_id(), names=NAMES))
    assert dependants(desk.events, desk.events[0].id) == ()


def test_a_merge_can_be_undone_after_its_target_was_renamed(desk: Any) -> None:
    gone, kept = desk.topic(desk.at_theme(0)[0]), desk.topic()
    merge = desk.add(TopicsMerged(sources=(gone,), target=kept))
    desk.add(TopicRenamed(topic=kept, names=NAMES))
    desk.undo(merge)
    assert desk.review.topics[gone].answers == (desk.at_theme(0)[0],)
    assert desk.review.topics[kept].names == NAMES


def test_removing_an_inherited_link_rests_on_the_merge_that_brought_it(desk: Any) -> None:
    gone, kept = desk.topic(), desk.topic()
    linked = desk.add(TopicLinked(topic=gone, relation="supports", objective="ENV1"))
    merge = desk.add(TopicsMerged(sources=(gone,), target=kept))
    removed = desk.add(TopicUnlinked(topic=kept, objective="ENV1"))
    assert dependants(desk.events, merge.id) == (removed,)
    assert dependants(desk.events, linked.id) == (removed,)


def test_a_merge_is_not_done_again_over_what_became_of_its_topics_since(desk: Any) -> None:
    gone, kept = desk.topic(), desk.topic()
    merge = desk.add(TopicsMerged(sources=(gone,), target=kept))
    undo = desk.undo(merge)
    renamed = desk.add(TopicRenamed(topic=gone, names=NAMES))
    assert dependants(desk.events, undo.id) == (renamed,)
    desk.undo(renamed)
    assert dependants(desk.events, undo.id) == ()


def test_an_act_that_lost_its_ground_is_not_done_again(desk: Any) -> None:
    topic = desk.topic()
    created = desk.events[-1]
    renamed = desk.add(TopicRenamed(topic=topic, names=NAMES))
    undo = desk.undo(renamed)
    desk.undo(created)
    assert dependants(desk.events, undo.id) == (renamed,)


def test_a_group_accepted_anew_stands_in_the_way_of_its_first_acceptance(desk: Any) -> None:
    cluster = next(iter(desk.review.candidates))
    desk.accept(cluster)
    undo = desk.undo(desk.events[-1])
    desk.accept(cluster)
    assert isinstance(desk.events[-1].payload, ClusterAccepted)
    assert dependants(desk.events, undo.id) == (desk.events[-1],)


def test_history_tells_what_is_live_undone_and_done_again(desk: Any) -> None:
    topic = desk.topic()
    renamed = desk.add(TopicRenamed(topic=topic, names=NAMES))
    undo = desk.undo(renamed)
    created, first, second = history(desk.events)
    assert (created.is_live, created.can_be_undone) == (True, True)
    assert (first.is_live, first.undone_by, first.can_be_undone) == (False, undo, False)
    assert (second.is_live, second.undoes, second.can_be_undone) == (True, renamed, True)
    again = desk.undo(undo)
    entries = history(desk.events)
    assert [entry.is_live for entry in entries] == [True, True, False, True]
    assert entries[0].dependants == (renamed,)
    assert (entries[2].undone_by, entries[3].undoes) == (again, undo)


def test_the_newest_acts_can_be_read_alone(desk: Any) -> None:
    topic = desk.topic()
    desk.add(TopicRenamed(topic=topic, names=NAMES))
    desk.add(TopicRenamed(topic=topic, names=NAMES))
    assert history(desk.events, newest=2) == history(desk.events)[-2:]
    assert history(desk.events, newest=9) == history(desk.events)


def test_a_chain_of_undos_counts_from_its_end(desk: Any) -> None:
    topic = desk.topic()
    event = desk.events[-1]
    for times in range(1, 6):
        event = desk.append(Undone(event=event.id))
        assert (topic in desk.review.topics) == (times % 2 == 0)


def test_an_undo_of_an_act_that_never_was_changes_nothing(desk: Any) -> None:
    desk.topic()
    before = desk.review
    desk.append(Undone(event=desk.new_id()))
    assert desk.review == before
    assert dependants(desk.events, desk.new_id()) == ()


def test_the_log_until_a_moment_still_holds_what_was_undone_later(desk: Any) -> None:
    desk.topic()
    created = desk.events[-1]
    desk.undo(created)
    past = until(desk.events, seq=created.seq)
    assert past == (created,)
    assert undone_by(past) == {}
    assert [type(e.payload) for e in live_events(past)] == [TopicCreated]


def test_the_last_event_is_what_a_page_remembers(desk: Any) -> None:
    assert last_seq(desk.events) == 0
    desk.topic()
    desk.add(AnswersMoved(answers=(desk.answers[0],)))
    assert last_seq(desk.events) == 2

"""What becomes of topics, whoever is in them."""

from typing import Any

from consult.clusters.model import (
    NoteAdded,
    TopicCreated,
    TopicDecided,
    TopicLinked,
    TopicRenamed,
    TopicsMerged,
    TopicUnlinked,
)
from consult.clusters.model.codebook import Codebook
from consult.i18n.text import Text

NAMES = Text(ar="ماء", fr="eau", en="water")


def test_a_topic_merged_twice_leads_to_where_it_ended(desk: Any) -> None:
    first, second, third = desk.topic(), desk.topic(), desk.topic()
    desk.add(TopicsMerged(sources=(first,), target=second))
    desk.add(TopicsMerged(sources=(second,), target=third))
    assert desk.review.merged == {first: third, second: third}
    assert desk.review.topics[third].merged_from == (first, second)


def test_a_merge_keeps_the_links_of_both_and_the_target_s_own_word_on_a_shared_objective(desk: Any) -> None:
    gone, kept = desk.topic(), desk.topic()
    desk.add(TopicLinked(topic=gone, relation="supports", objective="ENV1"))
    desk.add(TopicLinked(topic=gone, relation="supports", objective="ENV2"))
    desk.add(TopicLinked(topic=kept, relation="opposes", objective="ENV2"))
    desk.add(TopicsMerged(sources=(gone,), target=kept))
    links = {link.objective: link.relation for link in desk.review.topics[kept].links}
    assert links == {"ENV2": "opposes", "ENV1": "supports"}


def test_a_merged_topic_brings_the_groups_it_was_made_of(desk: Any) -> None:
    one, two = list(desk.review.candidates)[:2]
    gone, kept = desk.accept(one), desk.accept(two)
    desk.add(TopicsMerged(sources=(gone,), target=kept))
    assert desk.review.topics[kept].clusters == (two, one)
    assert desk.review.accepted == {one: kept, two: kept}


def test_a_decision_on_a_merged_topic_does_not_pass_to_the_larger_one(desk: Any) -> None:
    gone, kept = desk.topic(), desk.topic()
    desk.add(TopicDecided(topic=gone, outcome="adopted", reason=NAMES))
    desk.add(TopicsMerged(sources=(gone,), target=kept))
    assert desk.review.topics[kept].decision is None


def test_a_new_decision_replaces_the_last_and_says_who_took_it(desk: Any) -> None:
    topic = desk.topic()
    desk.add(TopicDecided(topic=topic, outcome="deferred", reason=NAMES))
    latest = desk.add(TopicDecided(topic=topic, outcome="adopted", reason=NAMES))
    decision = desk.review.topics[topic].decision
    assert (decision.outcome, decision.at, decision.by) == ("adopted", latest.at, latest.by)


def test_a_removed_link_is_gone_and_can_be_made_again(desk: Any) -> None:
    topic = desk.topic()
    desk.add(TopicLinked(topic=topic, relation="supports", objective="ENV1"))
    desk.add(TopicUnlinked(topic=topic, objective="ENV1"))
    assert desk.review.topics[topic].links == ()
    desk.add(TopicLinked(topic=topic, relation="amends", objective="ENV1"))
    assert [link.relation for link in desk.review.topics[topic].links] == ["amends"]


def test_acts_that_make_no_sense_any_more_change_nothing(desk: Any) -> None:
    topic = desk.topic()
    before = desk.review
    desk.append(TopicRenamed(topic=desk.new_id(), names=NAMES))
    desk.append(TopicCreated(topic=topic, theme="economy", names=NAMES))
    desk.append(TopicsMerged(sources=(topic,), target=topic))
    desk.append(TopicUnlinked(topic=topic, objective="ENV1"))
    assert desk.review == before


def test_notes_stay_in_the_order_they_were_written(desk: Any) -> None:
    topic = desk.topic()
    desk.add(NoteAdded(about=topic, text="first"))
    desk.add(NoteAdded(about=topic, text="second"))
    assert [note.text for note in desk.review.notes[topic]] == ["first", "second"]


def test_a_codebook_knows_whether_an_event_was_taken(desk: Any) -> None:
    topic = desk.topic()
    book = Codebook()
    assert book.take(desk.events[0])
    assert not book.take(desk.events[0])
    assert book.live == {topic}

"""The state of a review, whatever was done and however often the machine looked again."""

from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from consult.clusters.model import (
    AnswersExcluded,
    AnswersMoved,
    Placement,
    Review,
    State,
    TopicRenamed,
    TopicsMerged,
    reduce,
    state_at,
)
from consult.i18n.text import Text

randoms = st.integers(0, 2**32).map(Random)


def standing(review: Review, desk: Any) -> dict[Any, Any]:
    return {answer: review.assignment(answer) for answer in desk.answers}


@given(rng=randoms)
@settings(max_examples=300, deadline=None)
def test_assigned_and_to_review_and_excluded_are_always_all_answers(new_desk: Any, rng: Random) -> None:
    desk = new_desk().work(rng)
    review = desk.review
    assert review.ledger.total == len(desk.answers)
    assert sum(ledger.total for ledger in review.ledgers.values()) == len(desk.answers)
    piles = [
        *(topic.answers for topic in review.topics.values()),
        *(candidate.answers for candidate in review.candidates.values()),
        review.waiting,
        *review.exclusions.values(),
    ]
    assert sorted(answer for pile in piles for answer in pile) == sorted(desk.answers)


@given(rng=randoms)
@settings(max_examples=150, deadline=None)
def test_every_count_of_a_theme_agrees_with_where_its_answers_stand(new_desk: Any, rng: Random) -> None:
    desk = new_desk().work(rng)
    review = desk.review
    for theme, ledger in review.ledgers.items():
        states = [now.state for now in standing(review, desk).values() if now.theme == theme]
        assert ledger.assigned == states.count(State.ASSIGNED)
        assert ledger.review == states.count(State.REVIEW)
        assert ledger.excluded == states.count(State.EXCLUDED)
        assert ledger.assigned == sum(topic.answer_count for topic in review.in_theme(theme))


@given(rng=randoms)
@settings(max_examples=300, deadline=None)
def test_what_persons_said_survives_every_rerun(new_desk: Any, rng: Random) -> None:
    desk = new_desk().work(rng, reruns=False)
    before = {a: now for a, now in standing(desk.review, desk).items() if now.by == "person"}
    for _ in range(3):
        desk.run(rng)
        after = desk.review
        assert {answer: after.assignment(answer) for answer in before} == before


@given(rng=randoms)
@settings(max_examples=150, deadline=None)
def test_a_merge_keeps_every_answer(new_desk: Any, rng: Random) -> None:
    desk = new_desk()
    desk.accept(), desk.accept()
    desk.work(rng)
    before = desk.review
    if len(before.topics) < 2:
        return
    gone, kept = rng.sample(list(before.topics), 2)
    desk.add(TopicsMerged(sources=(gone,), target=kept))
    together = {*before.topics[gone].answers, *before.topics[kept].answers}
    assert set(desk.review.topics[kept].answers) == together
    assert desk.review.ledger == before.ledger


@given(rng=randoms)
@settings(max_examples=150, deadline=None)
def test_accepting_a_candidate_takes_exactly_the_answers_it_showed(new_desk: Any, rng: Random) -> None:
    desk = new_desk().work(rng, reruns=False)
    before = desk.review
    for cluster, candidate in before.candidates.items():
        topic = desk.accept(cluster)
        assert desk.review.topics[topic].answers == candidate.answers
        others = {a: n for a, n in standing(before, desk).items() if a not in candidate.answers}
        assert {a: desk.review.assignment(a) for a in others} == others
        desk.events.pop()


@given(rng=randoms)
@settings(max_examples=150, deadline=None)
def test_a_withdrawn_answer_is_in_no_count_and_moves_no_other(new_desk: Any, rng: Random) -> None:
    desk = new_desk().work(rng)
    before = standing(desk.review, desk)
    gone = rng.choice(desk.answers)
    desk.placements = [p for p in desk.placements if p.answer_id != gone]
    after = desk.review
    assert after.ledger.total == len(desk.answers) - 1
    assert all(after.assignment(a) == now for a, now in before.items() if a != gone)
    assert all(gone not in topic.answers for topic in after.topics.values())


@given(rng=randoms)
@settings(max_examples=100, deadline=None)
def test_the_same_facts_in_any_order_give_the_same_review(new_desk: Any, rng: Random) -> None:
    desk = new_desk().work(rng)
    first, again = desk.review, desk.review
    assert first == again
    shuffled = reduce(
        rng.sample(desk.placements, len(desk.placements)),
        dict(reversed(desk.clusters.items())),
        rng.sample(desk.events, len(desk.events)),
    )
    assert standing(shuffled, desk) == standing(first, desk)
    assert shuffled.ledgers == first.ledgers


@given(rng=randoms)
@settings(max_examples=100, deadline=None)
def test_any_past_moment_can_be_seen_again(new_desk: Any, rng: Random) -> None:
    desk = new_desk()
    seen = [desk.review]
    desk.accept()
    seen.append(desk.review)
    while len(seen) < 8:
        if desk.try_to(desk.proposal(rng)):
            seen.append(desk.review)
    for seq, review in enumerate(seen):
        assert state_at(desk.placements, desk.clusters, desk.events, seq=seq) == review


def test_an_accepted_group_keeps_its_members_when_the_next_run_groups_them_differently(desk: Any) -> None:
    topic = desk.accept()
    members = desk.review.topics[topic].answers
    desk.run(Random(7))
    assert desk.review.topics[topic].answers == members


def test_groups_of_an_earlier_run_are_no_longer_offered(desk: Any) -> None:
    before = set(desk.review.candidates)
    desk.run()
    assert before.isdisjoint(desk.review.candidates)
    assert desk.review.candidates


def test_a_group_whose_answers_were_all_placed_by_name_is_no_longer_offered(desk: Any) -> None:
    cluster, candidate = next(iter(desk.review.candidates.items()))
    desk.topic(*candidate.answers, theme=candidate.cluster.theme)
    assert cluster not in desk.review.candidates


def test_an_answer_moved_to_another_theme_is_counted_in_the_theme_of_its_topic(desk: Any) -> None:
    answer = desk.at_theme(0)[0]
    before = desk.review.ledgers
    desk.topic(answer, theme="environment")
    after = desk.review.ledgers
    assert after["economy"].total == before["economy"].total - 1
    assert after["environment"].assigned == before["environment"].assigned + 1
    assert desk.review.assignment(answer).theme_by == "person"


def test_answers_without_a_theme_have_a_ledger_of_their_own(desk: Any) -> None:
    assert desk.review.ledgers[None].review == 1
    assert list(desk.review.ledgers) == ["economy", "environment", None]


def test_an_act_on_many_answers_is_one_event_and_one_undo(desk: Any) -> None:
    before = desk.review
    event = desk.add(AnswersExcluded(answers=tuple(desk.at_theme(0)), reason="campaign"))
    assert desk.review.ledger.excluded == len(desk.at_theme(0)) + 1
    desk.undo(event)
    assert desk.review == before


def test_a_topic_tells_where_it_comes_from(desk: Any) -> None:
    cluster = next(iter(desk.review.candidates))
    topic = desk.accept(cluster)
    found = desk.review.topics[topic]
    assert (found.origin, found.clusters, found.made_by.name) == ("cluster", (cluster,), "Amel")
    assert desk.review.accepted == {cluster: topic}
    by_hand = desk.topic()
    assert desk.review.topics[by_hand].origin == "hand"


def test_a_renamed_topic_keeps_its_answers(desk: Any) -> None:
    topic = desk.accept()
    before = desk.review.topics[topic].answers
    desk.add(TopicRenamed(topic=topic, names=Text(ar="هواء نقيّ", fr="Air pur", en="Clean air")))
    assert desk.review.topics[topic].names.fr == "Air pur"
    assert desk.review.topics[topic].answers == before


def test_a_topic_counts_apart_what_only_the_machine_put_there(desk: Any) -> None:
    one, two = desk.at_theme(0)[:2]
    topic = desk.topic(one)
    desk.placements = [
        Placement(answer_id=a, theme="economy", topic_id=topic, state="assigned") for a in (one, two)
    ]
    assert desk.review.topics[topic].answer_count == 2
    assert desk.review.topics[topic].assigner_count == 1


def test_an_answer_sent_back_to_review_is_no_longer_assigned(desk: Any) -> None:
    topic = desk.accept()
    answer = desk.review.topics[topic].answers[0]
    desk.add(AnswersMoved(answers=(answer,)))
    assert answer in desk.review.waiting

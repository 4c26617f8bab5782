"""Rows kept beside the log say what judging every answer afresh would say, and their counts what the reducer counts."""

from collections import Counter
from random import Random
from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from consult.clusters.model import (
    Cluster,
    Codebook,
    Court,
    ReviewEvent,
    Stand,
    State,
    Tally,
    live_events,
    reach_of,
    stand_of,
    survey,
)

randoms = st.integers(0, 2**32).map(Random)


def afresh(desk: Any) -> dict[UUID, Stand]:
    court = Court(desk.clusters, desk.events)
    return {one.answer_id: stand_of(court, one) for one in desk.placements}


def within(desk: Any, event: ReviewEvent) -> set[UUID]:
    """What the store finds by query: the answers of the reach, members of its clusters, placements in them and its topics."""
    reach = reach_of(event.payload, {one.id: one for one in desk.events})
    found = set(reach.answers)
    for cluster in reach.clusters & desk.clusters.keys():
        found |= set(desk.clusters[cluster].members)
    found |= {one.answer_id for one in desk.placements if one.cluster_id in reach.clusters}
    return found | {one.answer_id for one in desk.placements if one.topic_id in reach.topics}


def limited(desk: Any, answers: set[UUID]) -> dict[UUID, Cluster]:
    """The clusters with only those members that are to be judged."""
    return {
        key: Cluster(
            id=one.id,
            run_id=one.run_id,
            key=one.key,
            theme=one.theme,
            members=tuple(member for member in one.members if member in answers),
        )
        for key, one in desk.clusters.items()
    }


def tallied(stands: dict[UUID, Stand]) -> list[Tally]:
    alike = Counter(
        (one.theme, one.state, one.rule, one.claim, one.cluster_id, one.reason) for one in stands.values()
    )
    return [
        Tally(
            theme=theme,
            state=state,
            rule=rule,
            claim=claim,
            cluster_id=cluster,
            reason=reason,
            variety="ar",
            channel="web",
            count=count,
        )
        for (theme, state, rule, claim, cluster, reason), count in alike.items()
    ]


@given(rng=randoms)
@settings(max_examples=200, deadline=None)
def test_an_act_changes_the_rows_within_its_reach_and_no_others(new_desk: Any, rng: Random) -> None:
    desk = new_desk().work(rng, acts=3)
    stands = afresh(desk)
    for _ in range(14):
        event = desk.try_to(desk.proposal(rng))
        if event is None:
            continue
        reached = within(desk, event)
        court = Court(limited(desk, reached), desk.events)
        stands |= {one.answer_id: stand_of(court, one) for one in desk.placements if one.answer_id in reached}
        assert stands == afresh(desk)


@given(rng=randoms)
@settings(max_examples=200, deadline=None)
def test_counts_of_rows_say_what_the_reducer_says(new_desk: Any, rng: Random) -> None:
    desk = new_desk().work(rng)
    review = desk.review
    seen = survey(Codebook.of(live_events(desk.events)), desk.clusters, tallied(afresh(desk)))
    assert seen.ledger == review.ledger
    assert seen.ledgers == review.ledgers
    assert seen.merged == review.merged
    assert seen.accepted == review.accepted
    assert seen.notes == review.notes
    assert {key: one.answer_count for key, one in seen.topics.items()} == {
        key: one.answer_count for key, one in review.topics.items()
    }
    assert {key: one.assigner_count for key, one in seen.topics.items()} == {
        key: one.assigner_count for key, one in review.topics.items()
    }
    assert {key: one.answer_count for key, one in seen.candidates.items()} == {
        key: one.answer_count for key, one in review.candidates.items()
    }
    assert sum(seen.waiting.values()) == len(review.waiting)
    assert sum(sum(some.values()) for some in seen.exclusions.values()) == sum(
        len(some) for some in review.exclusions.values()
    )
    for key, topic in review.topics.items():
        assert (seen.topics[key].names, seen.topics[key].links, seen.topics[key].decision) == (
            topic.names,
            topic.links,
            topic.decision,
        )
    assert seen.ledger.total == sum(1 for one in afresh(desk).values() if one.state in State)

"""From placements, clusters and events to the review: one verdict on every answer, and the piles it makes.

It refuses to decide anything itself (precedence.py does); it only puts every answer on exactly one pile.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from uuid import UUID

from consult.clusters.model.acts import ReviewEvent
from consult.clusters.model.codebook import Draft
from consult.clusters.model.log import until
from consult.clusters.model.precedence import Court, Verdict
from consult.clusters.model.state import (
    Assignment,
    Candidate,
    Cluster,
    Ledger,
    Placement,
    Review,
    Rule,
    State,
    Theme,
    Topic,
)
from consult.errors import NotFound


class Piles:
    """Every answer is put on one pile and counted once in its theme."""

    def __init__(self, court: Court) -> None:
        self.court = court
        self.topics: dict[UUID, list[UUID]] = {
            topic: [] for topic, home in court.home.items() if topic == home
        }
        self.candidates: dict[UUID, list[UUID]] = {}
        self.waiting: list[UUID] = []
        self.exclusions: dict[str, list[UUID]] = {}
        self.by_assigner: Counter[UUID] = Counter()
        self.assigned: Counter[Theme] = Counter()
        self.review: Counter[Theme] = Counter()
        self.excluded: Counter[Theme] = Counter()

    def put(self, placement: Placement) -> None:
        verdict = self.court.verdict(placement)
        if verdict.state is State.ASSIGNED and verdict.topic:
            self._assigned(placement.answer_id, verdict, verdict.topic)
        elif verdict.state is State.EXCLUDED:
            self.excluded[verdict.theme] += 1
            reason, _ = self.court.exclusion(placement)
            self.exclusions.setdefault(reason, []).append(placement.answer_id)
        else:
            self.review[verdict.theme] += 1
            pile = self.candidates.setdefault(verdict.cluster, []) if verdict.cluster else self.waiting
            pile.append(placement.answer_id)

    def _assigned(self, answer: UUID, verdict: Verdict, topic: UUID) -> None:
        self.assigned[verdict.theme] += 1
        self.topics[topic].append(answer)
        if verdict.rule is Rule.ASSIGNER:
            self.by_assigner[topic] += 1

    def ledgers(self) -> dict[Theme, Ledger]:
        themes = dict.fromkeys((*self.assigned, *self.review, *self.excluded))
        return {
            theme: Ledger(
                assigned=self.assigned[theme], review=self.review[theme], excluded=self.excluded[theme]
            )
            for theme in sorted(themes, key=lambda theme: (theme is None, theme))
        }

    def ledger(self) -> Ledger:
        return Ledger(
            assigned=self.assigned.total(), review=self.review.total(), excluded=self.excluded.total()
        )


def reduce(
    placements: Iterable[Placement], clusters: Mapping[UUID, Cluster], events: Iterable[ReviewEvent]
) -> Review:
    """The state of the review; `clusters` holds those of the latest runs and all that events name."""
    given = {placement.answer_id: placement for placement in placements}
    court = Court(clusters, events)
    piles = Piles(court)
    for placement in given.values():
        piles.put(placement)

    def judge(answer_id: UUID) -> Assignment:
        if answer_id not in given:
            raise NotFound
        return court.assignment(given[answer_id])

    return Review(
        topics={
            topic: _topic(topic, court.book.topics[topic], answers, assigner_count=piles.by_assigner[topic])
            for topic, answers in piles.topics.items()
        },
        merged={topic: home for topic, home in court.home.items() if home != topic},
        accepted={cluster: court.home[topic] for cluster, topic in court.book.accepted.items()},
        candidates={
            cluster: Candidate(cluster=clusters[cluster], answers=tuple(answers))
            for cluster, answers in piles.candidates.items()
        },
        waiting=tuple(piles.waiting),
        exclusions={reason: tuple(answers) for reason, answers in piles.exclusions.items()},
        notes={about: tuple(notes) for about, notes in court.book.notes.items()},
        ledger=piles.ledger(),
        ledgers=piles.ledgers(),
        judge=judge,
    )


def state_at(
    placements: Iterable[Placement],
    clusters: Mapping[UUID, Cluster],
    events: Iterable[ReviewEvent],
    *,
    seq: int,
) -> Review:
    """What the acts up to `seq` make of the placements given: today's, unless the caller kept older ones."""
    return reduce(placements, clusters, until(events, seq=seq))


def _topic(topic_id: UUID, draft: Draft, answers: Iterable[UUID], *, assigner_count: int) -> Topic:
    return Topic(
        id=topic_id,
        theme=draft.theme,
        names=draft.names,
        description=draft.description,
        origin=draft.origin,
        made_at=draft.made.at,
        made_by=draft.made.by,
        split_from=draft.split_from,
        merged_from=tuple(draft.merged_from),
        clusters=tuple(draft.clusters),
        links=tuple(draft.links.values()),
        decision=draft.decision,
        answers=tuple(answers),
        assigner_count=assigner_count,
    )

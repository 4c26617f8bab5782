"""Load a review, add an act to it, take one back. The log is the only thing written; everything else is reduced from it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from consult.clusters import store
from consult.clusters.model import (
    EVERYBODY,
    Cluster,
    Codebook,
    Court,
    Filter,
    Frame,
    Payload,
    Placement,
    Review,
    Reviewer,
    ReviewEvent,
    Survey,
    TopicSplit,
    Undone,
    admit,
    live_events,
    reach_of,
    reduce,
    stand_of,
    survey,
)
from consult.clusters.work import Run
from consult.consultations import store as consultations
from consult.consultations.model import ConsultationDocument, clustered_questions, themes
from consult.consultations.store import Standing
from consult.db.transaction import Tx
from consult.errors import NotFound
from consult.jobs.queue import enqueue
from consult.people import actions as people
from consult.web.permissions import Member


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A consultation's review as it stands, with everything it was reduced from."""

    standing: Standing
    placements: tuple[Placement, ...]
    clusters: dict[UUID, Cluster]
    events: tuple[ReviewEvent, ...]
    review: Review


def frame_of(document: ConsultationDocument) -> Frame:
    return Frame(
        themes=frozenset(theme.id for theme in themes(document)),
        objectives=frozenset(objective.id for objective in document.objectives),
        languages=document.languages,
    )


def question_keys(document: ConsultationDocument) -> tuple[str, ...]:
    return tuple(question.key for question in clustered_questions(document))


async def open_book(tx: Tx, slug: str) -> Book:
    """The whole review of a consultation of the city that was entered; NotFound for any other."""
    return await read_book(tx, await _standing(tx, slug))


async def read_book(tx: Tx, standing: Standing) -> Book:
    events = await store.events(tx, standing.id)
    placed = await store.all_placements(tx, standing.id, questions=question_keys(standing.document))
    wanted = {one.cluster_id for one in placed if one.cluster_id is not None}
    wanted |= {event.payload.takes for event in live_events(events) if event.payload.takes is not None}
    clusters = await store.clusters_by_id(tx, wanted)
    return Book(
        standing=standing,
        placements=tuple(placed),
        clusters=clusters,
        events=tuple(events),
        review=reduce(placed, clusters, events),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """A review in counts: what pages are drawn from, whatever the number of answers. `clusters` come without members."""

    standing: Standing
    clusters: dict[UUID, Cluster]
    events: tuple[ReviewEvent, ...]
    survey: Survey


async def open_board(tx: Tx, slug: str, *, filter_: Filter = EVERYBODY) -> Board:
    """The board of a consultation of the city that was entered, of the voices the filter lets through."""
    standing = await _standing(tx, slug)
    events = await store.events(tx, standing.id)
    live = live_events(events)
    tallies = await store.tallies(tx, standing.id, filter_=filter_)
    if filter_ == EVERYBODY:
        tallies += await store.unseen(tx, standing.id, questions=question_keys(standing.document))
    wanted = {one.cluster_id for one in tallies if one.cluster_id is not None} | _taken(live)
    clusters = await store.cluster_heads(tx, wanted)
    return Board(
        standing=standing,
        clusters=clusters,
        events=tuple(events),
        survey=survey(Codebook.of(live), clusters, tallies),
    )


async def _standing(tx: Tx, slug: str) -> Standing:
    standing = await consultations.standing(tx, slug)
    if standing is None:
        raise NotFound
    return standing


def _taken(live: Iterable[ReviewEvent]) -> set[UUID]:
    return {event.payload.takes for event in live if event.payload.takes is not None}


async def act(tx: Tx, member: Member, slug: str, payload: Payload, *, seen: int, at: datetime) -> ReviewEvent:
    """Adds one act to the log, if it makes sense against the log as it is at this moment; then the answers within its
    reach stand as the log now says.
    """
    standing = await _standing(tx, slug)
    await store.lock(tx, standing.id)
    events = await store.events(tx, standing.id)
    within = await store.reached(tx, standing.id, reach_of(payload, {event.id: event for event in events}))
    judged = await _to_judge(tx, standing, payload, events, within)
    review = reduce(*await _facts(tx, standing, events, judged), events)
    admit(payload, events=events, review=review, frame=frame_of(standing.document), seen=seen)
    event = await store.add_event(
        tx,
        event_id=uuid4(),
        city_id=standing.city_id,
        consultation_id=standing.id,
        at=at,
        by=Reviewer(person_id=member.person_id, name=member.name),
        payload=payload,
    )
    await _restand(tx, standing, [*events, event], within)
    detail: dict[str, object] = {"act": payload.kind, "event": str(event.id)}
    await people.record(tx, member, action="review", subject=slug, detail=detail)
    return event


async def _to_judge(
    tx: Tx, standing: Standing, payload: Payload, events: Sequence[ReviewEvent], within: Sequence[UUID]
) -> Sequence[UUID]:
    """What admitting the act has to know of; a split must leave something behind, so it knows the whole topic."""
    if not isinstance(payload, TopicSplit):
        return within
    book = Codebook.of(live_events(events))
    claims = [topic for topic in book.topics if book.home(topic) == payload.source]
    return sorted({*within, *await store.claimed(tx, standing.id, claims)})


async def _facts(
    tx: Tx, standing: Standing, events: Sequence[ReviewEvent], answers: Sequence[UUID]
) -> tuple[list[Placement], dict[UUID, Cluster]]:
    """The placements of these answers, and the clusters that may claim them with those of them that are members.

    A verdict depends on nothing else, so these answers stand as in the whole.
    """
    placed = await store.placements_of(tx, standing.id, answers, questions=question_keys(standing.document))
    wanted = {one.cluster_id for one in placed if one.cluster_id is not None} | _taken(live_events(events))
    members = await store.memberships(tx, answers, wanted)
    return placed, await store.cluster_heads(tx, wanted, members=members)


async def put_placements(
    tx: Tx, standing: Standing, given: Sequence[Placement], *, run_id: UUID | None
) -> None:
    """The machine's latest word on these answers; they stand as it and the log now say. Takes the log's lock."""
    await store.lock(tx, standing.id)
    await store.put_placements(
        tx, given, city_id=standing.city_id, consultation_id=standing.id, run_id=run_id
    )
    await _restand(tx, standing, await store.events(tx, standing.id), [one.answer_id for one in given])


async def _restand(
    tx: Tx, standing: Standing, events: Sequence[ReviewEvent], answers: Sequence[UUID]
) -> None:
    if not answers:
        return
    placed, clusters = await _facts(tx, standing, events, answers)
    court = Court(clusters, events)
    await store.put_stands(tx, [stand_of(court, one) for one in placed])


async def undo(tx: Tx, member: Member, slug: str, event_id: UUID, *, seen: int, at: datetime) -> ReviewEvent:
    return await act(tx, member, slug, Undone(event=event_id), seen=seen, at=at)


async def ask_for_run(tx: Tx, member: Member, slug: str, *, theme: str | None = None) -> None:
    """Enqueues a run; one that still waits stands for this one too."""
    standing = await _standing(tx, slug)
    run = Run(city_id=standing.city_id, consultation_id=standing.id, theme=theme)
    await enqueue(tx, Run.NAME, [run], dedupe_key=f"{Run.NAME}:{standing.id}:{theme or ''}")
    await people.record(tx, member, action="run", subject=slug, detail={"theme": theme or ""})


async def words_of(tx: Tx, answer_ids: Sequence[UUID]) -> dict[UUID, store.Said]:
    return await store.said(tx, answer_ids)

"""Load a review, add an act to it, take one back. The log is the only thing written; everything else is reduced from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from consult.clusters import store
from consult.clusters.model import (
    Cluster,
    Frame,
    Payload,
    Placement,
    Review,
    Reviewer,
    ReviewEvent,
    Undone,
    admit,
    live_events,
    reduce,
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
    standing = await consultations.standing(tx, slug)
    if standing is None:
        raise NotFound
    return await read_book(tx, standing)


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


async def act(tx: Tx, member: Member, slug: str, payload: Payload, *, seen: int, at: datetime) -> ReviewEvent:
    """Adds one act to the log, if it makes sense against the log as it is at this moment."""
    standing = await consultations.standing(tx, slug)
    if standing is None:
        raise NotFound
    await store.lock(tx, standing.id)
    book = await read_book(tx, standing)
    admit(payload, events=book.events, review=book.review, frame=frame_of(standing.document), seen=seen)
    by = Reviewer(person_id=member.person_id, name=member.name)
    event_id = uuid4()
    await store.add_event(
        tx,
        event_id=event_id,
        city_id=standing.city_id,
        consultation_id=standing.id,
        at=at,
        by=by,
        payload=payload,
    )
    kind = str(payload.__struct_config__.tag)
    await people.record(
        tx, member, action="review", subject=slug, detail={"act": kind, "event": str(event_id)}
    )
    return ReviewEvent(id=event_id, seq=seen, at=at, by=by, payload=payload)


async def undo(tx: Tx, member: Member, slug: str, event_id: UUID, *, seen: int, at: datetime) -> ReviewEvent:
    return await act(tx, member, slug, Undone(event=event_id), seen=seen, at=at)


async def ask_for_run(tx: Tx, member: Member, slug: str, *, theme: str | None = None) -> None:
    """Enqueues a run; one that still waits stands for this one too."""
    standing = await consultations.standing(tx, slug)
    if standing is None:
        raise NotFound
    run = Run(city_id=standing.city_id, consultation_id=standing.id, theme=theme)
    await enqueue(tx, Run.NAME, [run], dedupe_key=f"{Run.NAME}:{standing.id}:{theme or ''}")
    await people.record(tx, member, action="run", subject=slug, detail={"theme": theme or ""})


async def words_of(tx: Tx, answer_ids: Sequence[UUID]) -> dict[UUID, store.Said]:
    return await store.said(tx, answer_ids)

"""Every query on runs, clusters, placements and review events; returns model values."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert, select, text, true
from sqlalchemy.dialects.postgresql import insert as upsert

from consult.clusters.model import Cluster, Payload, Placement, Reviewer, ReviewEvent, payload_of
from consult.clusters.tables import cluster_members, clusters, placements, review_events, runs
from consult.db.transaction import Tx
from consult.responses.tables import answers, counted, screenings, vectors

_LOCK = text("select pg_advisory_xact_lock(hashtextextended(:key, 0))")
MOST_ROWS = 2_000  # rows in one INSERT, well under the driver's limit on parameters


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One free text as the analysis and the team need it; `personal` are spans to mask, `vector` as it was stored."""

    answer_id: UUID
    question_key: str
    body: str
    theme: str | None
    variety: str
    personal: tuple[tuple[int, int, str], ...]
    channel: str
    submitted_at: datetime
    vector: bytes | None = None
    encoder: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRow:
    id: UUID
    created_at: datetime
    manifest: dict[str, Any]
    quality: dict[str, Any]


async def lock(tx: Tx, consultation_id: UUID) -> None:
    """One review act at a time in a consultation, so that an act joins the log it was admitted against."""
    await tx.execute(_LOCK, {"key": str(consultation_id)})


def _grouped(consultation_id: UUID, questions: Sequence[str]) -> Any:
    return (
        (answers.c.consultation_id == consultation_id)
        & answers.c.question_key.in_(questions)
        & answers.c.body.is_not(None)
    )


async def all_placements(tx: Tx, consultation_id: UUID, *, questions: Sequence[str]) -> list[Placement]:
    """One for every free text of these questions: those the machine has not seen yet wait to be reviewed."""
    rows = await tx.execute(
        select(
            answers.c.id,
            answers.c.theme.label("given"),
            placements.c.theme,
            placements.c.theme_by,
            placements.c.cluster_id,
            placements.c.topic_id,
            placements.c.score,
            placements.c.state,
        )
        .join(counted, counted.c.id == answers.c.response_id)
        .outerjoin(placements, placements.c.answer_id == answers.c.id)
        .where(_grouped(consultation_id, questions))
        .order_by(answers.c.id)
    )
    return [
        Placement(answer_id=row.id, theme=row.given)
        if row.state is None
        else Placement(
            answer_id=row.id,
            theme=row.theme,
            theme_by=row.theme_by,
            cluster_id=row.cluster_id,
            topic_id=row.topic_id,
            score=row.score,
            state=row.state,
        )
        for row in rows
    ]


async def clusters_by_id(tx: Tx, ids: Iterable[UUID]) -> dict[UUID, Cluster]:
    """Clusters with the members that still count: what was withdrawn, or rejected after all, has left them."""
    wanted = list(ids)
    if not wanted:
        return {}
    members: dict[UUID, list[UUID]] = {}
    listed = (
        select(cluster_members.c.cluster_id, cluster_members.c.answer_id)
        .join(answers, answers.c.id == cluster_members.c.answer_id)
        .join(counted, counted.c.id == answers.c.response_id)
    )
    rows = await tx.execute(
        listed.where(cluster_members.c.cluster_id.in_(wanted)).order_by(
            cluster_members.c.score.desc(), cluster_members.c.answer_id
        )
    )
    for row in rows:
        members.setdefault(row.cluster_id, []).append(row.answer_id)
    return await cluster_heads(tx, wanted, members={one: tuple(listed) for one, listed in members.items()})


NO_MEMBERS: Mapping[UUID, tuple[UUID, ...]] = {}


async def cluster_heads(
    tx: Tx, ids: Iterable[UUID], *, members: Mapping[UUID, tuple[UUID, ...]] = NO_MEMBERS
) -> dict[UUID, Cluster]:
    """Clusters with those members that the caller knows of."""
    wanted = list(ids)
    if not wanted:
        return {}
    found = await tx.execute(select(clusters).where(clusters.c.id.in_(wanted)))
    return {
        row.id: Cluster(
            id=row.id,
            run_id=row.run_id,
            key=row.key,
            theme=row.theme,
            members=members.get(row.id, ()),
            terms={code: tuple(terms) for code, terms in row.terms.items()},
            exemplars=tuple(UUID(given) for given in row.exemplars),
            stability=row.stability,
            names=row.names,
        )
        for row in found
    }


async def events(tx: Tx, consultation_id: UUID) -> list[ReviewEvent]:
    rows = await tx.execute(
        select(review_events)
        .where(review_events.c.consultation_id == consultation_id)
        .order_by(review_events.c.seq)
    )
    return [
        ReviewEvent(
            id=row.id,
            seq=row.seq,
            at=row.at,
            by=Reviewer(person_id=row.person_id, name=row.person_name),
            payload=payload_of(row.payload),
        )
        for row in rows
    ]


async def add_event(
    tx: Tx,
    *,
    event_id: UUID,
    city_id: UUID,
    consultation_id: UUID,
    at: datetime,
    by: Reviewer,
    payload: Payload,
) -> ReviewEvent:
    """The event as the log has it, with the place it was given there."""
    added = insert(review_events).values(
        id=event_id,
        city_id=city_id,
        consultation_id=consultation_id,
        at=at,
        person_id=by.person_id,
        person_name=by.name,
        payload=payload,
    )
    seq = (await tx.execute(added.returning(review_events.c.seq))).scalar_one()
    return ReviewEvent(id=event_id, seq=seq, at=at, by=by, payload=payload)


def _said(row: Any) -> Said:
    return Said(
        answer_id=row.id,
        question_key=row.question_key,
        body=row.body,
        theme=row.theme,
        variety=row.variety or "other",
        personal=tuple((start, end, kind) for start, end, kind in row.personal or ()),
        channel=row.channel,
        submitted_at=row.submitted_at,
        vector=getattr(row, "vector", None),
        encoder=getattr(row, "encoder", None),
    )


_SAID = (
    select(
        answers.c.id,
        answers.c.question_key,
        answers.c.body,
        answers.c.theme,
        screenings.c.variety,
        screenings.c.personal,
        counted.c.channel,
        counted.c.submitted_at,
    )
    .join(counted, counted.c.id == answers.c.response_id)
    .outerjoin(screenings, screenings.c.answer_id == answers.c.id)
)


async def said(tx: Tx, answer_ids: Sequence[UUID]) -> dict[UUID, Said]:
    """The words of these answers, for the people who review them."""
    if not answer_ids:
        return {}
    rows = await tx.execute(_SAID.where(answers.c.id.in_(answer_ids)))
    return {row.id: _said(row) for row in rows}


async def varieties(tx: Tx, answer_ids: Sequence[UUID]) -> dict[UUID, str]:
    if not answer_ids:
        return {}
    rows = await tx.execute(
        select(screenings.c.answer_id, screenings.c.variety).where(screenings.c.answer_id.in_(answer_ids))
    )
    return {row.answer_id: row.variety for row in rows}


async def screened(
    tx: Tx, consultation_id: UUID, *, questions: Sequence[str], only: Sequence[UUID] | None = None
) -> list[Said]:
    """The screened texts of these questions with their vectors, in the order of their ids."""
    statement = (
        _SAID.add_columns(vectors.c.vector, vectors.c.encoder)
        .join(vectors, vectors.c.answer_id == answers.c.id)
        .where(
            _grouped(consultation_id, questions),
            screenings.c.answer_id.is_not(None),
            answers.c.id.in_(only) if only is not None else true(),
        )
        .order_by(answers.c.id)
    )
    return [_said(row) for row in await tx.execute(statement)]


async def consultation_of(tx: Tx, answer_ids: Sequence[UUID]) -> set[UUID]:
    rows = await tx.execute(select(answers.c.consultation_id).where(answers.c.id.in_(answer_ids)).distinct())
    return {row.consultation_id for row in rows}


async def add_run(
    tx: Tx,
    *,
    run_id: UUID,
    city_id: UUID,
    consultation_id: UUID,
    snapshot_hash: bytes,
    manifest: Mapping[str, Any],
    quality: Mapping[str, Any],
) -> None:
    await tx.execute(
        insert(runs).values(
            id=run_id,
            city_id=city_id,
            consultation_id=consultation_id,
            snapshot_hash=snapshot_hash,
            manifest=manifest,
            quality=quality,
        )
    )


async def add_clusters(
    tx: Tx,
    found: Sequence[Cluster],
    *,
    city_id: UUID,
    consultation_id: UUID,
    scores: Mapping[UUID, float],
) -> None:
    if not found:
        return
    await tx.execute(
        insert(clusters),
        [
            {
                "id": one.id,
                "city_id": city_id,
                "consultation_id": consultation_id,
                "run_id": one.run_id,
                "key": one.key,
                "theme": one.theme or "",
                "size": len(one.members),
                "terms": {code: list(terms) for code, terms in one.terms.items()},
                "exemplars": [str(given) for given in one.exemplars],
                "stability": one.stability,
                "names": dict(one.names),
            }
            for one in found
        ],
    )
    members = [
        {"cluster_id": one.id, "answer_id": answer, "city_id": city_id, "score": scores.get(answer, 0.0)}
        for one in found
        for answer in one.members
    ]
    for start in range(0, len(members), MOST_ROWS):
        await tx.execute(insert(cluster_members), members[start : start + MOST_ROWS])


async def put_placements(
    tx: Tx, given: Sequence[Placement], *, city_id: UUID, consultation_id: UUID, run_id: UUID | None
) -> None:
    """The machine's latest word replaces its earlier one; what people said stands in the events."""
    rows = [
        {
            "answer_id": one.answer_id,
            "city_id": city_id,
            "consultation_id": consultation_id,
            "run_id": run_id,
            "theme": one.theme,
            "theme_by": one.theme_by,
            "cluster_id": one.cluster_id,
            "topic_id": one.topic_id,
            "score": one.score,
            "state": one.state,
        }
        for one in given
    ]
    statement = upsert(placements)
    changing = ("run_id", "theme", "theme_by", "cluster_id", "topic_id", "score", "state")
    statement = statement.on_conflict_do_update(
        index_elements=["answer_id"], set_={name: statement.excluded[name] for name in changing}
    )
    for start in range(0, len(rows), MOST_ROWS):
        await tx.execute(statement, rows[start : start + MOST_ROWS])


async def latest_run(tx: Tx, consultation_id: UUID) -> RunRow | None:
    row = (
        await tx.execute(
            select(runs)
            .where(runs.c.consultation_id == consultation_id)
            .order_by(runs.c.created_at.desc(), runs.c.id)
            .limit(1)
        )
    ).one_or_none()
    return (
        RunRow(id=row.id, created_at=row.created_at, manifest=row.manifest, quality=row.quality)
        if row
        else None
    )

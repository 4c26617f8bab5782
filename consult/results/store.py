"""Every query on drafts and releases, and the counts that a release is made of; returns model values.

Withdrawn and held responses are in no count.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import msgspec
from sqlalchemy import func, insert, select, text, update
from sqlalchemy.dialects.postgresql import insert as upsert

from consult.clusters.model import Cluster, Placement, Reviewer, ReviewEvent, payload_of
from consult.clusters.tables import cluster_members, clusters, placements, review_events
from consult.db.transaction import Tx
from consult.i18n.text import Text
from consult.people.tables import people
from consult.responses.tables import answers, counted, quarantine_rulings, screenings
from consult.results.figures import Group
from consult.results.model import PublishedTopic, Release, Span, decode, encode, retract
from consult.results.model.draft import Draft
from consult.results.model.voices import Passage, Voice
from consult.results.tables import release_drafts, release_retractions, releases


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedDraft:
    draft: Draft
    version: int
    updated_at: datetime
    updated_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A release as it stands in a list; `retracted_at` is None while it is in force."""

    number: int
    content_hash: str
    published_at: datetime
    published_by: str
    retracted_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A frozen release. A retracted one carries the reason; its content is as it was."""

    id: UUID
    number: int
    release: Release
    content_hash: str
    published_at: datetime
    published_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """When the team last acted, and the latest release in force."""

    acted_at: datetime | None
    release_id: UUID | None
    number: int | None
    published_at: datetime | None

    def is_later_than(self, moment: datetime) -> bool:
        return any(at is not None and at >= moment for at in (self.acted_at, self.published_at))


async def saved_draft(tx: Tx, consultation_id: UUID) -> SavedDraft | None:
    statement = (
        select(release_drafts, people.c.name.label("updated_by_name"))
        .outerjoin(people, people.c.id == release_drafts.c.updated_by)
        .where(release_drafts.c.consultation_id == consultation_id)
    )
    row = (await tx.execute(statement)).one_or_none()
    if row is None:
        return None
    return SavedDraft(
        draft=msgspec.convert(row.document, Draft),
        version=row.version,
        updated_at=row.updated_at,
        updated_by=row.updated_by_name or "",
    )


async def put_draft(
    tx: Tx, *, city_id: UUID, consultation_id: UUID, draft: Draft, seen: int, by: UUID
) -> int | None:
    """The new version; None when another version than `seen` is there, and then nothing is written."""
    if seen == 0:
        new = upsert(release_drafts).values(
            id=uuid4(),
            city_id=city_id,
            consultation_id=consultation_id,
            document=draft,
            version=1,
            updated_by=by,
        )
        statement: Any = new.on_conflict_do_nothing(index_elements=["consultation_id"])
    else:
        statement = (
            update(release_drafts)
            .where(release_drafts.c.consultation_id == consultation_id, release_drafts.c.version == seen)
            .values(document=draft, version=seen + 1, updated_at=func.now(), updated_by=by)
        )
    return (await tx.execute(statement.returning(release_drafts.c.version))).scalar_one_or_none()


async def lock_draft(tx: Tx, consultation_id: UUID) -> None:
    """One publication at a time; the draft stands still while it is published."""
    statement = select(release_drafts.c.id).where(release_drafts.c.consultation_id == consultation_id)
    await tx.execute(statement.with_for_update())


async def next_number(tx: Tx, consultation_id: UUID) -> int:
    last = select(func.coalesce(func.max(releases.c.number), 0))
    return int((await tx.execute(last.where(releases.c.consultation_id == consultation_id))).scalar_one()) + 1


async def add_release(
    tx: Tx,
    release: Release,
    *,
    city_id: UUID,
    consultation_id: UUID,
    content_hash: bytes,
    at: datetime,
    by: UUID,
    by_name: str,
) -> None:
    await tx.execute(
        insert(releases).values(
            id=uuid4(),
            city_id=city_id,
            consultation_id=consultation_id,
            number=release.number,
            content_hash=content_hash,
            document=encode(release),
            published_at=at,
            published_by=by,
            published_by_name=by_name,
        )
    )


async def add_retraction(
    tx: Tx, *, release_id: UUID, city_id: UUID, reason: Text, at: datetime, by: UUID
) -> None:
    await tx.execute(
        insert(release_retractions).values(
            release_id=release_id, city_id=city_id, reason=reason, at=at, retracted_by=by
        )
    )


async def listed(tx: Tx, consultation_id: UUID) -> tuple[Listed, ...]:
    """Every release, the newest first."""
    statement = (
        select(
            releases.c.number,
            releases.c.content_hash,
            releases.c.published_at,
            releases.c.published_by_name,
            release_retractions.c.at.label("retracted_at"),
        )
        .outerjoin(release_retractions, release_retractions.c.release_id == releases.c.id)
        .where(releases.c.consultation_id == consultation_id)
        .order_by(releases.c.number.desc())
    )
    return tuple(
        Listed(
            number=row.number,
            content_hash=bytes(row.content_hash).hex(),
            published_at=row.published_at,
            published_by=row.published_by_name,
            retracted_at=row.retracted_at,
        )
        for row in await tx.execute(statement)
    )


async def kept(tx: Tx, consultation_id: UUID, *, number: int) -> Kept | None:
    statement = (
        select(releases, release_retractions.c.at.label("retracted_at"), release_retractions.c.reason)
        .outerjoin(release_retractions, release_retractions.c.release_id == releases.c.id)
        .where(releases.c.consultation_id == consultation_id, releases.c.number == number)
    )
    row = (await tx.execute(statement)).one_or_none()
    if row is None:
        return None
    release = decode(row.document)
    if row.retracted_at is not None:
        release = retract(release, reason=msgspec.convert(row.reason, Text), at=row.retracted_at)
    return Kept(
        id=row.id,
        number=row.number,
        release=release,
        content_hash=bytes(row.content_hash).hex(),
        published_at=row.published_at,
        published_by=row.published_by_name,
    )


async def groups(tx: Tx, consultation_id: UUID, *, questions: Sequence[str]) -> dict[str, tuple[Group, ...]]:
    """People by question, stored value and channel. Only the first item of a question is its closed part."""
    statement = (
        select(answers.c.question_key, answers.c.value, counted.c.channel, func.count().label("people"))
        .join(counted, counted.c.id == answers.c.response_id)
        .where(
            counted.c.consultation_id == consultation_id,
            answers.c.question_key.in_(questions),
            answers.c.item == 0,
            answers.c.value.is_not(None),
        )
        .group_by(answers.c.question_key, answers.c.value, counted.c.channel)
        .order_by(answers.c.question_key, counted.c.channel, answers.c.value)
    )
    found: defaultdict[str, list[Group]] = defaultdict(list)
    for row in await tx.execute(statement):
        found[row.question_key].append(Group(value=row.value, people=row.people, channel=row.channel))
    return {question: tuple(listed) for question, listed in found.items()}


async def asked(tx: Tx, consultation_id: UUID) -> dict[str, tuple[int, int]]:
    """Question → people who answered it, and people who saw it: those and whoever left it empty."""
    answered = (
        select(answers.c.question_key, func.count(answers.c.response_id.distinct()).label("people"))
        .join(counted, counted.c.id == answers.c.response_id)
        .where(counted.c.consultation_id == consultation_id)
        .group_by(answers.c.question_key)
    )
    given: dict[str, int] = {row.question_key: row.people for row in await tx.execute(answered)}
    keys = (
        select(func.unnest(counted.c.skipped).label("key"))
        .select_from(counted)
        .where(counted.c.consultation_id == consultation_id)
        .subquery()
    )
    left = await tx.execute(select(keys.c.key, func.count().label("people")).group_by(keys.c.key))
    skipped: dict[str, int] = {row.key: row.people for row in left}
    both = ((key, given.get(key, 0), skipped.get(key, 0)) for key in given.keys() | skipped.keys())
    return {key: (people_count, people_count + left_empty) for key, people_count, left_empty in both}


async def voices(tx: Tx, consultation_id: UUID, *, questions: Sequence[str]) -> dict[UUID, Voice]:
    """Who wrote each free text of these questions, and in which variety; by answer."""
    statement = (
        select(answers.c.id, answers.c.response_id, screenings.c.variety)
        .join(counted, counted.c.id == answers.c.response_id)
        .outerjoin(screenings, screenings.c.answer_id == answers.c.id)
        .where(
            counted.c.consultation_id == consultation_id,
            answers.c.question_key.in_(questions),
            answers.c.body.is_not(None),
        )
        .order_by(counted.c.submitted_at, answers.c.id)
    )
    return {
        row.id: Voice(person=row.response_id, variety=row.variety or "other")
        for row in await tx.execute(statement)
    }


async def passages(tx: Tx, answer_ids: Sequence[UUID]) -> dict[str, Passage]:
    """The words of those of these answers that were screened: of others nobody knows what is personal."""
    if not answer_ids:
        return {}
    statement = (
        select(answers.c.id, answers.c.body, screenings.c.variety, screenings.c.personal)
        .join(screenings, screenings.c.answer_id == answers.c.id)
        .where(answers.c.id.in_(answer_ids), answers.c.body.is_not(None))
    )
    return {
        str(row.id): Passage(
            answer=str(row.id),
            text=row.body,
            variety=row.variety,
            marks=tuple(_spans(row.personal, length=len(row.body))),
        )
        for row in await tx.execute(statement)
    }


def _spans(personal: Sequence[Sequence[Any]], *, length: int) -> list[Span]:
    """Marks as spans that lie within the text."""
    within = ((max(0, start), min(end, length), str(kind)) for start, end, kind in personal)
    return [Span(start=start, end=end, kind=kind) for start, end, kind in within if start < end]


# The log as it bears on a few answers: acts on others are left out, and long lists of answers cut down to these.
_ACTS_ON = text(
    """
    select id, seq, at, person_id, person_name,
           case when payload ? 'answers' then jsonb_set(payload, '{answers}', (
               select coalesce(jsonb_agg(one), '[]') from jsonb_array_elements(payload -> 'answers') one
               where one #>> '{}' = any(cast(:answers as text[])))) else payload end as payload
    from review_event
    where consultation_id = :consultation and (not payload ? 'answers' or payload ->> 'kind' = 'topic_split'
          or payload -> 'answers' ?| cast(:answers as text[]))
    order by seq
    """
)
_PUBLISHED_TOPICS = text(
    """
    select topic - 'quotes' - 'varieties' as topic
    from release, jsonb_array_elements(document -> 'topics') topic
    where release.id = :release and topic ->> 'id' = any(cast(:topics as text[]))
    order by array_position(cast(:topics as text[]), topic ->> 'id')
    """
)


async def news(tx: Tx, consultation_id: UUID) -> News:
    acted = select(review_events.c.at).where(review_events.c.consultation_id == consultation_id)
    last = (await tx.execute(acted.order_by(review_events.c.seq.desc()).limit(1))).scalar_one_or_none()
    in_force = (
        select(releases.c.id, releases.c.number, releases.c.published_at)
        .outerjoin(release_retractions, release_retractions.c.release_id == releases.c.id)
        .where(releases.c.consultation_id == consultation_id, release_retractions.c.at.is_(None))
    )
    row = (await tx.execute(in_force.order_by(releases.c.number.desc()).limit(1))).one_or_none()
    release_id, number, at = row if row else (None, None, None)
    return News(acted_at=last, release_id=release_id, number=number, published_at=at)


async def counted_at(tx: Tx, response_id: UUID, *, at: datetime) -> bool:
    """Whether the response counts, and no ruling since that moment made it count or not."""
    ruled = select(quarantine_rulings.c.seq).where(
        quarantine_rulings.c.response_id == response_id, quarantine_rulings.c.at > at
    )
    found = await tx.execute(select(counted.c.id).where(counted.c.id == response_id, ~ruled.exists()))
    return found.scalar_one_or_none() is not None


async def placed(tx: Tx, response_id: UUID, *, questions: Sequence[str]) -> list[Placement]:
    """The grouped texts of one response, where the machine put them last."""
    theme, topic, state = placements.c.theme, placements.c.topic_id, placements.c.state
    statement = (
        select(answers.c.id, func.coalesce(theme, answers.c.theme).label("theme"), topic, state)
        .outerjoin(placements, placements.c.answer_id == answers.c.id)
        .where(
            answers.c.response_id == response_id,
            answers.c.question_key.in_(questions),
            answers.c.body.is_not(None),
        )
        .order_by(answers.c.question_key, answers.c.item)
    )
    return [
        Placement(answer_id=row.id, theme=row.theme, topic_id=row.topic_id, state=row.state or "review")
        for row in await tx.execute(statement)
    ]


async def acts_on(tx: Tx, consultation_id: UUID, answer_ids: Sequence[UUID]) -> list[ReviewEvent]:
    given = {"consultation": consultation_id, "answers": [str(one) for one in answer_ids]}
    return [
        ReviewEvent(
            id=row.id,
            seq=row.seq,
            at=row.at,
            by=Reviewer(person_id=row.person_id, name=row.person_name),
            payload=payload_of(row.payload),
        )
        for row in await tx.execute(_ACTS_ON, given)
    ]


async def members_among(
    tx: Tx, cluster_ids: Sequence[UUID], answer_ids: Sequence[UUID]
) -> dict[UUID, Cluster]:
    """These clusters with those of these answers that they hold, and nothing else of them."""
    members = cluster_members
    statement = (
        select(members.c.cluster_id, members.c.answer_id, clusters.c.run_id, clusters.c.theme)
        .join(clusters, clusters.c.id == members.c.cluster_id)
        .where(members.c.cluster_id.in_(cluster_ids), members.c.answer_id.in_(answer_ids))
    )
    found: dict[UUID, Cluster] = {}
    for row in await tx.execute(statement):
        before = found[row.cluster_id].members if row.cluster_id in found else ()
        found[row.cluster_id] = Cluster(
            id=row.cluster_id,
            run_id=row.run_id,
            key="",
            theme=row.theme or None,
            members=(*before, row.answer_id),
        )
    return found


async def published_topics(tx: Tx, release_id: UUID, topics: Sequence[str]) -> list[PublishedTopic]:
    rows = await tx.execute(_PUBLISHED_TOPICS, {"release": release_id, "topics": list(topics)})
    return [msgspec.convert(row.topic, PublishedTopic) for row in rows]

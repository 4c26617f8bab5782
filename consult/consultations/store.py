"""Every query on consultations, their form versions and recordings; returns model values."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import insert, select, update
from sqlalchemy.dialects.postgresql import insert as insert_new

from consult.consultations.model import ConsultationDocument
from consult.consultations.model.recordings import Recording
from consult.consultations.tables import consultation_addresses, consultations, form_versions, recordings
from consult.db.engine import dumps
from consult.db.transaction import Tx


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A consultation as it stands: its address, its window, and the form version that is asked now."""

    id: UUID
    city_id: UUID
    slug: str
    opens_on: date
    closes_on: date
    published_at: datetime | None
    form_version_id: UUID
    form_number: int
    document: ConsultationDocument


def _document(raw: Any) -> ConsultationDocument:
    return msgspec.json.decode(dumps(raw), type=ConsultationDocument)


_LATEST = (
    select(
        consultations,
        form_versions.c.id.label("form_version_id"),
        form_versions.c.number.label("form_number"),
        form_versions.c.document,
    )
    .join(form_versions, form_versions.c.consultation_id == consultations.c.id)
    .order_by(form_versions.c.number.desc())
    .limit(1)
)


def _standing(row: Any) -> Standing:
    return Standing(
        id=row.id,
        city_id=row.city_id,
        slug=row.slug,
        opens_on=row.opens_on,
        closes_on=row.closes_on,
        published_at=row.published_at,
        form_version_id=row.form_version_id,
        form_number=row.form_number,
        document=_document(row.document),
    )


async def city_of(tx: Tx, slug: str) -> UUID | None:
    """The city behind a public slug: the one thing that is known before a city is entered."""
    statement = select(consultation_addresses.c.city_id).where(consultation_addresses.c.slug == slug)
    return (await tx.execute(statement)).scalar_one_or_none()


async def addresses(tx: Tx) -> list[tuple[str, UUID]]:
    rows = await tx.execute(select(consultation_addresses).order_by(consultation_addresses.c.slug))
    return [(row.slug, row.city_id) for row in rows]


async def standing(tx: Tx, slug: str) -> Standing | None:
    row = (await tx.execute(_LATEST.where(consultations.c.slug == slug))).one_or_none()
    return _standing(row) if row else None


async def standing_by_id(tx: Tx, consultation_id: UUID) -> Standing | None:
    row = (await tx.execute(_LATEST.where(consultations.c.id == consultation_id))).one_or_none()
    return _standing(row) if row else None


async def slugs(tx: Tx) -> list[str]:
    """The consultations of the city that was entered, newest first."""
    rows = await tx.execute(select(consultations.c.slug).order_by(consultations.c.created_at.desc()))
    return [row.slug for row in rows]


async def document_of(tx: Tx, form_version_id: UUID) -> ConsultationDocument:
    row = (
        await tx.execute(select(form_versions.c.document).where(form_versions.c.id == form_version_id))
    ).one()
    return _document(row.document)


async def add_consultation(
    tx: Tx,
    *,
    consultation_id: UUID,
    city_id: UUID,
    strategy_id: UUID,
    slug: str,
    opens_on: date,
    closes_on: date,
    at: datetime,
) -> None:
    await tx.execute(
        insert(consultations).values(
            id=consultation_id,
            city_id=city_id,
            strategy_id=strategy_id,
            slug=slug,
            opens_on=opens_on,
            closes_on=closes_on,
            published_at=at,
        )
    )
    await tx.execute(
        insert(consultation_addresses).values(slug=slug, city_id=city_id, consultation_id=consultation_id)
    )


async def set_window(tx: Tx, *, consultation_id: UUID, opens_on: date, closes_on: date) -> None:
    await tx.execute(
        update(consultations)
        .where(consultations.c.id == consultation_id)
        .values(opens_on=opens_on, closes_on=closes_on)
    )


async def add_form_version(
    tx: Tx,
    *,
    form_version_id: UUID,
    city_id: UUID,
    consultation_id: UUID,
    number: int,
    content_hash: bytes,
    document: ConsultationDocument,
) -> None:
    await tx.execute(
        insert(form_versions).values(
            id=form_version_id,
            city_id=city_id,
            consultation_id=consultation_id,
            number=number,
            content_hash=content_hash,
            document=document,
        )
    )


async def version(tx: Tx, *, consultation_id: UUID, number: int) -> tuple[UUID, ConsultationDocument] | None:
    """A form version by its number within its consultation."""
    statement = select(form_versions.c.id, form_versions.c.document).where(
        form_versions.c.consultation_id == consultation_id, form_versions.c.number == number
    )
    row = (await tx.execute(statement)).one_or_none()
    return (row.id, _document(row.document)) if row else None


async def form_hash(tx: Tx, form_version_id: UUID) -> bytes:
    statement = select(form_versions.c.content_hash).where(form_versions.c.id == form_version_id)
    return bytes((await tx.execute(statement)).scalar_one())


async def add_recordings(
    tx: Tx, *, city_id: UUID, consultation_id: UUID, found: Collection[Recording]
) -> None:
    """Those that are not there yet: one that an earlier form used stays as it is."""
    for one in found:
        statement = insert_new(recordings).values(
            city_id=city_id,
            consultation_id=consultation_id,
            sha256=bytes.fromhex(one.key),
            media_type=one.media_type,
            content=one.content,
        )
        await tx.execute(statement.on_conflict_do_nothing())


async def recording(tx: Tx, consultation_id: UUID, *, sha256: bytes) -> Recording | None:
    row = (
        await tx.execute(
            select(recordings.c.media_type, recordings.c.content).where(
                recordings.c.consultation_id == consultation_id, recordings.c.sha256 == sha256
            )
        )
    ).one_or_none()
    return Recording(media_type=row.media_type, content=bytes(row.content)) if row else None

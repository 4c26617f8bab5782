"""Batches, the tablets that work for them, and how many responses came by each."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, insert, select, update

from consult.consultations.tables import consultations
from consult.db.transaction import Tx, enter_city
from consult.responses.model.batches import Batch, Kiosk
from consult.responses.tables import batches, counted, kiosks


async def add_batch(tx: Tx, batch: Batch, *, city_id: UUID, person_id: UUID) -> None:
    await tx.execute(
        insert(batches).values(
            id=batch.id,
            city_id=city_id,
            consultation_id=batch.consultation_id,
            channel=batch.channel,
            stop=batch.stop,
            person_id=person_id,
            person_name=batch.person_name,
            opened_at=batch.opened_at,
        )
    )


async def batch(tx: Tx, batch_id: UUID, *, consultation_id: UUID, for_change: bool = False) -> Batch | None:
    """A batch of this consultation; `for_change` holds it until the transaction ends."""
    statement = select(batches).where(batches.c.id == batch_id, batches.c.consultation_id == consultation_id)
    row = (await tx.execute(statement.with_for_update() if for_change else statement)).one_or_none()
    return _batch(row) if row else None


async def batches_of(tx: Tx, consultation_id: UUID) -> list[Batch]:
    """Open ones first, then the latest."""
    statement = (
        select(batches)
        .where(batches.c.consultation_id == consultation_id)
        .order_by(batches.c.closed_at.is_not(None), batches.c.opened_at.desc(), batches.c.id)
    )
    return [_batch(row) for row in await tx.execute(statement)]


async def counts_by_batch(tx: Tx, consultation_id: UUID) -> dict[UUID, int]:
    statement = (
        select(counted.c.batch_id, func.count())
        .where(counted.c.consultation_id == consultation_id, counted.c.batch_id.is_not(None))
        .group_by(counted.c.batch_id)
    )
    return {row[0]: row[1] for row in await tx.execute(statement)}


async def close_batch(tx: Tx, batch_id: UUID, *, at: datetime) -> None:
    """With the batch its tablets end."""
    await tx.execute(
        update(batches).where(batches.c.id == batch_id, batches.c.closed_at.is_(None)).values(closed_at=at)
    )
    await tx.execute(
        update(kiosks).where(kiosks.c.batch_id == batch_id, kiosks.c.ended_at.is_(None)).values(ended_at=at)
    )


async def add_kiosk(tx: Tx, *, token_hash: bytes, city_id: UUID, batch_id: UUID, at: datetime) -> None:
    await tx.execute(
        insert(kiosks).values(token_hash=token_hash, city_id=city_id, batch_id=batch_id, started_at=at)
    )


async def kiosk(tx: Tx, token_hash: bytes) -> Kiosk | None:
    """The tablet behind a token, ended or not; enters its city."""
    found = (await tx.execute(select(kiosks).where(kiosks.c.token_hash == token_hash))).one_or_none()
    if found is None:
        return None
    await enter_city(tx, found.city_id)
    statement = (
        select(batches, consultations.c.slug)
        .join(consultations, consultations.c.id == batches.c.consultation_id)
        .where(batches.c.id == found.batch_id)
    )
    row = (await tx.execute(statement)).one()
    return Kiosk(
        city_id=found.city_id,
        slug=row.slug,
        batch=_batch(row),
        started_at=found.started_at,
        ended_at=found.ended_at,
    )


async def end_kiosk(tx: Tx, token_hash: bytes, *, at: datetime) -> None:
    await tx.execute(
        update(kiosks)
        .where(kiosks.c.token_hash == token_hash, kiosks.c.ended_at.is_(None))
        .values(ended_at=at)
    )


async def started_kiosks(tx: Tx, batch_ids: Sequence[UUID]) -> list[tuple[UUID, datetime]]:
    """Of these batches, the tablets that nobody has ended, with their start."""
    if not batch_ids:
        return []
    statement = select(kiosks.c.batch_id, kiosks.c.started_at).where(
        kiosks.c.batch_id.in_(batch_ids), kiosks.c.ended_at.is_(None)
    )
    return [(row.batch_id, row.started_at) for row in await tx.execute(statement)]


def _batch(row: Any) -> Batch:
    return Batch(
        id=row.id,
        consultation_id=row.consultation_id,
        channel=row.channel,
        stop=row.stop,
        person_name=row.person_name,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
    )

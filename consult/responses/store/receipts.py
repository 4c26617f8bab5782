"""Reads the response behind a receipt."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import exists, select

from consult.consultations.kinds.given import Item
from consult.db.transaction import Tx
from consult.responses.model import Origin, Receipt
from consult.responses.tables import counted, quarantines, responses


class _Stored(msgspec.Struct, frozen=True, kw_only=True):
    """What the database's `read_receipt` answers."""

    response_id: UUID
    city_id: UUID
    consultation_id: UUID
    form_version_id: UUID
    locale: str
    channel: str
    submitted_at: datetime
    withdrawn_at: datetime | None
    is_edited: bool
    items: list[dict[str, Any]]


_READ_STORED = msgspec.json.Decoder(_Stored)


async def receipt(tx: Tx, receipt_hash: bytes) -> Receipt | None:
    """The response behind a receipt with its answers, in one trip; it enters the response's city by itself.

    The driver is asked directly: it is the most frequent read, and its answer is decoded once, into its type.
    """
    raw = (await tx.get_raw_connection()).driver_connection
    assert raw is not None
    found = await raw.fetchval("select read_receipt($1)::text", receipt_hash)
    if found is None:
        return None
    stored = _READ_STORED.decode(found)
    items: dict[str, list[Item]] = {}
    for one in stored.items:
        key = one.pop("question_key")
        items.setdefault(key, []).append(Item(**one))
    return Receipt(
        response_id=stored.response_id,
        city_id=stored.city_id,
        consultation_id=stored.consultation_id,
        form_version_id=stored.form_version_id,
        locale=stored.locale,
        channel=stored.channel,
        submitted_at=stored.submitted_at,
        withdrawn_at=stored.withdrawn_at,
        is_edited=stored.is_edited,
        items={key: tuple(given) for key, given in items.items()},
    )


async def origin(tx: Tx, response_id: UUID) -> Origin:
    """How a response came in, and what keeps it from counting: what an edit of it carries on."""
    counts = exists().where(counted.c.id == responses.c.id)
    statement = (
        select(responses.c.channel, responses.c.batch_id, quarantines.c.reasons, counts.label("counts"))
        .outerjoin(quarantines, quarantines.c.response_id == responses.c.id)
        .where(responses.c.id == response_id)
    )
    row = (await tx.execute(statement)).one()
    return Origin(
        channel=row.channel, batch_id=row.batch_id, holds=() if row.counts else tuple(row.reasons or ())
    )


async def is_kept(tx: Tx, key_hash: bytes) -> bool:
    found = await tx.execute(select(exists().where(responses.c.submission_key == key_hash)))
    return bool(found.scalar_one())

"""Every query on drafts, responses, answers and screenings; returns model values."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import ARRAY, String, cast, delete, func, select, text
from sqlalchemy.dialects.postgresql import insert as upsert

from consult.consultations.kinds.given import Item
from consult.db.engine import dumps
from consult.db.transaction import Tx
from consult.responses.model import Receipt, Screening, Submission
from consult.responses.tables import (
    answers,
    drafts,
    responses,
    screenings,
    vectors,
    withdrawals,
)

# One statement keeps any number of submissions. A key that is already there adds nothing, whoever was first.
_KEEP = text(
    """
    with given as (
        select * from jsonb_to_recordset(cast(:rows as jsonb)) as r(
            id uuid, city_id uuid, consultation_id uuid, form_version_id uuid, submission_key text, receipt_hash text,
            channel text, locale text, skipped text[], submitted_at timestamptz, answers jsonb)
    ), kept as (
        insert into response (id, city_id, consultation_id, form_version_id, submission_key, receipt_hash, channel,
                              locale, skipped, submitted_at)
        select id, city_id, consultation_id, form_version_id, decode(submission_key, 'hex'), decode(receipt_hash, 'hex'),
               channel, locale, skipped, submitted_at
        from given order by submission_key
        on conflict (submission_key) do nothing
        returning id, city_id, consultation_id, receipt_hash
    ), addressed as (
        insert into receipt_address (receipt_hash, city_id, response_id) select receipt_hash, city_id, id from kept
    ), said as (
        insert into answer (id, city_id, consultation_id, response_id, question_key, item, value, body, theme)
        select a.id, kept.city_id, kept.consultation_id, kept.id, a.question_key, a.item, a.value, a.body, a.theme
        from kept join given using (id) cross join lateral jsonb_to_recordset(given.answers) as a(
            id uuid, question_key text, item smallint, value jsonb, body text, theme text)
    )
    select id from kept
    """
)


async def keep(tx: Tx, submissions: Sequence[Submission]) -> set[UUID]:
    """Adds what is not there yet; answers the ids that were new."""
    rows = dumps([_row(submission) for submission in submissions])
    kept = await tx.execute(_KEEP, {"rows": rows})
    return {row.id for row in kept}


def _row(submission: Submission) -> dict[str, object]:
    return {
        "id": submission.id,
        "city_id": submission.city_id,
        "consultation_id": submission.consultation_id,
        "form_version_id": submission.form_version_id,
        "submission_key": submission.key_hash.hex(),
        "receipt_hash": submission.receipt_hash.hex(),
        "channel": submission.channel,
        "locale": submission.locale,
        "skipped": submission.skipped,
        "submitted_at": submission.submitted_at,
        "answers": [
            {
                "id": answer.id,
                "question_key": answer.question_key,
                "item": answer.item.index,
                "value": answer.item.value,
                "body": answer.item.body,
                "theme": answer.item.theme,
            }
            for answer in submission.items
        ],
    }


async def drop_drafts(tx: Tx, token_hashes: Sequence[bytes]) -> None:
    if token_hashes:
        await tx.execute(delete(drafts).where(drafts.c.token_hash.in_(token_hashes)))


async def draft_fields(tx: Tx, *, token_hash: bytes, consultation_id: UUID) -> dict[str, list[str]] | None:
    statement = select(drafts.c.fields).where(
        drafts.c.token_hash == token_hash, drafts.c.consultation_id == consultation_id
    )
    return (await tx.execute(statement)).scalar_one_or_none()


async def merge_draft(
    tx: Tx,
    *,
    token_hash: bytes,
    city_id: UUID,
    consultation_id: UUID,
    names: Sequence[str],
    fields: dict[str, list[str]],
    at: datetime,
) -> None:
    """Replaces the named fields by those given, in one statement: two tabs cannot lose each other's pages."""
    new = upsert(drafts).values(
        token_hash=token_hash, city_id=city_id, consultation_id=consultation_id, fields=fields, updated_at=at
    )
    await tx.execute(
        new.on_conflict_do_update(
            index_elements=["token_hash"],
            set_={
                "fields": (drafts.c.fields.op("-")(cast(list(names), ARRAY(String)))).op("||")(
                    new.excluded.fields
                ),
                "updated_at": at,
            },
        )
    )


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
        items={key: tuple(given) for key, given in items.items()},
    )


async def withdraw(tx: Tx, *, response_id: UUID, city_id: UUID, at: datetime) -> None:
    """Removes the words and keeps the fact. Twice is once."""
    await tx.execute(
        upsert(withdrawals).values(response_id=response_id, city_id=city_id, at=at).on_conflict_do_nothing()
    )
    await tx.execute(delete(answers).where(answers.c.response_id == response_id))


async def texts_to_screen(tx: Tx, response_ids: Sequence[UUID]) -> list[tuple[UUID, str]]:
    statement = (
        select(answers.c.id, answers.c.body)
        .outerjoin(screenings, screenings.c.answer_id == answers.c.id)
        .where(
            answers.c.response_id.in_(response_ids),
            answers.c.body.is_not(None),
            screenings.c.answer_id.is_(None),
        )
        .order_by(answers.c.id)
    )
    return [(row.id, row.body) for row in await tx.execute(statement)]


async def put_screenings(
    tx: Tx,
    *,
    city_id: UUID,
    screened: Sequence[Screening],
    encoder: str,
    encoded: Sequence[bytes],
    at: datetime,
) -> None:
    """Screening and vector of each answer; a repeated job overwrites what it wrote before."""
    if not screened:
        return
    rows: list[dict[str, Any]] = [
        {
            "answer_id": one.answer_id,
            "city_id": city_id,
            "script": one.script,
            "variety": one.variety,
            "confidence": one.confidence,
            "personal": [list(span) for span in one.personal],
            "screened_at": at,
        }
        for one in screened
    ]
    await tx.execute(upsert(screenings).on_conflict_do_nothing(), rows)
    await tx.execute(
        upsert(vectors).on_conflict_do_nothing(),
        [
            {"answer_id": one.answer_id, "city_id": city_id, "encoder": encoder, "vector": vector}
            for one, vector in zip(screened, encoded, strict=True)
        ],
    )


async def response_count(tx: Tx, consultation_id: UUID) -> int:
    """How many people answered and have not withdrawn."""
    statement = (
        select(func.count())
        .select_from(responses)
        .outerjoin(withdrawals, withdrawals.c.response_id == responses.c.id)
        .where(responses.c.consultation_id == consultation_id, withdrawals.c.response_id.is_(None))
    )
    return (await tx.execute(statement)).scalar_one()


async def counts_by_channel(tx: Tx, consultation_id: UUID) -> dict[str, int]:
    statement = (
        select(responses.c.channel, func.count())
        .outerjoin(withdrawals, withdrawals.c.response_id == responses.c.id)
        .where(responses.c.consultation_id == consultation_id, withdrawals.c.response_id.is_(None))
        .group_by(responses.c.channel)
        .order_by(responses.c.channel)
    )
    return {row[0]: row[1] for row in await tx.execute(statement)}

"""Keeps submissions, counts those that count, withdraws one."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, select, text
from sqlalchemy.dialects.postgresql import insert as upsert

from consult.db.engine import dumps
from consult.db.transaction import Tx
from consult.responses.model import Submission
from consult.responses.tables import answers, counted, withdrawals

# One statement keeps any number of submissions. A key that is already there adds nothing, whoever was first. A response
# that supersedes another takes over its receipt, with all that it had taken over, and removes its words; no two can
# supersede the same.
_KEEP = text(
    """
    with recursive given as (
        select * from jsonb_to_recordset(cast(:rows as jsonb)) as r(
            id uuid, city_id uuid, consultation_id uuid, form_version_id uuid, submission_key text, receipt_hash text,
            channel text, locale text, skipped text[], submitted_at timestamptz, batch_id uuid, sheet text,
            supersedes uuid, holds text[], answers jsonb)
    ), kept as (
        insert into response (id, city_id, consultation_id, form_version_id, submission_key, receipt_hash, channel,
                              locale, skipped, submitted_at, batch_id, sheet, supersedes)
        select id, city_id, consultation_id, form_version_id, decode(submission_key, 'hex'), decode(receipt_hash, 'hex'),
               channel, locale, skipped, submitted_at, batch_id, sheet, supersedes
        from given order by submission_key
        on conflict (submission_key) do nothing
        returning id, city_id, consultation_id, receipt_hash, supersedes, submitted_at
    ), addressed as (
        insert into receipt_address (receipt_hash, city_id, response_id) select receipt_hash, city_id, id from kept
    ), before as (
        select kept.id as head, r.receipt_hash, r.supersedes from kept join response r on r.id = kept.supersedes
        union all
        select before.head, r.receipt_hash, r.supersedes from before join response r on r.id = before.supersedes
    ), moved as (
        update receipt_address set response_id = before.head
        from before where receipt_address.receipt_hash = before.receipt_hash
    ), ended as (
        insert into withdrawal (response_id, city_id, at)
        select supersedes, city_id, submitted_at from kept where supersedes is not null
    ), emptied as (
        delete from answer using kept where answer.response_id = kept.supersedes
    ), held as (
        insert into quarantine (response_id, city_id, reasons, at)
        select kept.id, kept.city_id, given.holds, kept.submitted_at
        from kept join given using (id) where cardinality(given.holds) > 0
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
        "batch_id": submission.batch_id,
        "sheet": submission.sheet,
        "supersedes": submission.supersedes,
        "holds": submission.holds,
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


async def withdraw(tx: Tx, *, response_id: UUID, city_id: UUID, at: datetime) -> None:
    """Removes the words and keeps the fact. Twice is once."""
    await tx.execute(
        upsert(withdrawals).values(response_id=response_id, city_id=city_id, at=at).on_conflict_do_nothing()
    )
    await tx.execute(delete(answers).where(answers.c.response_id == response_id))


async def response_count(tx: Tx, consultation_id: UUID) -> int:
    """How many people's responses count: not withdrawn, superseded or held."""
    statement = select(func.count()).select_from(counted).where(counted.c.consultation_id == consultation_id)
    return (await tx.execute(statement)).scalar_one()


async def counts_by_channel(tx: Tx, consultation_id: UUID) -> dict[str, int]:
    statement = (
        select(counted.c.channel, func.count())
        .where(counted.c.consultation_id == consultation_id)
        .group_by(counted.c.channel)
        .order_by(counted.c.channel)
    )
    return {row[0]: row[1] for row in await tx.execute(statement)}

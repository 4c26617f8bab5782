"""Paper sheets within their batches: what was typed, what was typed again, and by whom.

A sheet's number stands in `response.sheet`; what takes the place of sheet 12 is 12.2, then 12.3, because a row is never
changed and (batch, sheet) is unique. The last of them is the sheet as it stands. Who typed a sheet is told by the audit
trail, whose line carries the response.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, insert, select, text

from consult.consultations.kinds.given import Item
from consult.db.transaction import Tx
from consult.responses.model import Compared
from consult.responses.tables import answers, batches, double_entries, responses, withdrawals

TYPED = "enter_sheet"  # the act whose audit line tells who typed a response


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """A stack of paper."""

    id: UUID
    consultation_id: UUID
    stop: str
    person_name: str
    opened_at: datetime
    closed_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A sheet as it stands: its number, its latest version, and whether it was taken back."""

    sheet: str
    version: int
    response_id: UUID
    at: datetime
    withdrawn_at: datetime | None
    person_id: UUID | None
    person_name: str
    is_doubled: bool

    @property
    def is_kept(self) -> bool:
        return self.withdrawn_at is None


def versioned(sheet: str, version: int) -> str:
    return sheet if version == 1 else f"{sheet}.{version}"


async def batches_of(tx: Tx, consultation_id: UUID) -> list[Batch]:
    """The stacks of paper of a consultation, the newest first."""
    statement = (
        select(batches)
        .where(batches.c.consultation_id == consultation_id, batches.c.channel == "paper")
        .order_by(batches.c.opened_at.desc(), batches.c.id)
    )
    return [_batch(row) for row in await tx.execute(statement)]


async def batch(tx: Tx, *, batch_id: UUID, consultation_id: UUID, lock: bool = False) -> Batch | None:
    """Locked, nobody else keeps a sheet of this batch until this transaction ends."""
    statement = select(batches).where(
        batches.c.id == batch_id,
        batches.c.consultation_id == consultation_id,
        batches.c.channel == "paper",
    )
    row = (await tx.execute(statement.with_for_update() if lock else statement)).one_or_none()
    return _batch(row) if row else None


def _batch(row: object) -> Batch:
    return Batch(**{name: getattr(row, name) for name in Batch.__slots__})


async def add_batch(
    tx: Tx,
    *,
    batch_id: UUID,
    city_id: UUID,
    consultation_id: UUID,
    stop: str,
    person_id: UUID,
    person_name: str,
    at: datetime,
) -> None:
    await tx.execute(
        insert(batches).values(
            id=batch_id,
            city_id=city_id,
            consultation_id=consultation_id,
            channel="paper",
            stop=stop,
            person_id=person_id,
            person_name=person_name,
            opened_at=at,
        )
    )


_ENTRIES = text(
    """
    with versions as (
        select r.id, r.submitted_at, split_part(r.sheet, '.', 1) as number,
               coalesce(nullif(split_part(r.sheet, '.', 2), ''), '1')::int as version
        from response r where r.batch_id = cast(:batch as uuid) and r.sheet ~ '^[0-9]{1,6}(\\.[0-9]{1,6})?$'
    ), doubled as (
        select distinct v.number from versions v join double_entry d on d.response_id = v.id
    ), typed as (
        select (a.detail->>'response')::uuid as response_id, a.person_id, a.person_name
        from audit_event a where a.action = cast(:typed as text) and a.detail->>'batch' = cast(:batch_text as text)
    )
    select distinct on (v.number::int) v.number, v.version, v.id, v.submitted_at, w.at as withdrawn_at,
           t.person_id, coalesce(t.person_name, '') as person_name, v.number in (select number from doubled) as is_doubled
    from versions v
    left join withdrawal w on w.response_id = v.id
    left join typed t on t.response_id = v.id
    order by v.number::int, v.version desc
    """
)


async def entries(tx: Tx, batch_id: UUID) -> list[Entry]:
    """Every sheet of a batch as it stands, in the order of their numbers."""
    rows = await tx.execute(_ENTRIES, {"batch": batch_id, "batch_text": str(batch_id), "typed": TYPED})
    return [
        Entry(
            sheet=row.number,
            version=row.version,
            response_id=row.id,
            at=row.submitted_at,
            withdrawn_at=row.withdrawn_at,
            person_id=row.person_id,
            person_name=row.person_name,
            is_doubled=row.is_doubled,
        )
        for row in rows
    ]


async def sheet_counts(tx: Tx, consultation_id: UUID) -> dict[UUID, int]:
    """How many sheets each batch holds: neither taken back nor replaced."""
    statement = (
        select(responses.c.batch_id, func.count())
        .outerjoin(withdrawals, withdrawals.c.response_id == responses.c.id)
        .where(
            responses.c.consultation_id == consultation_id,
            responses.c.batch_id.is_not(None),
            withdrawals.c.response_id.is_(None),
        )
        .group_by(responses.c.batch_id)
    )
    return {row[0]: row[1] for row in await tx.execute(statement) if row[0] is not None}


async def items_of(tx: Tx, response_id: UUID) -> dict[str, tuple[Item, ...]]:
    """The answers of one response, by question."""
    statement = (
        select(answers)
        .where(answers.c.response_id == response_id)
        .order_by(answers.c.question_key, answers.c.item)
    )
    found: dict[str, list[Item]] = {}
    for row in await tx.execute(statement):
        item = Item(index=row.item, value=row.value, body=row.body, theme=row.theme)
        found.setdefault(row.question_key, []).append(item)
    return {key: tuple(given) for key, given in found.items()}


async def locale_of(tx: Tx, response_id: UUID) -> str:
    statement = select(responses.c.locale).where(responses.c.id == response_id)
    return str((await tx.execute(statement)).scalar_one())


async def add_double_entry(
    tx: Tx,
    *,
    response_id: UUID,
    city_id: UUID,
    batch_id: UUID,
    compared_count: int,
    differing: Sequence[str],
    person_id: UUID,
    person_name: str,
    at: datetime,
) -> None:
    await tx.execute(
        insert(double_entries).values(
            response_id=response_id,
            city_id=city_id,
            batch_id=batch_id,
            compared_count=compared_count,
            differing=list(differing),
            person_id=person_id,
            person_name=person_name,
            at=at,
        )
    )


async def compared_by_batch(tx: Tx, consultation_id: UUID) -> dict[UUID, Compared]:
    """What double entry found in each batch of a consultation."""
    statement = (
        select(
            double_entries.c.batch_id,
            func.sum(double_entries.c.compared_count),
            func.sum(func.cardinality(double_entries.c.differing)),
        )
        .join(batches, batches.c.id == double_entries.c.batch_id)
        .where(batches.c.consultation_id == consultation_id)
        .group_by(double_entries.c.batch_id)
    )
    return {
        row[0]: Compared(compared_count=int(row[1]), differing_count=int(row[2]))
        for row in await tx.execute(statement)
    }

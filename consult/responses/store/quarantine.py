"""Held responses and what was decided about them; the latest ruling holds. Withdrawn ones have left."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, any_, exists, func, insert, literal, select, true

from consult.consultations.kinds.given import Item
from consult.db.transaction import Tx
from consult.responses.model import Decision, Held, HeldCount
from consult.responses.tables import answers, quarantine_rulings, quarantines, responses, withdrawals

_LATEST = (
    select(quarantine_rulings.c.accepted, quarantine_rulings.c.person_name, quarantine_rulings.c.at)
    .where(quarantine_rulings.c.response_id == quarantines.c.response_id)
    .order_by(quarantine_rulings.c.seq.desc())
    .limit(1)
    .lateral("latest")
)
_STANDS = {
    Decision.WAITING: _LATEST.c.accepted.is_(None),
    Decision.ACCEPTED: _LATEST.c.accepted.is_(True),
    Decision.REJECTED: _LATEST.c.accepted.is_(False),
}


def _held(consultation_id: UUID, *columns: Any) -> Select[Any]:
    return (
        select(*columns)
        .select_from(quarantines)
        .join(responses, responses.c.id == quarantines.c.response_id)
        .outerjoin(_LATEST, true())
        .where(
            responses.c.consultation_id == consultation_id,
            ~exists().where(withdrawals.c.response_id == responses.c.id),
        )
    )


def _narrowed(statement: Select[Any], decision: Decision, reason: str) -> Select[Any]:
    statement = statement.where(_STANDS[decision])
    return statement.where(any_(quarantines.c.reasons) == reason) if reason else statement


async def held_counts(tx: Tx, consultation_id: UUID) -> list[HeldCount]:
    """By decision and reason; the reason "" counts each response once."""
    each = _held(
        consultation_id, _LATEST.c.accepted, func.unnest(quarantines.c.reasons).label("reason")
    ).union_all(_held(consultation_id, _LATEST.c.accepted, literal("").label("reason")))
    listed = each.subquery()
    rows = await tx.execute(
        select(listed.c.accepted, listed.c.reason, func.count().label("n"))
        .group_by(listed.c.accepted, listed.c.reason)
        .order_by(listed.c.reason)
    )
    return [HeldCount(decision=_decision(row.accepted), reason=row.reason, count=row.n) for row in rows.all()]


async def waiting_count(tx: Tx, consultation_id: UUID) -> int:
    statement = _narrowed(_held(consultation_id, func.count()), Decision.WAITING, "")
    return int((await tx.execute(statement)).scalar_one())


async def held_page(
    tx: Tx, consultation_id: UUID, *, decision: Decision, reason: str, offset: int, limit: int
) -> list[Held]:
    """The oldest first, with their answers."""
    statement = _narrowed(
        _held(consultation_id, responses, quarantines.c.reasons, *_LATEST.c), decision, reason
    )
    rows = (
        await tx.execute(
            statement.order_by(responses.c.submitted_at, responses.c.id).offset(offset).limit(limit)
        )
    ).all()
    items = await _items_of(tx, [row.id for row in rows])
    return [
        Held(
            response_id=row.id,
            form_version_id=row.form_version_id,
            channel=row.channel,
            locale=row.locale,
            submitted_at=row.submitted_at,
            reasons=tuple(row.reasons),
            decision=_decision(row.accepted),
            decided_by=row.person_name or "",
            decided_at=row.at,
            items=items.get(row.id, {}),
        )
        for row in rows
    ]


async def _items_of(tx: Tx, response_ids: Sequence[UUID]) -> dict[UUID, dict[str, tuple[Item, ...]]]:
    rows = await tx.execute(
        select(answers)
        .where(answers.c.response_id.in_(response_ids))
        .order_by(answers.c.response_id, answers.c.question_key, answers.c.item)
    )
    found: dict[UUID, dict[str, tuple[Item, ...]]] = {}
    for row in rows:
        of_response = found.setdefault(row.response_id, {})
        item = Item(index=row.item, value=row.value, body=row.body, theme=row.theme)
        of_response[row.question_key] = (*of_response.get(row.question_key, ()), item)
    return found


async def held_ids(
    tx: Tx,
    consultation_id: UUID,
    *,
    decision: Decision,
    reason: str = "",
    only: Sequence[UUID] | None = None,
    most: int,
) -> list[UUID]:
    """The oldest of those that stand so, no more than `most`."""
    statement = _narrowed(_held(consultation_id, responses.c.id), decision, reason)
    if only is not None:
        statement = statement.where(responses.c.id.in_(only))
    rows = await tx.execute(statement.order_by(responses.c.submitted_at, responses.c.id).limit(most))
    return [row.id for row in rows]


async def add_rulings(
    tx: Tx,
    response_ids: Sequence[UUID],
    *,
    city_id: UUID,
    accepted: bool,
    person_id: UUID,
    person_name: str,
    at: datetime,
) -> None:
    if response_ids:
        await tx.execute(
            insert(quarantine_rulings),
            [
                {
                    "city_id": city_id,
                    "response_id": one,
                    "accepted": accepted,
                    "person_id": person_id,
                    "person_name": person_name,
                    "at": at,
                }
                for one in response_ids
            ],
        )


async def with_words(tx: Tx, response_ids: Sequence[UUID]) -> list[UUID]:
    """Those of them that hold free text: what screening has to look at."""
    rows = await tx.execute(
        select(answers.c.response_id)
        .where(answers.c.response_id.in_(response_ids), answers.c.body.is_not(None))
        .distinct()
        .order_by(answers.c.response_id)
    )
    return [row.response_id for row in rows]


async def still_held(tx: Tx, response_ids: Sequence[UUID]) -> dict[UUID, tuple[str, ...]]:
    """Why these are held, for those that are and were not accepted: what supersedes one is held like it."""
    if not response_ids:
        return {}
    rows = await tx.execute(
        select(quarantines.c.response_id, quarantines.c.reasons)
        .outerjoin(_LATEST, true())
        .where(and_(quarantines.c.response_id.in_(response_ids), _LATEST.c.accepted.is_not(True)))
    )
    return {row.response_id: tuple(row.reasons) for row in rows}


def _decision(accepted: bool | None) -> Decision:
    if accepted is None:
        return Decision.WAITING
    return Decision.ACCEPTED if accepted else Decision.REJECTED

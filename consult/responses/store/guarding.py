"""How fast a consultation is being answered, and whether its team asked for protection."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, insert, select

from consult.db.transaction import Tx
from consult.responses.tables import guard_events, responses


async def web_count_since(tx: Tx, consultation_id: UUID, *, since: datetime, most: int) -> int:
    """Web submissions since then, counted no further than `most`: a flood must not make its own detection slow."""
    recent = (
        select(responses.c.id)
        .where(
            responses.c.consultation_id == consultation_id,
            responses.c.submitted_at > since,
            responses.c.channel == "web",
        )
        .limit(most)
        .subquery()
    )
    return (await tx.execute(select(func.count()).select_from(recent))).scalar_one()


async def is_guarded(tx: Tx, consultation_id: UUID) -> bool:
    """Whether the team switched the protection on, and not off again."""
    statement = (
        select(guard_events.c.is_on)
        .where(guard_events.c.consultation_id == consultation_id)
        .order_by(guard_events.c.seq.desc())
        .limit(1)
    )
    return bool((await tx.execute(statement)).scalar_one_or_none())


async def add_guard_event(
    tx: Tx,
    *,
    city_id: UUID,
    consultation_id: UUID,
    is_on: bool,
    person_id: UUID,
    person_name: str,
    at: datetime,
) -> None:
    await tx.execute(
        insert(guard_events).values(
            city_id=city_id,
            consultation_id=consultation_id,
            is_on=is_on,
            person_id=person_id,
            person_name=person_name,
            at=at,
        )
    )

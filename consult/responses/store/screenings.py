"""What screening adds beside the words: script, variety, personal data, vector."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert as upsert

from consult.db.transaction import Tx
from consult.responses.model import Screening
from consult.responses.tables import answers, screenings, vectors


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

"""Decide about held responses: they count from now on, or never. A later decision takes the place of an earlier one."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from consult.consultations.store import Standing
from consult.db.transaction import Tx
from consult.jobs.queue import enqueue
from consult.people import actions as people
from consult.responses import store
from consult.responses.model import Decision, Rulings
from consult.responses.work import Screen
from consult.web.permissions import Member

MOST_AT_ONCE = 500


async def accept_or_reject(
    tx: Tx,
    member: Member,
    standing: Standing,
    *,
    accepted: bool,
    of: Decision,
    reason: str = "",
    only: Sequence[UUID] | None = None,
    at: datetime,
) -> Rulings:
    """About those chosen, or (`only` is None) about all that stand so for this reason, MOST_AT_ONCE of them at a time.

    Who is not of this consultation, was withdrawn, or was decided on meanwhile is left alone.
    """
    ids = await store.held_ids(tx, standing.id, decision=of, reason=reason, only=only, most=MOST_AT_ONCE + 1)
    chosen, left = ids[:MOST_AT_ONCE], len(ids) - MOST_AT_ONCE
    await store.add_rulings(
        tx,
        chosen,
        city_id=member.city_id,
        accepted=accepted,
        person_id=member.person_id,
        person_name=member.name,
        at=at,
    )
    if accepted:
        words = await store.with_words(tx, chosen)
        if words:
            await enqueue(tx, Screen.NAME, [Screen(city_id=member.city_id, response_ids=tuple(words))])
    if chosen:
        detail: dict[str, object] = {"accepted": accepted, "count": len(chosen), "reason": reason}
        if only is not None:
            detail["responses"] = [str(one) for one in chosen]
        await people.record(tx, member, action="screen", subject=standing.slug, detail=detail)
    return Rulings(accepted=accepted, count=len(chosen), left=max(left, 0))

"""Say what makes a submission look as if no person had sent it, and watch for floods.

Nothing is refused here and nothing of a device is looked at: what looks wrong is kept and waits for a person.
"""

import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncEngine

from consult.consultations.store import Standing
from consult.db.transaction import Tx, begin_reading
from consult.errors import Unavailable
from consult.people import actions as people
from consult.responses import store
from consult.responses.model import HONEYPOT_FIELD, PROOF_FIELD, Submission, is_too_fast, proves
from consult.web.forms import Fields
from consult.web.permissions import Member

FRESH_SECONDS = 2.0
WITHIN = timedelta(minutes=1)
MOST_KNOWN = 2_000


class Watch:
    """One per process: whether a consultation is under attack, looked at again after a moment.

    Under attack is when more than `per_minute` web submissions came within a minute, or when the team says so.
    """

    def __init__(self, engine: AsyncEngine, *, per_minute: int) -> None:
        self._engine = engine
        self._per_minute = per_minute
        self._known: dict[UUID, tuple[float, bool]] = {}

    async def is_attacked(self, standing: Standing, *, at: datetime) -> bool:
        known = self._known.get(standing.id)
        if known is not None and time.monotonic() - known[0] < FRESH_SECONDS:
            return known[1]
        if known is not None:  # Whoever comes meanwhile goes by what was known: one question at a time.
            self._known[standing.id] = (time.monotonic(), known[1])
        try:
            found = await self._look(standing, at=at)
        except Unavailable:
            return known[1] if known else False
        if len(self._known) >= MOST_KNOWN:
            self._known.clear()
        self._known[standing.id] = (time.monotonic(), found)
        return found

    async def _look(self, standing: Standing, *, at: datetime) -> bool:
        async with begin_reading(self._engine, city_id=standing.city_id) as tx:
            most = self._per_minute + 1
            count = await store.web_count_since(tx, standing.id, since=at - WITHIN, most=most)
            return count > self._per_minute or await store.is_guarded(tx, standing.id)


def reasons(form: Fields, *, key: str, has_key: bool, is_attacked: bool) -> tuple[str, ...]:
    """Why a person should look at a web submission before it counts; nothing for nearly everybody.

    `key` is the submission key it is kept under, `has_key` whether it came with one, as every page of the form gives it.
    """
    found = []
    if form.one(HONEYPOT_FIELD).strip():
        found.append("honeypot")
    if not has_key:
        found.append("no_form")
    if is_attacked and not proves(key, form.one(PROOF_FIELD)):
        found.append("no_proof")
    return tuple(found)


async def judged(tx: Tx, submissions: Sequence[Submission]) -> list[Submission]:
    """The same with the holds that only the database knows: a draft begun a moment ago, or taking the place of a held one.

    Who has no draft (a week-old page, a phone that was offline) is not judged by time, nor is a kiosk or paper.
    """
    on_their_own = [s for s in submissions if s.channel == "web" and s.batch_id is None and not s.supersedes]
    begun = await store.drafts_begun(tx, [s.draft_hash for s in on_their_own if s.draft_hash is not None])
    held = await store.still_held(tx, [s.supersedes for s in submissions if s.supersedes is not None])
    hasty = {
        s.id
        for s in on_their_own
        if s.draft_hash in begun
        and is_too_fast(answered=s.answered, begun_at=begun[s.draft_hash], sent_at=s.submitted_at)
    }
    more = {s.id: held.get(s.supersedes, ()) if s.supersedes else () for s in submissions}
    return [
        replace(
            s, holds=tuple(dict.fromkeys((*s.holds, *more[s.id], *(("too_fast",) if s.id in hasty else ()))))
        )
        for s in submissions
    ]


async def guard(tx: Tx, member: Member, standing: Standing, *, is_on: bool, at: datetime) -> None:
    """Asks every browser for proof of work from now on, or leaves it to the machine again. Twice is once."""
    if await store.is_guarded(tx, standing.id) == is_on:
        return
    await store.add_guard_event(
        tx,
        city_id=member.city_id,
        consultation_id=standing.id,
        is_on=is_on,
        person_id=member.person_id,
        person_name=member.name,
        at=at,
    )
    await people.record(tx, member, action="guard", subject=standing.slug, detail={"is_on": is_on})

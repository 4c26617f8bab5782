"""Make invitation codes, read the one a citizen typed, and use it up in the transaction that keeps the response."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncEngine

from consult.consultations.store import Standing
from consult.db.transaction import Tx, begin, begin_reading
from consult.errors import Invalid, Problem
from consult.people import store as people
from consult.responses import store
from consult.responses.model import (
    CodeRefused,
    Invitation,
    Submission,
    code_hash,
    invitation,
    invitation_code_from,
    new_code,
)
from consult.responses.model.invitations import NEEDED, UNKNOWN, USED

FIELD = "invitation"


async def invite(engine: AsyncEngine, standing: Standing, *, count: int) -> list[str]:
    """New codes, told once: only their hashes are stored."""
    codes = list({new_code() for _ in range(count)})
    async with begin(engine, city_id=standing.city_id) as tx:
        hashes = [code_hash(code, consultation_id=standing.id) for code in codes]
        await store.add_invitations(
            tx, city_id=standing.city_id, consultation_id=standing.id, code_hashes=hashes
        )
        await people.add_audit(
            tx,
            city_id=standing.city_id,
            person_id=None,
            person_name="consult invitations make",
            action="codes",
            subject=standing.slug,
            detail={"count": len(codes)},
        )
    return codes


async def read_invitation(
    engine: AsyncEngine, standing: Standing, *, typed: str, key: str
) -> Invitation | None:
    """What a citizen typed; Invalid, with what to do, when it leads nowhere. None where no code is asked for."""
    if standing.document.access != "invitation":
        return None
    if not typed.strip():
        raise Invalid((Problem(FIELD, NEEDED),))
    code = invitation_code_from(typed)
    if code is None:
        raise Invalid((Problem(FIELD, UNKNOWN),))
    given = invitation(code, consultation_id=standing.id, submission_key=key)
    async with begin_reading(engine, city_id=standing.city_id) as tx:
        if not await store.is_known(tx, standing.id, given.code_hash):
            raise Invalid((Problem(FIELD, UNKNOWN),))
        if not await store.is_free(tx, standing.id, given):
            raise Invalid((Problem(FIELD, USED),))
    return given


async def use_invitations(tx: Tx, submissions: Sequence[Submission]) -> None:
    """Each code once, in one order for every process; CodeRefused when somebody was faster."""
    asked = [(s.invitation, s.consultation_id) for s in submissions if s.invitation is not None]
    for given, consultation_id in sorted(asked, key=lambda pair: pair[0].code_hash):
        if not await store.use(tx, consultation_id, given):
            raise CodeRefused(USED)

"""Invitation codes: written once, used once, and never joined with the response they came with."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, insert, or_, select, update

from consult.db.transaction import Tx
from consult.responses.model import Invitation
from consult.responses.tables import invitations

MOST_ROWS = 5_000  # rows in one INSERT, well under the driver's limit on parameters


async def add_invitations(
    tx: Tx, *, city_id: UUID, consultation_id: UUID, code_hashes: Sequence[bytes]
) -> None:
    rows = [{"city_id": city_id, "consultation_id": consultation_id, "code_hash": one} for one in code_hashes]
    for start in range(0, len(rows), MOST_ROWS):
        await tx.execute(insert(invitations), rows[start : start + MOST_ROWS])


async def is_known(tx: Tx, consultation_id: UUID, code_hash: bytes) -> bool:
    statement = select(invitations.c.code_hash).where(
        invitations.c.consultation_id == consultation_id, invitations.c.code_hash == code_hash
    )
    return (await tx.execute(statement)).scalar_one_or_none() is not None


async def is_free(tx: Tx, consultation_id: UUID, given: Invitation) -> bool:
    """Whether nobody has used it, or the same form has: then it is being sent again."""
    statement = select(invitations.c.code_hash).where(
        invitations.c.consultation_id == consultation_id,
        invitations.c.code_hash == given.code_hash,
        or_(invitations.c.used_mark.is_(None), invitations.c.used_mark == given.mark),
    )
    return (await tx.execute(statement)).scalar_one_or_none() is not None


async def use(tx: Tx, consultation_id: UUID, given: Invitation) -> bool:
    """Marks the code as used; False when somebody else was first. The row is locked until the transaction ends."""
    done = await tx.execute(
        update(invitations)
        .where(
            invitations.c.consultation_id == consultation_id,
            invitations.c.code_hash == given.code_hash,
            or_(invitations.c.used_mark.is_(None), invitations.c.used_mark == given.mark),
        )
        .values(used_mark=given.mark)
    )
    return done.rowcount == 1


async def invitation_counts(tx: Tx, consultation_id: UUID) -> tuple[int, int]:
    """How many codes were used, of how many."""
    statement = select(func.count(invitations.c.used_mark), func.count()).where(
        invitations.c.consultation_id == consultation_id
    )
    used, total = (await tx.execute(statement)).one()
    return used, total

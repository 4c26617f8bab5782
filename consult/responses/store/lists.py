"""The public list of receipts: the hashes that people hold, of the responses that count, and nothing else about them.

An edited response has taken over the addresses of those before it. The one that a person holds is the first: its code was
shown once, and every edit led back to it. So the list has the hash of each response that superseded none and whose address
leads to one that counts: exactly one for each.
"""

from uuid import UUID

from sqlalchemy import Select, exists, func, select

from consult.db.transaction import Tx
from consult.responses.tables import counted, receipt_addresses, responses, withdrawals

FIRST_BYTES = 256


def _listed(consultation_id: UUID) -> Select[tuple[bytes]]:
    return (
        select(receipt_addresses.c.receipt_hash)
        .join(responses, responses.c.receipt_hash == receipt_addresses.c.receipt_hash)
        .join(counted, counted.c.id == receipt_addresses.c.response_id)
        .where(counted.c.consultation_id == consultation_id, responses.c.supersedes.is_(None))
    )


async def receipt_hashes(tx: Tx, consultation_id: UUID, *, first: int, count: int = 1) -> list[bytes]:
    """Those whose first byte is one of `count` from `first`, in their order: so a long list is read in pieces."""
    statement = _listed(consultation_id).where(receipt_addresses.c.receipt_hash >= bytes([first]))
    if first + count < FIRST_BYTES:
        statement = statement.where(receipt_addresses.c.receipt_hash < bytes([first + count]))
    found = await tx.execute(statement.order_by(receipt_addresses.c.receipt_hash))
    return [bytes(row.receipt_hash) for row in found]


async def receipt_hashes_after(
    tx: Tx, consultation_id: UUID, *, after: bytes = b"", most: int
) -> list[bytes]:
    statement = _listed(consultation_id).where(receipt_addresses.c.receipt_hash > after)
    found = await tx.execute(statement.order_by(receipt_addresses.c.receipt_hash).limit(most))
    return [bytes(row.receipt_hash) for row in found]


async def receipt_count(tx: Tx, consultation_id: UUID) -> int:
    listed = _listed(consultation_id).subquery()
    return (await tx.execute(select(func.count()).select_from(listed))).scalar_one()


async def receipt_state(tx: Tx, consultation_id: UUID, receipt_hash: bytes) -> tuple[bool, bool] | None:
    """Whether the response behind a hash counts, and whether it was withdrawn; None when nothing is behind it."""
    now = receipt_addresses.c.response_id
    statement = (
        select(
            exists().where(counted.c.id == now).label("counts"),
            exists().where(withdrawals.c.response_id == now).label("is_withdrawn"),
        )
        .join(responses, responses.c.id == now)
        .where(
            receipt_addresses.c.receipt_hash == receipt_hash, responses.c.consultation_id == consultation_id
        )
    )
    row = (await tx.execute(statement)).one_or_none()
    return (row.counts, row.is_withdrawn) if row else None

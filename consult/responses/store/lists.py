"""The public list of receipts: the hashes that people hold, of the responses that count, and nothing else about them.

An edited response has taken over the addresses of those before it. The one that a person holds is the first: its code was
shown once, and every edit led back to it. So the list has the hash of each response that superseded none and whose address
leads to one that counts: exactly one for each.
"""

from uuid import UUID

from sqlalchemy import Select, exists, select

from consult.db.transaction import Tx
from consult.responses.tables import counted, receipt_addresses, responses, withdrawals


def _listed(consultation_id: UUID) -> Select[tuple[bytes]]:
    return (
        select(receipt_addresses.c.receipt_hash)
        .join(responses, responses.c.receipt_hash == receipt_addresses.c.receipt_hash)
        .join(counted, counted.c.id == receipt_addresses.c.response_id)
        .where(counted.c.consultation_id == consultation_id, responses.c.supersedes.is_(None))
    )


async def receipt_hashes(tx: Tx, consultation_id: UUID, *, after: bytes = b"", most: int) -> list[bytes]:
    """The first of those that come after a hash, in their order: read along the index, however long the list is."""
    statement = _listed(consultation_id).where(receipt_addresses.c.receipt_hash > after)
    found = await tx.execute(statement.order_by(receipt_addresses.c.receipt_hash).limit(most))
    return [bytes(row.receipt_hash) for row in found]


async def receipt_piece(
    tx: Tx, consultation_id: UUID, *, city_id: UUID, after: bytes, most: int
) -> tuple[list[bytes], bytes | None]:
    """The listed among the next addresses of the city, and the last of these, None when there are no more.

    Cut first and joined then, so that a long list is read in equal pieces and never as a whole.
    """
    addresses = receipt_addresses
    piece = (
        select(addresses.c.receipt_hash, addresses.c.response_id)
        .where(addresses.c.receipt_hash > after, addresses.c.city_id == city_id)
        .order_by(addresses.c.receipt_hash)
        .limit(most)
        .cte("piece")
        .prefix_with("materialized")
    )
    listed = (
        select(counted.c.id)
        .where(
            responses.c.receipt_hash == piece.c.receipt_hash,
            counted.c.id == piece.c.response_id,
            counted.c.consultation_id == consultation_id,
            responses.c.supersedes.is_(None),
        )
        .correlate(piece)
        .exists()
    )
    statement = select(piece.c.receipt_hash, listed.label("listed")).order_by(piece.c.receipt_hash)
    rows = (await tx.execute(statement)).all()
    return [bytes(row.receipt_hash) for row in rows if row.listed], bytes(rows[-1][0]) if rows else None


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

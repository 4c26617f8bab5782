"""Read a response by its receipt, and withdraw it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncEngine

from consult.consultations.model import ConsultationDocument
from consult.consultations.shelf import Shelf
from consult.db.transaction import begin, begin_single
from consult.errors import Conflict, NotFound
from consult.responses import store
from consult.responses.actions.submitting import CLOSED, accepts
from consult.responses.model import Receipt, hash_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A receipt, the form it answered, and whether the consultation still takes answers."""

    receipt: Receipt
    city_id: UUID
    document: ConsultationDocument
    slug: str
    is_open: bool


async def read_receipt(engine: AsyncEngine, shelf: Shelf, *, code: str, at: datetime) -> Known:
    """The response behind a code; NotFound for any code that leads nowhere."""
    async with begin_single(engine) as tx:
        receipt = await store.receipt(tx, hash_of(code))
    if receipt is None:
        raise NotFound
    document = await shelf.document(receipt.form_version_id, city_id=receipt.city_id)
    standing = await shelf.standing(document.slug)
    return Known(
        receipt=receipt,
        city_id=receipt.city_id,
        document=document,
        slug=document.slug,
        is_open=accepts(standing, at=at),
    )


async def withdraw(engine: AsyncEngine, shelf: Shelf, *, code: str, at: datetime) -> None:
    """Removes the words of a response while its consultation is open; the receipt then says so."""
    known = await read_receipt(engine, shelf, code=code, at=at)
    if not known.is_open:
        raise Conflict(CLOSED)
    async with begin(engine, city_id=known.city_id) as tx:
        await store.withdraw(tx, response_id=known.receipt.response_id, city_id=known.city_id, at=at)

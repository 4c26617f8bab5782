"""Read a response by its receipt, withdraw it, and list in public the receipts that count."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncEngine

from consult.consultations.model import ConsultationDocument
from consult.consultations.shelf import Shelf
from consult.consultations.store import Standing
from consult.db.transaction import begin, begin_reading, begin_single
from consult.errors import Conflict, NotFound
from consult.responses import store
from consult.responses.actions.submitting import CLOSED, accepts
from consult.responses.model import Receipt, hash_of

MOST_EDITS_BETWEEN = 5
LISTED_TOGETHER = 50  # on a page; the file is read in larger pieces
READ_TOGETHER = 2_000


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
    """Removes the words of a response while its consultation is open; the receipt then says so.

    An edit that comes in between is withdrawn as well: the person wants nothing of theirs to stay.
    """
    for _ in range(MOST_EDITS_BETWEEN):
        known = await read_receipt(engine, shelf, code=code, at=at)
        if known.receipt.withdrawn_at is not None:
            return
        if not known.is_open:
            raise Conflict(CLOSED)
        async with begin(engine, city_id=known.city_id) as tx:
            await store.withdraw(tx, response_id=known.receipt.response_id, city_id=known.city_id, at=at)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """A piece of the public list of receipts; `following` is the hash after which the next one begins."""

    count: int
    hashes: tuple[str, ...]
    following: str
    is_first: bool


async def list_page(engine: AsyncEngine, standing: Standing, *, after: str = "") -> ListPage:
    """One page of the hashes of the receipts that count. Needs a closed consultation."""
    async with begin_reading(engine, city_id=standing.city_id) as tx:
        count = await store.response_count(tx, standing.id)
        found = await store.receipt_hashes(
            tx, standing.id, after=bytes.fromhex(after), most=LISTED_TOGETHER + 1
        )
    shown = tuple(one.hex() for one in found[:LISTED_TOGETHER])
    following = shown[-1] if len(found) > LISTED_TOGETHER else ""
    return ListPage(count=count, hashes=shown, following=following, is_first=not after)


async def every_receipt(engine: AsyncEngine, standing: Standing) -> AsyncIterator[list[str]]:
    """The whole list in pieces, each read in a transaction of its own: a slow reader holds no connection."""
    last: bytes | None = b""
    while last is not None:
        async with begin_reading(engine, city_id=standing.city_id) as tx:
            found, last = await store.receipt_piece(
                tx, standing.id, city_id=standing.city_id, after=last, most=READ_TOGETHER
            )
        if found:
            yield [one.hex() for one in found]


async def look_up(engine: AsyncEngine, standing: Standing, *, receipt_hash: bytes) -> str:
    """What the list says of a receipt: "counted", "withdrawn", "held" (kept, not counted), or "" for nothing."""
    async with begin_reading(engine, city_id=standing.city_id) as tx:
        state = await store.receipt_state(tx, standing.id, receipt_hash)
    if state is None:
        return ""
    counts, is_withdrawn = state
    return "counted" if counts else "withdrawn" if is_withdrawn else "held"

"""Open and close a batch; start, recognise and end the shared tablets that work for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncEngine

from consult.consultations import store as consultations
from consult.consultations.store import Standing
from consult.db.transaction import Tx, begin, begin_reading
from consult.errors import Conflict, NotFound
from consult.people.actions import record, sign_out
from consult.responses import store
from consult.responses.actions.submitting import CLOSED, accepts
from consult.responses.model import hash_of, new_token
from consult.responses.model.batches import Batch, Kiosk, kiosk_ends_at, read_batch
from consult.web.permissions import Member

WEB = ("web", None)  # where an answer comes from that no batch collected


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A batch as the team sees it: `response_count` counts, `tablet_count` are the tablets at work now."""

    batch: Batch
    response_count: int
    tablet_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A consultation in the street: its stops, and by which ways its responses came."""

    standing: Standing
    stops: tuple[Stop, ...]
    channels: dict[str, int]


async def standing_at(tx: Tx, slug: str) -> Standing:
    """The consultation in the city that was entered; another city's is not there."""
    found = await consultations.standing(tx, slug)
    if found is None:
        raise NotFound
    return found


async def field(tx: Tx, slug: str, *, at: datetime) -> Field:
    standing = await standing_at(tx, slug)
    batches = await store.batches_of(tx, standing.id)
    counts = await store.counts_by_batch(tx, standing.id)
    started = await store.started_kiosks(tx, [batch.id for batch in batches if batch.is_open])
    return Field(
        standing=standing,
        stops=tuple(_stop(batch, counts.get(batch.id, 0), started, at) for batch in batches),
        channels=await store.counts_by_channel(tx, standing.id),
    )


def _stop(batch: Batch, count: int, started: Sequence[tuple[UUID, datetime]], at: datetime) -> Stop:
    working = [since for batch_id, since in started if batch_id == batch.id and at < kiosk_ends_at(since)]
    return Stop(batch=batch, response_count=count, tablet_count=len(working))


async def open_batch(tx: Tx, member: Member, slug: str, *, channel: str, stop: str, at: datetime) -> Batch:
    standing = await standing_at(tx, slug)
    channel, stop = read_batch(channel, stop)
    batch = Batch(
        id=uuid4(),
        consultation_id=standing.id,
        channel=channel,
        stop=stop,
        person_name=member.name,
        opened_at=at,
    )
    await store.add_batch(tx, batch, city_id=member.city_id, person_id=member.person_id)
    await record(tx, member, action="open_batch", subject=stop, detail={"slug": slug, "channel": channel})
    return batch


async def close_batch(tx: Tx, member: Member, slug: str, batch_id: UUID, *, at: datetime) -> None:
    """Twice is once."""
    batch = await batch_of(tx, slug, batch_id, for_change=True)
    if not batch.is_open:
        return
    await store.close_batch(tx, batch.id, at=at)
    await record(tx, member, action="close_batch", subject=batch.stop, detail={"slug": slug})


async def batch_of(tx: Tx, slug: str, batch_id: UUID, *, for_change: bool = False) -> Batch:
    standing = await standing_at(tx, slug)
    found = await store.batch(tx, batch_id, consultation_id=standing.id, for_change=for_change)
    if found is None:
        raise NotFound
    return found


async def start_kiosk(
    tx: Tx, member: Member, slug: str, batch_id: UUID, *, session_token: str, at: datetime
) -> str:
    """Makes this device a tablet of the batch and signs the member out on it; answers what the tablet holds from now."""
    standing = await standing_at(tx, slug)
    batch = await batch_of(tx, slug, batch_id, for_change=True)
    batch.must_take_tablets()
    if not accepts(standing, at=at):
        raise Conflict(CLOSED)
    token = new_token()
    await store.add_kiosk(tx, token_hash=hash_of(token), city_id=member.city_id, batch_id=batch.id, at=at)
    await record(tx, member, action="start_kiosk", subject=batch.stop, detail={"slug": slug})
    await sign_out(tx, token=session_token, at=at)
    return token


async def end_kiosk(tx: Tx, member: Member, *, token: str, at: datetime) -> None:
    """Ends the tablet that holds this token; one of another city is not there. An unknown or ended one needs nothing."""
    found = await store.kiosk(tx, hash_of(token))
    if found is None:
        return
    if found.city_id != member.city_id:
        raise NotFound
    if found.ended_at is None:
        await store.end_kiosk(tx, hash_of(token), at=at)
        await record(tx, member, action="end_kiosk", subject=found.batch.stop, detail={"slug": found.slug})


async def kiosk(engine: AsyncEngine, *, token: str) -> Kiosk | None:
    """The tablet that holds this token, at work or ended; None for a token that was never given."""
    if not token:
        return None
    async with begin_reading(engine) as tx:
        return await store.kiosk(tx, hash_of(token))


async def where_from(
    engine: AsyncEngine, *, token: str, consultation_id: UUID, at: datetime
) -> tuple[str, UUID | None]:
    """The channel and the batch of what this device sends: those of its stop while it is connected to one."""
    found = await kiosk(engine, token=token)
    if found is None or not found.is_connected(at) or found.batch.consultation_id != consultation_id:
        return WEB
    return found.batch.channel, found.batch.id


async def abandon(engine: AsyncEngine, city_id: UUID, *, tokens: Sequence[str]) -> None:
    """The drafts of whoever stood at the tablet before are gone."""
    async with begin(engine, city_id=city_id) as tx:
        await store.drop_drafts(tx, [hash_of(token) for token in tokens])

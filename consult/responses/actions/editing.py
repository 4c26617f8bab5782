"""Change answers that were sent, until the consultation closes: a new response takes the place of the old one.

The receipt code stays what it was. Of two changes at once the first one sent holds; the other is told, and may go on from
there. It refuses to know the form's pages.
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from consult.consultations.model import to_fields
from consult.consultations.shelf import Shelf
from consult.db.transaction import begin, begin_reading
from consult.errors import Conflict, NotFound
from consult.i18n.text import N_
from consult.responses import store
from consult.responses.actions.receipts import Known, read_receipt
from consult.responses.actions.submitting import CLOSED
from consult.responses.model import Edit, Submission, edit_of, hash_of
from consult.web.forms import Fields

WITHDRAWN = N_("These answers were withdrawn: they cannot be changed any more.")
_LOST_A_RACE = {
    "23505",
    "40P01",
}  # superseded or withdrawn by somebody else a moment ago; a deadlock with them


async def can_edit(engine: AsyncEngine, shelf: Shelf, *, code: str, at: datetime) -> Known:
    """The response behind a receipt; Conflict when it was withdrawn or its consultation has closed."""
    known = await read_receipt(engine, shelf, code=code, at=at)
    if known.receipt.withdrawn_at is not None:
        raise Conflict(WITHDRAWN)
    if not known.is_open:
        raise Conflict(CLOSED)
    return known


async def begin_edit(engine: AsyncEngine, known: Known, *, token: str, at: datetime) -> None:
    """A draft that holds what was answered, as the form of that time would have sent it."""
    fields = Fields.of(to_fields(known.document.questionnaire, known.receipt.items))
    async with begin(engine, city_id=known.city_id) as tx:
        await store.merge_draft(
            tx,
            token_hash=hash_of(token),
            city_id=known.city_id,
            consultation_id=known.receipt.consultation_id,
            names=(),
            fields=fields.as_dict(),
            at=at,
        )


async def drop_draft(engine: AsyncEngine, *, city_id: UUID, token: str) -> None:
    async with begin(engine, city_id=city_id) as tx:
        await store.drop_drafts(tx, [hash_of(token)])


async def send_edit(
    engine: AsyncEngine,
    shelf: Shelf,
    submission: Submission,
    *,
    edit: Edit,
    submit: Callable[[Submission], Awaitable[None]],
    at: datetime,
) -> Edit | None:
    """Puts the submission in the place of the response behind the receipt; sent again, it changes nothing.

    Answers None when it is kept, and otherwise the edit that would change what has come in between.
    """
    if await _is_kept(engine, submission):
        return None
    newest, found = await _newest(engine, shelf, submission, edit=edit, at=at)
    if newest != edit:
        return newest
    try:
        await submit(found)
    except DBAPIError as error:
        if str(getattr(error.orig, "sqlstate", "")) not in _LOST_A_RACE:
            raise
        if await _is_kept(engine, submission):
            return None
        return (await _newest(engine, shelf, submission, edit=edit, at=at))[0]
    return None


async def _is_kept(engine: AsyncEngine, submission: Submission) -> bool:
    async with begin_reading(engine, city_id=submission.city_id) as tx:
        return await store.is_kept(tx, submission.key_hash)


async def _newest(
    engine: AsyncEngine, shelf: Shelf, submission: Submission, *, edit: Edit, at: datetime
) -> tuple[Edit, Submission]:
    """What stands behind the receipt now, and the submission made ready to take its place."""
    known = await can_edit(engine, shelf, code=edit.code, at=at)
    if known.receipt.consultation_id != submission.consultation_id:
        raise NotFound
    now = known.receipt.response_id
    async with begin_reading(engine, city_id=known.city_id) as tx:
        origin = await store.origin(tx, now)
    ready = replace(
        submission,
        supersedes=now,
        channel=origin.channel,
        batch_id=origin.batch_id,
        holds=tuple(dict.fromkeys((*submission.holds, *origin.holds))),
    )
    return edit_of(edit.code, now), ready

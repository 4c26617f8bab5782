"""Paper sheets: open a batch, keep a sheet, correct it, take it back. Every act leaves its line in the audit trail.

A sheet is kept under a key made of its batch and number, so the same sheet is never a second row. Nobody holds a receipt
for it: its code is drawn at random and thrown away, so that it can be worked out from nothing. What a citizen wants changed
is changed at the desk, by the sheet's number.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid4

from consult.consultations import store as consultations
from consult.consultations.kinds.given import Item
from consult.consultations.model import Reading, State, Window
from consult.consultations.store import Standing
from consult.db.transaction import Tx
from consult.errors import Conflict, Invalid, NotFound, Problem
from consult.i18n.text import N_
from consult.people import actions as people
from consult.responses import store
from consult.responses.actions.keeping import keep
from consult.responses.actions.submitting import submission
from consult.responses.model import hash_of, new_token, receipt_code_of, submission_key_of
from consult.responses.store import entries
from consult.responses.store.entries import Batch, Entry
from consult.web.permissions import Member

NOT_BEGUN = N_("This consultation has not begun.")
BATCH_CLOSED = N_("This batch is closed. Open another one for more sheets.")
NO_STOP = N_("Write where these sheets were filled in.")
ALREADY = N_("Sheet %(sheet)s was already entered by %(person)s on %(day)s at %(time)s.")
ALREADY_BY_NOBODY = N_("Sheet %(sheet)s was already entered on %(day)s at %(time)s.")
MOST_STOP = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A batch with every sheet in it, under the form that is asked now."""

    standing: Standing
    batch: Batch
    entries: tuple[Entry, ...]

    @property
    def kept(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.is_kept)

    def entry(self, sheet: str) -> Entry | None:
        return next((entry for entry in self.entries if entry.sheet == sheet), None)

    def after(self, sheet: str) -> str:
        """The first free number after this one."""
        taken = {entry.sheet for entry in self.kept}
        number = int(sheet) + 1
        while str(number) in taken:
            number += 1
        return str(number)

    @property
    def following(self) -> str:
        """The number that is most likely next: the one after the sheet that was typed last."""
        latest = max(self.kept, key=lambda entry: entry.at, default=None)
        return self.after(latest.sheet) if latest else "1"


class AlreadyEntered(Conflict):
    """Somebody has typed this sheet; the form says who and when."""

    def __init__(self, entry: Entry) -> None:
        super().__init__(ALREADY if entry.person_name else ALREADY_BY_NOBODY)
        self.entry = entry


async def standing_of(tx: Tx, slug: str) -> Standing:
    """A consultation of the member's own city; NotFound for any other."""
    found = await consultations.standing(tx, slug)
    if found is None:
        raise NotFound
    return found


def refuse_unbegun(standing: Standing, *, at: datetime) -> None:
    """Paper that was filled in before the last day may be typed after it; nothing comes in before the first."""
    window = Window(
        opens_on=standing.opens_on, closes_on=standing.closes_on, published_at=standing.published_at
    )
    if window.state(at=at) is State.DRAFTED:
        raise Conflict(NOT_BEGUN)


async def open_book(tx: Tx, slug: str, batch_id: UUID, *, lock: bool = False) -> Book:
    standing = await standing_of(tx, slug)
    batch = await entries.batch(tx, batch_id=batch_id, consultation_id=standing.id, lock=lock)
    if batch is None:
        raise NotFound
    return Book(standing=standing, batch=batch, entries=tuple(await entries.entries(tx, batch.id)))


async def open_paper_batch(tx: Tx, member: Member, slug: str, *, stop: str, at: datetime) -> UUID:
    standing = await standing_of(tx, slug)
    refuse_unbegun(standing, at=at)
    stop = " ".join(stop.split())[:MOST_STOP]
    if not stop:
        raise Invalid((Problem("stop", NO_STOP),))
    batch_id = uuid4()
    await entries.add_batch(
        tx,
        batch_id=batch_id,
        city_id=standing.city_id,
        consultation_id=standing.id,
        stop=stop,
        person_id=member.person_id,
        person_name=member.name,
        at=at,
    )
    await people.record(tx, member, action="open_paper_batch", subject=stop, detail={"batch": str(batch_id)})
    return batch_id


async def enter_sheet(
    tx: Tx, member: Member, book: Book, reading: Reading, *, sheet: str, locale: str, at: datetime
) -> UUID:
    """Keeps a new sheet. The book must have been opened locked; AlreadyEntered when the sheet is there."""
    refuse_unbegun(book.standing, at=at)
    if book.batch.closed_at is not None:
        raise Conflict(BATCH_CLOSED)
    before = book.entry(sheet)
    if before is not None and before.is_kept:
        raise AlreadyEntered(before)
    version = before.version + 1 if before else 1
    return await _keep(tx, member, book, reading, sheet=sheet, version=version, locale=locale, at=at)


async def correct_sheet(
    tx: Tx, member: Member, book: Book, entry: Entry, reading: Reading, *, at: datetime
) -> UUID:
    """Puts what the paper says in the place of what was typed; what was typed first stays as a fact without words.

    The language stays that of the paper, whatever language the page is read in.
    """
    if not entry.is_kept:
        raise NotFound
    locale = await entries.locale_of(tx, entry.response_id)
    return await _keep(
        tx,
        member,
        book,
        reading,
        sheet=entry.sheet,
        version=entry.version + 1,
        locale=locale,
        at=at,
        instead_of=entry.response_id,
    )


async def _keep(
    tx: Tx,
    member: Member,
    book: Book,
    reading: Reading,
    *,
    sheet: str,
    version: int,
    locale: str,
    at: datetime,
    instead_of: UUID | None = None,
) -> UUID:
    label = entries.versioned(sheet, version)
    key = submission_key_of(f"paper:{book.batch.id}:{label}")
    made = replace(
        submission(book.standing, reading, key=key, token="", channel="paper", locale=locale, at=at),
        receipt_hash=hash_of(receipt_code_of(new_token())),
        batch_id=book.batch.id,
        sheet=label,
        supersedes=instead_of,
    )
    kept = await keep(tx, book.standing.city_id, [made])
    assert made.id in kept, "the batch is locked, so nobody else can have kept this sheet"
    detail: dict[str, object] = {"batch": str(book.batch.id), "sheet": label, "response": str(made.id)}
    subject = f"{book.batch.stop} – {sheet}"
    await people.record(tx, member, action=entries.TYPED, subject=subject, detail=detail)
    return made.id


async def undo_sheet(tx: Tx, member: Member, book: Book, sheet: str, *, at: datetime) -> None:
    """Takes a sheet back: its words go, its number is free again. Twice is once."""
    entry = book.entry(sheet)
    if entry is None:
        raise NotFound
    if not entry.is_kept:
        return
    await store.withdraw(tx, response_id=entry.response_id, city_id=book.standing.city_id, at=at)
    detail: dict[str, object] = {"batch": str(book.batch.id), "response": str(entry.response_id)}
    await people.record(
        tx, member, action="undo_sheet", subject=f"{book.batch.stop} – {sheet}", detail=detail
    )


async def answers_of(tx: Tx, entry: Entry) -> Mapping[str, tuple[Item, ...]]:
    return await entries.items_of(tx, entry.response_id)

"""Double entry: compare a sheet's second typing with what is stored, and count how often they differ."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from consult.consultations.model import to_fields
from consult.db.transaction import Tx
from consult.errors import NotFound
from consult.people import actions as people
from consult.responses.actions.entering import Book, answers_of
from consult.responses.model import chosen, copied, differing
from consult.responses.store import entries
from consult.responses.store.entries import Entry
from consult.web.permissions import Member


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What stands in the database, and the names of the fields where the second typing differs."""

    stored: Mapping[str, tuple[str, ...]]
    differing: tuple[str, ...]


def due(book: Book) -> tuple[Entry, ...]:
    """The sheets that were drawn and not typed twice yet."""
    kept = {entry.sheet: entry for entry in book.kept}
    return tuple(kept[sheet] for sheet in chosen(book.batch.id, tuple(kept)) if not kept[sheet].is_doubled)


def drawn(book: Book, sheet: str) -> Entry:
    """A sheet that was drawn, typed twice or not; NotFound for any other: nobody picks the sheets."""
    entry = book.entry(sheet)
    if entry is None or not entry.is_kept:
        raise NotFound
    if not entry.is_doubled and entry not in due(book):
        raise NotFound
    return entry


async def compare(
    tx: Tx,
    member: Member,
    book: Book,
    entry: Entry,
    typed: Mapping[str, tuple[str, ...]],
    *,
    boxes: Sequence[str],
    worded: Collection[str],
    at: datetime,
) -> Comparison:
    """Counts the first second typing of a sheet; later ones are compared and not counted.

    `boxes` are the names that are compared, `worded` those among them that hold words.
    """
    questionnaire = copied(book.standing.document.questionnaire)
    stored = to_fields(questionnaire, dict(await answers_of(tx, entry)))
    count, names = differing(stored, typed, boxes, worded=worded)
    if not entry.is_doubled:
        await entries.add_double_entry(
            tx,
            response_id=entry.response_id,
            city_id=book.standing.city_id,
            batch_id=book.batch.id,
            compared_count=count,
            differing=names,
            person_id=member.person_id,
            person_name=member.name,
            at=at,
        )
        detail: dict[str, object] = {
            "batch": str(book.batch.id),
            "compared": count,
            "differing": len(names),
        }
        subject = f"{book.batch.stop} – {entry.sheet}"
        await people.record(tx, member, action="double_entry", subject=subject, detail=detail)
    return Comparison(stored=stored, differing=names)


def settled(
    comparison: Comparison, typed: Mapping[str, tuple[str, ...]], second: Sequence[str]
) -> dict[str, tuple[str, ...]]:
    """The stored fields, with those named in `second` as they were typed the second time."""
    fields = dict(comparison.stored)
    for name in second:
        if name in typed:
            fields[name] = typed[name]
        else:
            fields.pop(name, None)
    return fields

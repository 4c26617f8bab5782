"""Keep a page of a draft, give back what was kept, and find what a code leads to.

A page is read with the form version it was asked in; the draft goes on in the version that is asked now.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncEngine

from consult.consultations.model import Page, Question, Reading, field_names, read_all, read_page
from consult.consultations.shelf import Shelf
from consult.consultations.store import Standing
from consult.db.transaction import begin, begin_reading, begin_single
from consult.responses import store
from consult.responses.model import hash_of, receipt_code_of, submission_key_of
from consult.web.forms import Fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Turned:
    """A page that was sent: everything given so far, what was wrong with this page, and whether it began the draft."""

    fields: Fields
    reading: Reading
    is_new: bool


async def draft(engine: AsyncEngine, standing: Standing, *, token: str) -> Fields | None:
    """What this browser has given so far; None when it has not begun."""
    if not token:
        return None
    async with begin_reading(engine, city_id=standing.city_id) as tx:
        found = await store.draft_fields(tx, token_hash=hash_of(token), consultation_id=standing.id)
    return Fields.of(found) if found is not None else None


async def turn_page(
    engine: AsyncEngine, standing: Standing, page: Page, *, token: str, sent: Fields, at: datetime
) -> Turned:
    """Keeps what was sent, right or wrong, so that nothing typed is lost; then says what is wrong."""
    questionnaire = standing.document.questionnaire
    names = field_names(questionnaire, page)
    before = await _merge(engine, standing, names, token=token, sent=sent, at=at)
    fields = Fields.of(before or {}).with_(sent.only(names), replacing=names)
    return Turned(fields=fields, reading=read_page(questionnaire, page, fields), is_new=before is None)


async def keep_whole(
    engine: AsyncEngine, standing: Standing, *, token: str, sent: Fields, at: datetime
) -> None:
    """Keeps a whole form, right or wrong."""
    names = field_names(standing.document.questionnaire)
    await _merge(engine, standing, names, token=token, sent=sent, at=at)


async def _merge(
    engine: AsyncEngine, standing: Standing, names: tuple[str, ...], *, token: str, sent: Fields, at: datetime
) -> dict[str, list[str]] | None:
    """What the draft held before."""
    async with begin(engine, city_id=standing.city_id) as tx:
        before = await store.draft_fields(tx, token_hash=hash_of(token), consultation_id=standing.id)
        await store.merge_draft(
            tx,
            token_hash=hash_of(token),
            city_id=standing.city_id,
            consultation_id=standing.id,
            names=names,
            fields=sent.only(names).as_dict(),
            at=at,
        )
    return before


async def drop(engine: AsyncEngine, standing: Standing, *, token: str) -> None:
    async with begin(engine, city_id=standing.city_id) as tx:
        await store.drop_drafts(tx, [hash_of(token)])


async def receipt_of(engine: AsyncEngine, *, token: str) -> str | None:
    """The receipt code of a draft that was sent, from whichever phone; None while it was not."""
    code = receipt_code_of(submission_key_of(token))
    return code if await is_receipt(engine, code=code) else None


async def is_receipt(engine: AsyncEngine, *, code: str) -> bool:
    async with begin_single(engine) as tx:
        return await store.receipt(tx, hash_of(code)) is not None


async def no_longer_asked(shelf: Shelf, standing: Standing, fields: Fields) -> list[tuple[Question, Reading]]:
    """Answers of a draft to questions that the form has lost since, as the latest form that asked them read them."""
    asked = set(standing.document.questionnaire.by_key())
    left = {name for name, value in fields.pairs() if value and name.partition(".")[0] not in asked}
    found: list[tuple[Question, Reading]] = []
    for number in range(standing.form_number - 1, 0, -1):
        if not left:
            break
        earlier = (await shelf.as_asked(standing, str(number))).document.questionnaire
        reading = read_all(earlier, fields)
        for question in earlier.questions:
            mine = {name for name in left if name.partition(".")[0] == question.key}
            if mine and question.key in reading.items:
                found.append((question, reading))
                left -= mine
    return found

"""Keep a page of a draft, submit a response, read it by its receipt, withdraw it, screen its words."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncEngine

from consult.consultations.model import ConsultationDocument, Page, Reading, Window, field_names, read_page
from consult.consultations.shelf import Shelf
from consult.consultations.store import Standing
from consult.db.transaction import begin, begin_reading, begin_single
from consult.errors import Conflict, NotFound
from consult.i18n.text import N_
from consult.responses import store
from consult.responses.model import AnswerItem, Receipt, Submission, hash_of, receipt_code_of
from consult.web.forms import Fields

CLOSED = N_("This consultation takes no more answers.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Turned:
    """A page that was sent: everything given so far, and what was wrong with this page."""

    fields: Fields
    reading: Reading


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
    sent = sent.only(names)
    async with begin(engine, city_id=standing.city_id) as tx:
        before = await store.draft_fields(tx, token_hash=hash_of(token), consultation_id=standing.id)
        await store.merge_draft(
            tx,
            token_hash=hash_of(token),
            city_id=standing.city_id,
            consultation_id=standing.id,
            names=names,
            fields=sent.as_dict(),
            at=at,
        )
    fields = Fields.of(before or {}).with_(sent, replacing=names)
    return Turned(fields=fields, reading=read_page(questionnaire, page, fields))


def submission(
    standing: Standing,
    reading: Reading,
    *,
    key: str,
    token: str,
    channel: str,
    locale: str,
    at: datetime,
) -> Submission:
    """A whole, checked form made ready to be kept. The same key always gives the same receipt code."""
    return Submission(
        id=uuid4(),
        city_id=standing.city_id,
        consultation_id=standing.id,
        form_version_id=standing.form_version_id,
        key_hash=hash_of(key),
        receipt_hash=hash_of(receipt_code_of(key)),
        channel=channel,
        locale=locale,
        skipped=reading.skipped,
        items=tuple(
            AnswerItem(id=uuid4(), question_key=question_key, item=item)
            for question_key, items in reading.items.items()
            for item in items
        ),
        submitted_at=at,
        draft_hash=hash_of(token) if token else None,
    )


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


def accepts(standing: Standing, *, at: datetime) -> bool:
    window = Window(
        opens_on=standing.opens_on, closes_on=standing.closes_on, published_at=standing.published_at
    )
    return window.accepts_responses(at=at)


async def withdraw(engine: AsyncEngine, shelf: Shelf, *, code: str, at: datetime) -> None:
    """Removes the words of a response while its consultation is open; the receipt then says so."""
    known = await read_receipt(engine, shelf, code=code, at=at)
    if not known.is_open:
        raise Conflict(CLOSED)
    async with begin(engine, city_id=known.city_id) as tx:
        await store.withdraw(tx, response_id=known.receipt.response_id, city_id=known.city_id, at=at)

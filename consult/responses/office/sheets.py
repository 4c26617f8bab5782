"""A sheet that was typed, opened again: read beside its paper, corrected, or taken back."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath
from litestar.response import Redirect

from consult.errors import NotFound
from consult.i18n.negotiate import locale_for
from consult.responses.actions import entering
from consult.responses.actions.entering import Book
from consult.responses.forms.sheet import Paper, read_sheet, sheet_number
from consult.responses.office.copying import (
    KEEP,
    Place,
    SheetForm,
    base_of,
    blank_form,
    place_of,
    returned_form,
)
from consult.responses.store.entries import Entry
from consult.web.context import Desk, Form, Now, Req, Tx
from consult.web.pages import Page
from consult.web.permissions import Permission

SHEETS = "/{locale:str}/office/c/{slug:str}/entry/{batch:uuid}/sheets/{sheet:str}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPage(Page):
    template: ClassVar[str] = "responses/sheet.html"
    place: Place
    entry: Entry
    form: SheetForm


def _entry(book: Book, sheet: str) -> Entry:
    entry = book.entry(sheet_number(sheet))
    if entry is None or not entry.is_kept:
        raise NotFound
    return entry


def _action(locale: str, book: Book, entry: Entry) -> str:
    return f"{base_of(locale, book.standing.slug, book.batch.id)}/sheets/{entry.sheet}"


@get(SHEETS, permission=Permission.RESPONSES_ENTER)
async def sheet(
    request: Req,
    locale: FromPath[str],
    slug: FromPath[str],
    batch: FromPath[UUID],
    sheet: FromPath[str],
    tx: Tx,
) -> SheetPage:
    book = await entering.open_book(tx, slug, batch)
    entry = _entry(book, sheet)
    paper = Paper.of(book.standing.document.questionnaire)
    typed = paper.typed(await entering.answers_of(tx, entry))
    return SheetPage(
        place=place_of(book, locale_for(request.url.path)),
        entry=entry,
        form=blank_form(paper, action=_action(locale, book, entry), number=entry.sheet, typed=typed),
    )


@post(SHEETS, permission=Permission.RESPONSES_ENTER)
async def correct(
    request: Req,
    locale: FromPath[str],
    slug: FromPath[str],
    batch: FromPath[UUID],
    sheet: FromPath[str],
    tx: Tx,
    form: Form,
    member: Desk,
    now: Now,
) -> SheetPage | Redirect:
    book = await entering.open_book(tx, slug, batch, lock=True)
    entry = _entry(book, sheet)
    paper = Paper.of(book.standing.document.questionnaire)
    typed = read_sheet(paper, form, number=entry.sheet)
    if typed.problems or form.one("do") != KEEP:
        action = _action(locale, book, entry)
        return SheetPage(
            place=place_of(book, locale_for(request.url.path)),
            entry=entry,
            form=returned_form(paper, typed, action=action, number=entry.sheet, problems=typed.problems),
            problems=typed.problems,
        )
    await entering.correct_sheet(tx, member, book, entry, typed.reading, at=now)
    return Redirect(f"{base_of(locale, slug, batch)}?kept={entry.sheet}", status_code=303)


ROUTES = (sheet, correct)

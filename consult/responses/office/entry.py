"""Paper typed in by a clerk: the stacks of sheets, and the form that takes one sheet after another by keyboard alone.

The first button of the form only checks, so that Enter in a field never keeps half a sheet; a checked sheet comes back with
the keyboard on "keep", so that a second Enter keeps it. What was typed stands in the page and nowhere else until then.
"""

from dataclasses import dataclass, field, replace
from typing import Annotated, ClassVar
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect

from consult.errors import Invalid
from consult.i18n.negotiate import locale_for
from consult.i18n.text import Text
from consult.responses.actions import doubling, entering
from consult.responses.actions.entering import Book
from consult.responses.forms.sheet import SHEET, Paper, read_sheet, sheet_number
from consult.responses.model import Compared
from consult.responses.office.copying import (
    KEEP,
    Place,
    Rate,
    SheetForm,
    already,
    base_of,
    blank_form,
    place_of,
    rate_of,
    returned_form,
)
from consult.responses.store import entries
from consult.responses.store.entries import Batch, Entry
from consult.web.context import Desk, Form, Now, Req, Tx
from consult.web.forms import Fields
from consult.web.pages import Page
from consult.web.permissions import Permission

Number = Annotated[str, QueryParameter(max_length=6)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    batch: Batch
    sheet_count: int
    rate: Rate


@dataclass(frozen=True, slots=True, kw_only=True)
class StacksPage(Page):
    template: ClassVar[str] = "responses/stacks.html"
    title: Text
    base: str
    stacks: tuple[Stack, ...]
    total: Rate
    stop: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPage(Page):
    """`kept` and `undone` are the sheet that the last act was about."""

    template: ClassVar[str] = "responses/entry.html"
    place: Place
    form: SheetForm
    sheets: tuple[Entry, ...]
    due_count: int
    rate: Rate
    kept: str = ""
    undone: str = ""
    kept_count: int = field(default=0)


async def _stacks_page(request: Req, tx: Tx, slug: str, *, stop: str = "") -> StacksPage:
    locale = locale_for(request.url.path)
    standing = await entering.standing_of(tx, slug)
    counts = await entries.sheet_counts(tx, standing.id)
    compared = await entries.compared_by_batch(tx, standing.id)
    return StacksPage(
        title=standing.document.title,
        base=f"/{locale.code}/office/c/{slug}/entry",
        stacks=tuple(
            Stack(
                batch=batch,
                sheet_count=counts.get(batch.id, 0),
                rate=rate_of(compared.get(batch.id, Compared()), locale),
            )
            for batch in await entries.batches_of(tx, standing.id)
        ),
        total=rate_of(sum(compared.values(), Compared()), locale),
        stop=stop,
    )


@get("/{locale:str}/office/c/{slug:str}/entry", permission=Permission.RESPONSES_ENTER)
async def stacks(request: Req, slug: FromPath[str], tx: Tx) -> StacksPage:
    return await _stacks_page(request, tx, slug)


@post("/{locale:str}/office/c/{slug:str}/entry", permission=Permission.RESPONSES_ENTER)
async def open_stack(
    request: Req, locale: FromPath[str], slug: FromPath[str], tx: Tx, form: Form, member: Desk, now: Now
) -> StacksPage | Redirect:
    stop = form.one("stop")
    try:
        batch_id = await entering.open_paper_batch(tx, member, slug, stop=stop, at=now)
    except Invalid as invalid:
        page = await _stacks_page(request, tx, slug, stop=stop)
        return replace(page, problems=invalid.problems)
    return Redirect(base_of(locale, slug, batch_id), status_code=303)


async def _entry_page(
    request: Req, tx: Tx, book: Book, form: SheetForm, *, kept: str = "", undone: str = ""
) -> EntryPage:
    locale = locale_for(request.url.path)
    compared = await entries.compared_by_batch(tx, book.standing.id)
    return EntryPage(
        place=place_of(book, locale),
        form=form,
        problems=form.problems,
        sheets=book.entries,
        kept_count=len(book.kept),
        due_count=len(doubling.due(book)),
        rate=rate_of(compared.get(book.batch.id, Compared()), locale),
        kept=kept,
        undone=undone,
    )


@get("/{locale:str}/office/c/{slug:str}/entry/{batch:uuid}", permission=Permission.RESPONSES_ENTER)
async def next_sheet(
    request: Req,
    locale: FromPath[str],
    slug: FromPath[str],
    batch: FromPath[UUID],
    tx: Tx,
    kept: Number = "",
    undone: Number = "",
) -> EntryPage:
    book = await entering.open_book(tx, slug, batch)
    paper = Paper.of(book.standing.document.questionnaire)
    kept, undone = _known(book, kept, is_kept=True), _known(book, undone, is_kept=False)
    number = book.after(kept) if kept else undone or book.following
    form = blank_form(
        paper,
        action=base_of(locale, slug, batch),
        number=number,
        typed=await _staffs_own(tx, book, paper),
    )
    return await _entry_page(request, tx, book, form, kept=kept, undone=undone)


def _known(book: Book, sheet: str, *, is_kept: bool) -> str:
    """The sheet an address speaks of, if it is as the address says."""
    entry = book.entry(sheet_number(sheet))
    return entry.sheet if entry is not None and entry.is_kept == is_kept else ""


async def _staffs_own(tx: Tx, book: Book, paper: Paper) -> Fields:
    """What staff answered for the last sheet, such as the channel, is typed once for a whole stack."""
    latest = max(book.kept, key=lambda entry: entry.at, default=None)
    questions = book.standing.document.questionnaire.questions
    keys = {question.key for question in questions if question.asked_by == "facilitator"}
    if latest is None or not keys:
        return Fields.of({})
    items = await entering.answers_of(tx, latest)
    return paper.typed({key: given for key, given in items.items() if key in keys})


@post("/{locale:str}/office/c/{slug:str}/entry/{batch:uuid}", permission=Permission.RESPONSES_ENTER)
async def enter(
    request: Req,
    locale: FromPath[str],
    slug: FromPath[str],
    batch: FromPath[UUID],
    tx: Tx,
    form: Form,
    member: Desk,
    now: Now,
) -> EntryPage | Redirect:
    book = await entering.open_book(tx, slug, batch, lock=True)
    paper = Paper.of(book.standing.document.questionnaire)
    sheet = read_sheet(paper, form)
    problems = sheet.problems
    there = book.entry(sheet.number)
    if there is not None and there.is_kept:
        problems = (already(there, locale_for(request.url.path)), *problems)
    base = base_of(locale, slug, batch)
    if problems or form.one("do") != KEEP:
        returned = returned_form(paper, sheet, action=base, problems=problems)
        return await _entry_page(request, tx, book, returned)
    await entering.enter_sheet(tx, member, book, sheet.reading, sheet=sheet.number, locale=locale, at=now)
    return Redirect(f"{base}?kept={sheet.number}", status_code=303)


@post("/{locale:str}/office/c/{slug:str}/entry/{batch:uuid}/undo", permission=Permission.RESPONSES_ENTER)
async def undo(
    locale: FromPath[str],
    slug: FromPath[str],
    batch: FromPath[UUID],
    tx: Tx,
    form: Form,
    member: Desk,
    now: Now,
) -> Redirect:
    book = await entering.open_book(tx, slug, batch, lock=True)
    sheet = sheet_number(form.one(SHEET))
    await entering.undo_sheet(tx, member, book, sheet, at=now)
    return Redirect(f"{base_of(locale, slug, batch)}?undone={sheet}", status_code=303)


ROUTES = (stacks, open_stack, next_sheet, enter, undo)

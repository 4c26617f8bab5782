"""Double entry: the sheets that were drawn, typed a second time without sight of the first, and where the two differ.

The second typing is never kept. What differs comes back in the page, side by side; the clerk takes the paper in hand and
says which of the two stands on it.
"""

from dataclasses import dataclass
from typing import Annotated, ClassVar
from uuid import UUID

from litestar import get, post
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect

from consult.consultations.model import Question
from consult.errors import Problem
from consult.i18n.locales import Locale
from consult.i18n.negotiate import locale_for
from consult.i18n.text import N_, Text
from consult.responses.actions import doubling, entering
from consult.responses.actions.doubling import Comparison
from consult.responses.actions.entering import Book
from consult.responses.forms.sheet import Paper, Sheet, read_sheet, sheet_number
from consult.responses.model import Box, Compared, as_typed, read_copy, said
from consult.responses.office.copying import (
    KEEP,
    Place,
    Rate,
    SheetForm,
    base_of,
    blank_form,
    place_of,
    rate_of,
    returned_form,
)
from consult.responses.store import entries
from consult.responses.store.entries import Entry
from consult.web.context import Desk, Form, Now, Req, Tx
from consult.web.forms import Fields
from consult.web.pages import Page
from consult.web.permissions import Permission

AGAIN = "/{locale:str}/office/c/{slug:str}/entry/{batch:uuid}/again"
TWO_WRITINGS = N_("Question %(number)s: look at the paper and choose what stands on it.")


@dataclass(frozen=True, slots=True, kw_only=True)
class AgainPage(Page):
    """`mine` are the sheets this member typed first; a colleague's eyes are better."""

    template: ClassVar[str] = "responses/again.html"
    place: Place
    due: tuple[Entry, ...]
    mine: frozenset[str]
    rate: Rate
    done: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondPage(Page):
    template: ClassVar[str] = "responses/second.html"
    place: Place
    entry: Entry
    form: SheetForm


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """One of the two: what was typed, and the words it stands for."""

    typed: str
    said: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    number: int
    question: Question
    box: Box
    first: Writing
    second: Writing
    picked: str = ""

    @property
    def name(self) -> str:
        return f"pick.{self.box.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferencesPage(Page):
    """Answered 422: the two typings differ, and a person must say which is right."""

    template: ClassVar[str] = "responses/differences.html"
    place: Place
    entry: Entry
    differences: tuple[Difference, ...]
    kept: tuple[tuple[str, str], ...]
    action: str

    @property
    def status(self) -> int:
        return 422


@get(AGAIN, permission=Permission.RESPONSES_ENTER)
async def again(
    request: Req,
    slug: FromPath[str],
    batch: FromPath[UUID],
    tx: Tx,
    member: Desk,
    done: Annotated[str, QueryParameter(max_length=6)] = "",
) -> AgainPage:
    locale = locale_for(request.url.path)
    book = await entering.open_book(tx, slug, batch)
    compared = await entries.compared_by_batch(tx, book.standing.id)
    due = doubling.due(book)
    entry = book.entry(sheet_number(done))
    return AgainPage(
        place=place_of(book, locale),
        due=due,
        mine=frozenset(entry.sheet for entry in due if entry.person_id == member.person_id),
        rate=rate_of(compared.get(book.batch.id, Compared()), locale),
        done=entry.sheet if entry is not None and entry.is_doubled else "",
    )


@get(AGAIN + "/{sheet:str}", permission=Permission.RESPONSES_ENTER)
async def second(
    request: Req,
    locale: FromPath[str],
    slug: FromPath[str],
    batch: FromPath[UUID],
    sheet: FromPath[str],
    tx: Tx,
) -> SecondPage:
    book = await entering.open_book(tx, slug, batch)
    entry = doubling.drawn(book, sheet_number(sheet))
    paper = Paper.of(book.standing.document.questionnaire)
    action = f"{base_of(locale, slug, batch)}/again/{entry.sheet}"
    form = blank_form(paper, action=action, number=entry.sheet)
    return SecondPage(place=place_of(book, locale_for(request.url.path)), entry=entry, form=form)


@post(AGAIN + "/{sheet:str}", permission=Permission.RESPONSES_ENTER)
async def compare(
    request: Req,
    locale: FromPath[str],
    slug: FromPath[str],
    batch: FromPath[UUID],
    sheet: FromPath[str],
    tx: Tx,
    form: Form,
    member: Desk,
    now: Now,
) -> SecondPage | DifferencesPage | Redirect:
    book = await entering.open_book(tx, slug, batch, lock=True)
    entry = doubling.drawn(book, sheet_number(sheet))
    paper = Paper.of(book.standing.document.questionnaire)
    typed = read_sheet(paper, form, number=entry.sheet)
    base = f"{base_of(locale, slug, batch)}/again"
    if typed.problems or form.one("do") != KEEP:
        returned = returned_form(
            paper, typed, action=f"{base}/{entry.sheet}", number=entry.sheet, problems=typed.problems
        )
        place = place_of(book, locale_for(request.url.path))
        return SecondPage(place=place, entry=entry, form=returned, problems=typed.problems)
    comparison = await _compared(tx, member, book, entry, paper, typed, now)
    if comparison.differing:
        return _differences(request, book, entry, paper, typed, comparison)
    return Redirect(f"{base}?done={entry.sheet}", status_code=303)


@post(AGAIN + "/{sheet:str}/settle", permission=Permission.RESPONSES_ENTER)
async def settle(
    request: Req,
    locale: FromPath[str],
    slug: FromPath[str],
    batch: FromPath[UUID],
    sheet: FromPath[str],
    tx: Tx,
    form: Form,
    member: Desk,
    now: Now,
) -> DifferencesPage | Redirect:
    book = await entering.open_book(tx, slug, batch, lock=True)
    entry = doubling.drawn(book, sheet_number(sheet))
    paper = Paper.of(book.standing.document.questionnaire)
    typed = read_sheet(paper, form, number=entry.sheet)
    comparison = await _compared(tx, member, book, entry, paper, typed, now)
    picks = {name: form.one(f"pick.{name}") for name in comparison.differing}
    problems = tuple(
        Problem(f"pick.{name}", TWO_WRITINGS, {"number": paper.number_of(name)})
        for name, pick in picks.items()
        if pick not in {"first", "second"}
    )
    chosen = [name for name, pick in picks.items() if pick == "second"]
    if not problems and chosen:
        fields = doubling.settled(comparison, typed.values, chosen)
        reading = read_copy(paper.questionnaire, Fields.of(fields))
        problems = reading.problems
        if not problems:
            await entering.correct_sheet(tx, member, book, entry, reading, at=now)
    if problems:
        return _differences(request, book, entry, paper, typed, comparison, problems=problems, picks=picks)
    return Redirect(f"{base_of(locale, slug, batch)}/again?done={entry.sheet}", status_code=303)


async def _compared(
    tx: Tx, member: Desk, book: Book, entry: Entry, paper: Paper, typed: Sheet, now: Now
) -> Comparison:
    return await doubling.compare(
        tx, member, book, entry, typed.values, boxes=tuple(paper.boxes), worded=paper.worded, at=now
    )


def _differences(
    request: Req,
    book: Book,
    entry: Entry,
    paper: Paper,
    typed: Sheet,
    comparison: Comparison,
    *,
    problems: tuple[Problem, ...] = (),
    picks: dict[str, str] | None = None,
) -> DifferencesPage:
    locale: Locale = locale_for(request.url.path)
    questions = {number: question for number, question, _ in paper.questions}
    found: list[Difference] = []
    for name in comparison.differing:
        box, number = paper.boxes[name], paper.number_of(name)
        found.append(
            Difference(
                number=number,
                question=questions[number],
                box=box,
                first=_writing(box, comparison.stored.get(name, ())),
                second=_writing(box, typed.values.get(name, ())),
                picked=(picks or {}).get(name, ""),
            )
        )
    place = place_of(book, locale)
    return DifferencesPage(
        place=place,
        entry=entry,
        differences=tuple(found),
        kept=tuple(typed.typed.only(tuple(paper.boxes)).pairs()),
        action=f"{place.base}/again/{entry.sheet}/settle",
        problems=problems,
    )


def _writing(box: Box, values: tuple[str, ...]) -> Writing:
    return Writing(typed=as_typed(box, values), said=said(box, values))


ROUTES = (again, second, compare, settle)

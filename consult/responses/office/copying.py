"""What the pages that copy paper share: the sheet as it is shown, its errors in the clerk's language, the error rate."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from consult.consultations.model import Question
from consult.errors import Problem
from consult.i18n import formats
from consult.i18n.locales import Locale
from consult.i18n.text import Text
from consult.responses.actions.entering import ALREADY, ALREADY_BY_NOBODY, Book
from consult.responses.forms.sheet import SHEET, Paper, Sheet
from consult.responses.model import Box, Compared
from consult.responses.store.entries import Entry
from consult.web.forms import Fields

KEEP = "keep"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question on the sheet. `legend` are the options that all its boxes share."""

    number: int
    question: Question
    boxes: tuple[Box, ...]

    @property
    def legend(self) -> tuple[tuple[str, Text], ...]:
        with_options = [box for box in self.boxes if box.options]
        return with_options[0].listed() if with_options else ()

    @property
    def ends(self) -> tuple[tuple[str, Text | None], ...]:
        """The first and the last number of a scale with their names, then "no opinion"; empty for any other kind."""
        if self.question.kind != "scale":
            return ()
        spec: Any = self.question.spec
        named: tuple[Text | None, Text | None] = spec.ends or (None, None)
        beyond = tuple((code, label) for code, label in self.legend if code == str(spec.max + 1))
        return ((str(spec.min), named[0]), (str(spec.max), named[1]), *beyond)


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetForm:
    """The form of one sheet. `focus` is the id of what takes the keyboard first."""

    action: str
    asked: tuple[Asked, ...]
    typed: Fields
    number: str
    focus: str
    is_checked: bool = False
    said: dict[str, tuple[Text, ...]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def problem(self, name: str) -> Problem | None:
        return next((problem for problem in self.problems if problem.field == name), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """The error rate in the reader's numbers; an empty `rate` is one that is not known yet."""

    rate: str = ""
    low: str = ""
    high: str = ""
    compared_count: int = 0
    differing_count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Which stack of paper one is at."""

    title: Text
    stop: str
    slug: str
    base: str
    is_closed: bool

    @property
    def above(self) -> str:
        return self.base.rpartition("/")[0]


def place_of(book: Book, locale: Locale) -> Place:
    slug = book.standing.slug
    return Place(
        title=book.standing.document.title,
        stop=book.batch.stop,
        slug=slug,
        base=base_of(locale.code, slug, book.batch.id),
        is_closed=book.batch.closed_at is not None,
    )


def base_of(locale: str, slug: str, batch_id: UUID) -> str:
    return f"/{locale}/office/c/{slug}/entry/{batch_id}"


def rate_of(compared: Compared, locale: Locale) -> Rate:
    if compared.rate is None:
        return Rate()
    low, high = (formats.percent(share, locale=locale, is_fine=True) for share in compared.interval)
    return Rate(
        rate=formats.percent(compared.rate, locale=locale, is_fine=True),
        low=low,
        high=high,
        compared_count=compared.compared_count,
        differing_count=compared.differing_count,
    )


def asked_of(paper: Paper) -> tuple[Asked, ...]:
    return tuple(
        Asked(number=number, question=question, boxes=boxes) for number, question, boxes in paper.questions
    )


def blank_form(paper: Paper, *, action: str, number: str, typed: Fields | None = None) -> SheetForm:
    """A form nobody has sent yet."""
    return SheetForm(
        action=action, asked=asked_of(paper), typed=typed or Fields.of({}), number=number, focus=SHEET
    )


def returned_form(
    paper: Paper, sheet: Sheet, *, action: str, number: str = "", problems: Sequence[Problem] = ()
) -> SheetForm:
    """A form that comes back, with everything typed in it: the keyboard is at the first problem, else at "keep"."""
    return SheetForm(
        action=action,
        asked=asked_of(paper),
        typed=sheet.typed,
        number=number or sheet.typed.one(SHEET),
        focus=_focus(paper, problems) if problems else KEEP,
        is_checked=not problems,
        said={name: said for name, box in paper.boxes.items() if (said := sheet.said(box))},
        problems=tuple(problems),
    )


def _focus(paper: Paper, problems: Sequence[Problem]) -> str:
    """The first box with a problem; a problem of a whole question belongs to its first box."""
    for problem in problems:
        if problem.field in paper.boxes or problem.field == SHEET:
            return problem.field
        for name in paper.boxes:
            if name.partition(".")[0] == problem.field:
                return name
    return SHEET


def already(entry: Entry, locale: Locale) -> Problem:
    params = {
        "sheet": entry.sheet,
        "person": entry.person_name,
        "day": day(entry.at, locale),
        "time": formats.time(entry.at, locale=locale),
    }
    return Problem(SHEET, ALREADY if entry.person_name else ALREADY_BY_NOBODY, params)


def day(at: datetime, locale: Locale) -> str:
    return formats.date(at.astimezone(formats.TUNIS).date(), locale=locale)

"""The paths a citizen can take through a form: which pages and questions show, given the answers so far.

The server accepts exactly what these paths can show: an answer to a question that does not show is
dropped, and what depended on it does not show either. It refuses to know where the answers were kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from consult.consultations.kinds import kind_of
from consult.consultations.kinds.given import Filled, Given, Item, Rows
from consult.consultations.kinds.reading import FieldsLike
from consult.consultations.model.document import Page, Question, Questionnaire
from consult.errors import Problem
from consult.i18n.text import N_

UNANSWERED = N_("Please answer this question.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a form says. `skipped` was asked and left empty; `hidden` was never asked, because it did not show
    or asks nothing; they are not the same.
    """

    items: Mapping[str, tuple[Item, ...]] = field(default_factory=dict)
    skipped: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


class _Path:
    """One walk over the form. Questions are read when a condition waits for them, and each only once."""

    def __init__(self, questionnaire: Questionnaire, fields: FieldsLike) -> None:
        self.questions = questionnaire.by_key()
        self.pages = questionnaire.pages
        self.fields = fields
        self._placed = {key for page in questionnaire.pages for key in page.questions}
        self._given: dict[str, Given] = {}

    def given(self, key: str) -> Given:
        if key not in self._given:
            self._given[key] = _read(self.questions[key], self.fields, rows=None)
        return self._given[key]

    def shows(self, key: str) -> bool:
        """On a page, and either unconditional or waiting for a choice that shows and was made.

        The loader lets a condition wait only for an earlier page, so this ends.
        """
        question = self.questions.get(key)
        if question is None or key not in self._placed:
            return False
        condition = question.show_if
        if condition is None:
            return True
        if not self.shows(condition.question):
            return False
        waited_for = self.questions[condition.question]
        chosen = kind_of(waited_for.spec).chosen(self.given(condition.question).items)
        return not chosen.isdisjoint(condition.any_of)

    def asks(self, key: str) -> bool:
        return kind_of(self.questions[key].spec).asks

    def visible_pages(self) -> tuple[Page, ...]:
        return tuple(page for page in self.pages if self._has_something(page))

    def _has_something(self, page: Page) -> bool:
        """A note alone is no reason to show a page, unless nothing else was ever on it."""
        placed = [key for key in page.questions if key in self.questions]
        asking = [key for key in placed if self.asks(key)]
        return any(self.shows(key) for key in asking or placed)


def _read(question: Question, fields: FieldsLike, *, rows: Rows) -> Given:
    given: Given = kind_of(question.spec).read(question, fields, rows=rows)
    if question.required and kind_of(question.spec).asks and not given.items and not given.problems:
        return Given(problems=(Problem(question.key, UNANSWERED),))
    return given


def visible_pages(questionnaire: Questionnaire, fields: FieldsLike) -> tuple[Page, ...]:
    """The pages that show something, in order."""
    return _Path(questionnaire, fields).visible_pages()


def shown_questions(questionnaire: Questionnaire, page: Page, fields: FieldsLike) -> tuple[Question, ...]:
    path = _Path(questionnaire, fields)
    return tuple(path.questions[key] for key in page.questions if path.shows(key))


def next_page(questionnaire: Questionnaire, key: str, fields: FieldsLike) -> Page | None:
    """The first page after this one that shows; None after the last. The page itself need not show any
    more.
    """
    return next(iter(_visible_beside(questionnaire, key, fields, after=True)), None)


def previous_page(questionnaire: Questionnaire, key: str, fields: FieldsLike) -> Page | None:
    return next(reversed(_visible_beside(questionnaire, key, fields, after=False)), None)


def unanswered_page(questionnaire: Questionnaire, fields: FieldsLike) -> Page | None:
    """The first page that shows a question without a right answer; None when there is no such page."""

    def is_open(page: Page) -> bool:
        reading = read_page(questionnaire, page, fields)
        return bool(reading.skipped or reading.problems)

    return next((page for page in visible_pages(questionnaire, fields) if is_open(page)), None)


def _visible_beside(
    questionnaire: Questionnaire, key: str, fields: FieldsLike, *, after: bool
) -> tuple[Page, ...]:
    keys = [page.key for page in questionnaire.pages]
    if key not in keys:
        return ()
    here = keys.index(key)
    beside = set(keys[here + 1 :] if after else keys[:here])
    return tuple(page for page in visible_pages(questionnaire, fields) if page.key in beside)


def read_all(questionnaire: Questionnaire, fields: FieldsLike) -> Reading:
    """The whole form along the path these fields take; every problem at once."""
    path = _Path(questionnaire, fields)
    asked = [question for question in questionnaire.questions if question.asked_by == "citizen"]
    shown = [question.key for question in asked if path.asks(question.key) and path.shows(question.key)]
    return _reading(
        {key: path.given(key) for key in shown},
        hidden=tuple(question.key for question in asked if question.key not in shown),
    )


def read_page(questionnaire: Questionnaire, page: Page, fields: FieldsLike) -> Reading:
    """One page as it was sent: its shown questions, and of a question spread over pages only the rows of
    this one.
    """
    shown = shown_questions(questionnaire, page, fields)
    return _reading(
        {
            question.key: _read(question, fields, rows=page.rows(question))
            for question in shown
            if kind_of(question.spec).asks
        }
    )


def _reading(given: Mapping[str, Given], *, hidden: tuple[str, ...] = ()) -> Reading:
    return Reading(
        items={key: answer.items for key, answer in given.items() if answer.items},
        skipped=tuple(key for key, answer in given.items() if not answer.items and not answer.problems),
        hidden=hidden,
        problems=tuple(problem for answer in given.values() for problem in answer.problems),
    )


def field_names(questionnaire: Questionnaire, page: Page | None = None) -> tuple[str, ...]:
    """The HTML names of a page, or of the whole form: nothing else in a submission is an answer."""
    pages = questionnaire.pages if page is None else (page,)
    questions = questionnaire.by_key()
    return tuple(
        name
        for page in pages
        for question in (questions[key] for key in page.questions)
        for name in kind_of(question.spec).field_names(question, rows=page.rows(question))
    )


def page_of(questionnaire: Questionnaire, field: str) -> Page | None:
    """The page on which a problem's field stands."""
    key = field.partition(".")[0]
    return next(
        (
            page
            for page in questionnaire.pages
            if key in page.questions and _holds(questionnaire, page, field)
        ),
        None,
    )


def _holds(questionnaire: Questionnaire, page: Page, field: str) -> bool:
    return page.group is None or "." not in field or field in field_names(questionnaire, page)


def to_fields(questionnaire: Questionnaire, items: Mapping[str, tuple[Item, ...]]) -> Filled:
    """The fields that `read_all` would read as these items: an answer put back into its form."""
    filled: Filled = {}
    for question in questionnaire.questions:
        if question.key in items:
            filled |= kind_of(question.spec).to_fields(question, items[question.key])
    return filled

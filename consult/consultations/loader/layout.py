"""Lays questions out on pages: as the file says, or, when it says nothing, one question a page in an
order that works.

A question whose rows are spread by axis becomes one page for each axis.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from consult.consultations.kinds import kind_of, matrix
from consult.consultations.kinds.source import Source
from consult.consultations.loader.questions import Found
from consult.consultations.model import Axis, Page, Question
from consult.i18n.text import N_, Text

PAGE_KEY = re.compile(r"[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*")
BAD_PAGE_KEY = N_(
    "“%(given)s” cannot be a page's id: use small letters a–z, digits, “-” and “_”, a letter first."
)
FACILITATORS = N_("“%(id)s” is asked by the facilitator and cannot stand on a page.")
UNKNOWN = N_("“%(id)s” is not a question of this file.")
TWO_PAGES = N_("The question “%(id)s” stands on two pages.")
NO_PAGE = N_("The question “%(id)s” stands on no page.")
FILLS_PAGES = N_("“%(id)s” fills one page for each axis, so nothing else can stand with it.")
MOST_PAGES = 60


def load_pages(root: Source, *, found: Found, axes: Sequence[Axis]) -> tuple[Page, ...]:
    about_you = root.child("about_you")
    intro = about_you.text("intro") if about_you else None
    written = root.has("pages")
    pages = (
        list(_written_pages(root, found, intro=intro))
        if written
        else _default_pages(root, found, intro=intro)
    )
    spread = tuple(one for item, page in pages for one in _spread(item, page, found=found, axes=axes))
    _check_pages(root, spread)
    return spread


def _default_pages(root: Source, found: Found, *, intro: Text | None) -> list[tuple[Source, Page]]:
    """A page for each question with the notes before it, those about the citizen together, and whatever
    waits for an answer after it.
    """
    asked = found.asked()
    units = _units([one.question for one in asked if not one.about_you])
    about_you = tuple(one.question for one in asked if one.about_you)
    if about_you:
        units.append(("about-you", about_you))
    return [
        (root, Page(key=key, questions=_keys(questions), intro=intro if questions is about_you else None))
        for key, questions in _after_what_they_wait_for(units)
    ]


def _keys(questions: Sequence[Question]) -> tuple[str, ...]:
    return tuple(question.key for question in questions)


_Unit = tuple[str, tuple[Question, ...]]


def _units(questions: Sequence[Question]) -> list[_Unit]:
    units: list[_Unit] = []
    notes: tuple[Question, ...] = ()
    for question in questions:
        if kind_of(question.spec).asks:
            units.append((question.key.replace("_", "-"), (*notes, question)))
            notes = ()
        else:
            notes = (*notes, question)
    return [*units, (notes[0].key.replace("_", "-"), notes)] if notes else units


def _after_what_they_wait_for(units: Sequence[_Unit]) -> list[_Unit]:
    """File order, except that a unit comes after the ones it waits for; what waits in a circle stays at
    the end.
    """
    left, ordered, done = list(units), [], set[str]()
    everything = {question.key for _, questions in units for question in questions}
    while left:
        ready = next((unit for unit in left if not (_waits_for(unit) & everything - done)), left[0])
        left.remove(ready)
        ordered.append(ready)
        done |= {question.key for question in ready[1]}
    return ordered


def _waits_for(unit: _Unit) -> set[str]:
    own = {question.key for question in unit[1]}
    return {question.show_if.question for question in unit[1] if question.show_if} - own


def _written_pages(root: Source, found: Found, *, intro: Text | None) -> Iterable[tuple[Source, Page]]:
    asked = {one.question.key: one for one in found.asked()}
    places = _Places(found)
    for item in root.items("pages", most=MOST_PAGES):
        item.expect(("id", "title", "intro", "questions"), required=("id", "questions"))
        keys = item.strings("questions")
        places.check(item, keys)
        is_about_you = any(key in asked and asked[key].about_you for key in keys)
        own_intro = item.text("intro")
        yield (
            item,
            Page(
                key=item.matching("id", PAGE_KEY, message=BAD_PAGE_KEY),
                questions=tuple(key for key in keys if key in asked),
                title=item.text("title"),
                intro=own_intro or (intro if is_about_you else None),
            ),
        )
        # What introduces the questions about the citizen is said once, where they begin.
        intro = None if is_about_you else intro
    places.check_all_stand()


class _Places:
    """Which questions have found their page."""

    def __init__(self, found: Found) -> None:
        self.found = found
        self.asked = set(_keys([one.question for one in found.asked()]))
        self.others = {one.question.key for one in found.placed} - self.asked
        self.standing: set[str] = set()

    def check(self, item: Source, keys: Sequence[str]) -> None:
        if not keys and item.has("questions"):
            item.report(N_("A page needs a question."), at="questions")
        for key in keys:
            message = self._wrong_with(key)
            if message and key not in self.found.unreadable:
                item.report(message, at="questions", id=key[:60])
            self.standing.add(key)

    def _wrong_with(self, key: str) -> str:
        if key in self.others:
            return FACILITATORS
        if key not in self.asked:
            return UNKNOWN
        return TWO_PAGES if key in self.standing else ""

    def check_all_stand(self) -> None:
        for one in self.found.asked():
            if one.question.key not in self.standing:
                one.source.report(NO_PAGE, id=one.question.key)


def _spread(item: Source, page: Page, *, found: Found, axes: Sequence[Axis]) -> Iterable[Page]:
    """The page itself, or one for each axis when its question is spread by axis."""
    questions = [one.question for one in found.placed if one.question.key in page.questions]
    spread = next((question for question in questions if _is_spread(question)), None)
    if spread is None:
        return (page,)
    if len(page.questions) > 1:
        item.report(FILLS_PAGES, at="questions", id=spread.key)
    return tuple(_page_of_axis(page, axis) for axis in axes if axis.id in _groups(spread))


def _is_spread(question: Question) -> bool:
    return isinstance(question.spec, matrix.Spec) and question.spec.page_by == "axis"


def _groups(question: Question) -> set[str | None]:
    return {row.group for row in question.spec.rows} if isinstance(question.spec, matrix.Spec) else set()


def _page_of_axis(page: Page, axis: Axis) -> Page:
    return Page(
        key=f"{page.key}-{re.sub('[^a-z0-9]+', '-', axis.id.lower()).strip('-')}",
        questions=page.questions,
        title=axis.name,
        intro=axis.strapline or page.intro,
        group=axis.id,
    )


def _check_pages(root: Source, pages: Sequence[Page]) -> None:
    at = root.child("pages") or root
    seen: set[str] = set()
    for page in pages:
        at.unique(seen, page.key)
    if not pages:
        at.report(N_("There is no question to ask."))

"""What is printed: the questionnaire to fill in by pen, and the poster that leads to it. Anyone may print them.

Each question stands on the sheet once, in the order of the form; what it waits for is told in words.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from litestar import get
from litestar.params import FromPath

from consult.consultations.kinds import kind_of
from consult.consultations.model import ConsultationDocument, Question, Questionnaire
from consult.consultations.shelf import Shelf
from consult.i18n.text import Text
from consult.web.context import Req
from consult.web.pages import Page
from consult.web.permissions import Permission


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """A question on paper. `number` is None for what asks nothing; it is answered only by who chose one of `if_chosen` at
    question `if_number`.
    """

    question: Question
    number: int | None
    if_number: int | None = None
    if_chosen: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    title: Text | None
    intro: Text | None
    printed: tuple[Printed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionnairePage(Page):
    template: ClassVar[str] = "responses/print.html"
    consultation: ConsultationDocument
    opens_on: date
    closes_on: date
    sections: tuple[Section, ...]
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PosterPage(Page):
    template: ClassVar[str] = "responses/poster.html"
    consultation: ConsultationDocument
    opens_on: date
    closes_on: date
    address: str


def sections_of(questionnaire: Questionnaire) -> tuple[Section, ...]:
    """A question that is spread over several pages of the screen comes once, where it is first asked."""
    questions = questionnaire.by_key()
    numbers = _numbers(questionnaire)
    seen: set[str] = set()
    sections = []
    for page in questionnaire.pages:
        fresh = [key for key in page.questions if key in numbers and key not in seen]
        seen.update(fresh)
        if fresh:
            printed = tuple(_printed(questions[key], questions, numbers) for key in fresh)
            whole = page.group is None  # the title of a page for one group is not that of all its rows
            title, intro = (page.title, page.intro) if whole else (None, None)
            sections.append(Section(title=title, intro=intro, printed=printed))
    return tuple(sections)


def _numbers(questionnaire: Questionnaire) -> dict[str, int | None]:
    """Of every question that a citizen is asked, in the order of the pages; None for what asks nothing."""

    def asked() -> Iterator[Question]:
        questions = questionnaire.by_key()
        for page in questionnaire.pages:
            for key in page.questions:
                if questions[key].asked_by == "citizen":
                    yield questions[key]

    numbers: dict[str, int | None] = {}
    for question in asked():
        if question.key not in numbers:
            so_far = sum(number is not None for number in numbers.values())
            numbers[question.key] = so_far + 1 if _asks(question) else None
    return numbers


def _asks(question: Question) -> bool:
    return bool(getattr(kind_of(question.spec), "asks", True))


def _printed(question: Question, questions: dict[str, Question], numbers: dict[str, int | None]) -> Printed:
    number, condition = numbers[question.key], question.show_if
    if condition is None or condition.question not in numbers:
        return Printed(question=question, number=number)
    return Printed(
        question=question,
        number=number,
        if_number=numbers[condition.question],
        if_chosen=tuple(_label(questions[condition.question], choice) for choice in condition.any_of),
    )


def _label(question: Question, choice: str) -> Text:
    spec: Any = question.spec
    offered: dict[str, Text] = (
        {one.id: one.label for one in spec.offered()} if hasattr(spec, "offered") else {}
    )
    return offered.get(choice, Text(ar=choice, fr=choice, en=choice))


def _address(request: Req, locale: str, slug: str) -> str:
    return f"{request.app.state.settings.base_url}/{locale}/c/{slug}"


@get("/{locale:str}/c/{slug:str}/print", permission=Permission.PUBLIC)
async def print_questionnaire(request: Req, locale: FromPath[str], slug: FromPath[str]) -> QuestionnairePage:
    shelf: Shelf = request.app.state.shelf
    standing = await shelf.standing(slug)
    return QuestionnairePage(
        consultation=standing.document,
        opens_on=standing.opens_on,
        closes_on=standing.closes_on,
        sections=sections_of(standing.document.questionnaire),
        address=_address(request, locale, standing.slug),
    )


@get("/{locale:str}/c/{slug:str}/poster", permission=Permission.PUBLIC)
async def poster(request: Req, locale: FromPath[str], slug: FromPath[str]) -> PosterPage:
    shelf: Shelf = request.app.state.shelf
    standing = await shelf.standing(slug)
    return PosterPage(
        consultation=standing.document,
        opens_on=standing.opens_on,
        closes_on=standing.closes_on,
        address=_address(request, locale, standing.slug),
    )


ROUTES = (print_questionnaire, poster)

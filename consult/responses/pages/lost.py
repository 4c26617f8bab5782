"""Pages for forms that cannot be taken any more: the consultation is closed or not open yet, or the page is gone.

They say so, show a way on, and give back what was typed, question by question.
"""

from typing import Any

from litestar import Request, Response

from consult.consultations.kinds import kind_of
from consult.consultations.model import Question, State, read_all
from consult.consultations.store import Standing
from consult.i18n import formats
from consult.i18n.negotiate import locale_for
from consult.i18n.text import N_
from consult.responses.pages.visit import NotOpen, PageGone, base_of, lines_of, window_of
from consult.web.context import moment
from consult.web.errors import ErrorPage, answer
from consult.web.forms import Fields

TO_CONSULTATION = N_("Go to the consultation")


def said_of(standing: Standing, fields: Fields, *, locale: str) -> tuple[tuple[str, str], ...]:
    """Every question that was answered, rightly or not, with what was given."""
    questionnaire = standing.document.questionnaire
    reading = read_all(questionnaire, fields)
    said = []
    for question in questionnaire.questions:
        items = reading.items.get(question.key, ())
        given = [line.text for line in lines_of(question, items, locale=locale)] if items else []
        said += [(question.prompt.in_(locale), text) for text in given or _raw(question, fields)]
    return tuple(said)


def _raw(question: Question, fields: Fields) -> list[str]:
    """What stands in its fields when it cannot be read as an answer."""
    names = kind_of(question.spec).field_names(question)
    return [value for name in names for value in fields.many(name) if value.strip()]


def not_open(request: Request[Any, Any, Any], error: NotOpen) -> Response[Any]:
    standing, locale = error.standing, locale_for(request.url.path)
    is_over = window_of(standing).state(at=moment()) is State.CLOSED
    day = formats.date(standing.closes_on if is_over else standing.opens_on, locale=locale)
    return answer(
        ErrorPage(
            code=409,
            title=N_("This consultation has closed") if is_over else N_("This consultation is not open yet"),
            lead=N_("It took answers until the end of %(day)s. Thank you for taking the time.")
            if is_over
            else N_("It opens on %(day)s."),
            params={"day": day},
            said=said_of(standing, error.given, locale=locale.code),
            action_href=base_of(request, standing),
            action_label=TO_CONSULTATION,
        )
    )


def page_gone(request: Request[Any, Any, Any], error: PageGone) -> Response[Any]:
    return answer(
        ErrorPage(
            code=404,
            title=N_("This page of the form does not exist"),
            lead=N_(
                "The form may have been changed meanwhile. Begin from its first page; what you sent before is still there."
            ),
            said=said_of(error.standing, error.given, locale=locale_for(request.url.path).code),
            action_href=f"{base_of(request, error.standing)}/answer",
            action_label=N_("Go to the first question"),
        )
    )


HANDLERS: dict[Any, Any] = {NotOpen: not_open, PageGone: page_gone}

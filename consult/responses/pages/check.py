"""The check page and the sending.

The check page carries the whole form: what it sends needs no memory on the server, and can be sent again without harm.
"""

from dataclasses import dataclass
from typing import ClassVar

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from consult.consultations.kinds.given import Line
from consult.consultations.model import (
    ConsultationDocument,
    Question,
    Reading,
    field_names,
    page_of,
    read_all,
    visible_pages,
)
from consult.consultations.store import Standing
from consult.errors import Problem
from consult.i18n.negotiate import locale_for
from consult.i18n.text import N_, Text
from consult.responses import actions
from consult.responses.intake import Intake
from consult.responses.model import is_code, new_token, receipt_code_of, submission_key_of
from consult.responses.pages.visit import (
    FORM_FIELD,
    as_asked,
    base_of,
    keepable,
    lines_of,
    open_standing,
    receipt_instead,
    token_of,
)
from consult.web.context import Req, moment, read_form
from consult.web.forms import Fields
from consult.web.pages import Page
from consult.web.permissions import Permission

KEY_FIELD = "submission_key"
NOTHING_GIVEN = N_("Answer at least one question before you send.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """One question on the check page."""

    question: Question
    lines: tuple[Line, ...]
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckPage(Page):
    template: ClassVar[str] = "responses/check.html"
    consultation: ConsultationDocument
    checked: tuple[Checked, ...]
    kept: tuple[tuple[str, str], ...]
    back_href: str
    action: str
    problem_hrefs: tuple[tuple[str, Problem], ...] = ()
    aside: tuple[tuple[Text, tuple[Line, ...]], ...] = ()


def _check_page(
    request: Req,
    standing: Standing,
    fields: Fields,
    reading: Reading,
    *,
    key: str,
    problems: tuple[Problem, ...],
    aside: tuple[tuple[Text, tuple[Line, ...]], ...] = (),
) -> Response[CheckPage]:
    questionnaire = standing.document.questionnaire
    base = base_of(request, standing)
    locale = locale_for(request.url.path).code
    pages = visible_pages(questionnaire, fields)
    questions = questionnaire.by_key()
    seen: dict[str, Checked] = {}
    for page in pages:
        for question_key in page.questions:
            asked = questions[question_key]
            if question_key in seen or question_key in reading.hidden or asked.asked_by != "citizen":
                continue
            lines = lines_of(asked, reading.items.get(question_key, ()), locale=locale)
            seen[question_key] = Checked(question=asked, lines=lines, href=f"{base}/answer/{page.key}")
    hrefs = []
    for problem in problems:
        at_page = page_of(questionnaire, problem.field)
        hrefs.append(
            (f"{base}/answer/{at_page.key}#{problem.field}" if at_page else f"{base}/answer", problem)
        )
    number = (FORM_FIELD, str(standing.form_number))
    shown = CheckPage(
        consultation=standing.document,
        checked=tuple(seen.values()),
        kept=(*fields.only(field_names(questionnaire)).pairs(), number, (KEY_FIELD, key)),
        back_href=f"{base}/answer/{pages[-1].key}" if pages else base,
        action=f"{base}/check",
        problems=problems,
        problem_hrefs=tuple(hrefs),
        aside=aside,
    )
    return keepable(request, shown)


@get("/{locale:str}/c/{slug:str}/check", permission=Permission.PUBLIC)
async def check(request: Req, slug: FromPath[str]) -> Response[CheckPage] | Redirect:
    now = moment()
    standing = await open_standing(request, slug, at=now)
    token = token_of(request, slug)
    fields = await actions.draft(request.app.state.engine, standing, token=token)
    if fields is None:
        sent = await receipt_instead(request, token)
        return sent or Redirect(f"{base_of(request, standing)}/answer", status_code=303)
    reading = read_all(standing.document.questionnaire, fields)
    locale = locale_for(request.url.path).code
    lost = await actions.no_longer_asked(request.app.state.shelf, standing, fields)
    aside = tuple((one.prompt, lines_of(one, then.items[one.key], locale=locale)) for one, then in lost)
    key = submission_key_of(token)
    return _check_page(request, standing, fields, reading, key=key, problems=reading.problems, aside=aside)


@post("/{locale:str}/c/{slug:str}/check", permission=Permission.PUBLIC)
async def submit(request: Req, slug: FromPath[str]) -> Response[CheckPage] | Redirect:
    """The whole form in one request: kept once, however often it is sent, and read as it was asked."""
    now, form = moment(), await read_form(request)
    standing = await as_asked(request, await open_standing(request, slug, at=now), form)
    token = token_of(request, slug)
    sent_key = form.one(KEY_FIELD)
    key = sent_key if is_code(sent_key) else submission_key_of(token or new_token())
    reading = read_all(standing.document.questionnaire, form)
    problems = reading.problems or (() if reading.items else (Problem("", NOTHING_GIVEN),))
    if problems:
        if token:  # so that "Change" leads to what this form says
            await actions.keep_whole(request.app.state.engine, standing, token=token, sent=form, at=now)
        return _check_page(request, standing, form, reading, key=key, problems=problems)
    intake: Intake = request.app.state.intake
    locale = locale_for(request.url.path).code
    await intake.submit(
        actions.submission(standing, reading, key=key, token=token, channel="web", locale=locale, at=now)
    )
    return Redirect(f"/{locale}/receipt/{receipt_code_of(key)}", status_code=303)


ROUTES = (check, submit)

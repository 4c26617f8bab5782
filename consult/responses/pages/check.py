"""The check page and the sending.

The check page carries the whole form: what it sends needs no memory on the server, and can be sent again without harm.
"""

from dataclasses import dataclass
from typing import ClassVar

from litestar import get, post
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
from consult.i18n.text import N_
from consult.responses import actions
from consult.responses.intake import Intake
from consult.responses.model import is_code, new_token, receipt_code_of, submission_key_of
from consult.responses.pages.visit import (
    base_of,
    draft_cookie,
    is_shared,
    lines_of,
    open_standing,
    token_of,
    where_from,
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


def _check_page(
    request: Req,
    standing: Standing,
    fields: Fields,
    reading: Reading,
    *,
    key: str,
    problems: tuple[Problem, ...],
) -> CheckPage:
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
    return CheckPage(
        consultation=standing.document,
        checked=tuple(seen.values()),
        kept=(*fields.only(field_names(questionnaire)).pairs(), (KEY_FIELD, key)),
        back_href=f"{base}/answer/{pages[-1].key}" if pages else base,
        action=f"{base}/check",
        problems=problems,
        problem_hrefs=tuple(hrefs),
    )


@get("/{locale:str}/c/{slug:str}/check", permission=Permission.PUBLIC)
async def check(request: Req, slug: FromPath[str]) -> CheckPage | Redirect:
    standing = await open_standing(request, slug, at=moment())
    token = token_of(request, slug)
    fields = await actions.draft(request.app.state.engine, standing, token=token)
    if fields is None:
        return Redirect(f"{base_of(request, standing)}/answer", status_code=303)
    reading = read_all(standing.document.questionnaire, fields)
    return _check_page(
        request, standing, fields, reading, key=submission_key_of(token), problems=reading.problems
    )


@post("/{locale:str}/c/{slug:str}/check", permission=Permission.PUBLIC)
async def submit(request: Req, slug: FromPath[str]) -> CheckPage | Redirect:
    """The whole form in one request: kept once, however often it is sent."""
    now, form = moment(), await read_form(request)
    standing = await open_standing(request, slug, at=now)
    token = token_of(request, slug)
    sent_key = form.one(KEY_FIELD)
    key = sent_key if is_code(sent_key) else submission_key_of(token or new_token())
    reading = read_all(standing.document.questionnaire, form)
    problems = reading.problems or (() if reading.items else (Problem("", NOTHING_GIVEN),))
    if reading.problems and is_shared(request) and token:
        return Redirect(f"{base_of(request, standing)}/check", status_code=303)
    if problems:
        return _check_page(request, standing, form, reading, key=key, problems=problems)
    intake: Intake = request.app.state.intake
    locale = locale_for(request.url.path).code
    channel, batch_id = await where_from(request, standing, at=now)
    made = actions.submission(
        standing, reading, key=key, token=token, channel=channel, locale=locale, at=now, batch_id=batch_id
    )
    await intake.submit(made)
    ended = draft_cookie(request, standing, "", at=now)
    return Redirect(f"/{locale}/receipt/{receipt_code_of(key)}", status_code=303, cookies=[ended])


ROUTES = (check, submit)

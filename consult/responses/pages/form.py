"""The questions, page by page. Every step is a plain form and works without JavaScript.

A page that nobody has begun is the same for everyone, so it is rendered once for each form version and locale.
"""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from consult.consultations.model import (
    ConsultationDocument,
    Question,
    next_page,
    previous_page,
    read_page,
    shown_questions,
    visible_pages,
)
from consult.consultations.model import Page as FormPage
from consult.consultations.shelf import FRESH_SECONDS
from consult.consultations.store import Standing
from consult.errors import Problem
from consult.i18n.negotiate import locale_for
from consult.responses import actions
from consult.responses.model import new_token
from consult.responses.pages.visit import (
    MOST_FORM,
    PageGone,
    base_of,
    draft_cookie,
    is_shared,
    open_standing,
    read_sent,
    token_of,
)
from consult.web.context import Req, moment
from consult.web.forms import Fields
from consult.web.front import send_same
from consult.web.pages import Page, here_at, render
from consult.web.permissions import Permission
from consult.web.rendered import Rendered

AGAIN = "again"  # asks a page to say what is wrong with what was kept
STAY_FIELD = "stay"  # “I am still here”: keep what is typed and show the page again
MOST_BLANK_PAGES = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionPage(Page):
    template: ClassVar[str] = "responses/question.html"
    consultation: ConsultationDocument
    form_page: FormPage
    questions: tuple[Question, ...]
    fields: Fields
    number: int
    count: int
    back_href: str
    action: str


def _question_page(
    request: Req, standing: Standing, page: FormPage, fields: Fields, problems: tuple[Problem, ...] = ()
) -> QuestionPage:
    questionnaire = standing.document.questionnaire
    before = previous_page(questionnaire, page.key, fields)
    keys = [visible.key for visible in visible_pages(questionnaire, fields)]
    base = base_of(request, standing)
    return QuestionPage(
        consultation=standing.document,
        form_page=page,
        questions=shown_questions(questionnaire, page, fields),
        fields=fields,
        number=keys.index(page.key) + 1 if page.key in keys else 1,
        count=len(keys),
        back_href=f"{base}/answer/{before.key}" if before else base,
        action=f"{base}/answer/{page.key}",
        problems=problems,
    )


_blank: dict[tuple[UUID, str, str], Rendered] = {}


def _blank_page(request: Req, standing: Standing, page: FormPage) -> Rendered:
    """The page as everyone first meets it, rendered once in a process."""
    where = (standing.form_version_id, locale_for(request.url.path).code, page.key)
    if where not in _blank:
        if len(_blank) >= MOST_BLANK_PAGES:
            _blank.clear()
        shown = _question_page(request, standing, page, Fields.of({}))
        _blank[where] = Rendered.of(render(shown, here_at(shown.action)))
    return _blank[where]


def _send_blank(request: Req, rendered: Rendered) -> Response[bytes]:
    return send_same(request, rendered, seconds=FRESH_SECONDS)


@get(
    ["/{locale:str}/c/{slug:str}/answer", "/{locale:str}/c/{slug:str}/answer/{page:str}"],
    permission=Permission.PUBLIC,
)
async def question(
    request: Req, slug: FromPath[str], page: FromPath[str] = ""
) -> QuestionPage | Response[bytes] | Redirect:
    standing = await open_standing(request, slug, at=moment())
    pages = standing.document.questionnaire.pages
    form_page = standing.document.questionnaire.page(page) if page else pages[0]
    if form_page is None:
        raise PageGone(standing, Fields.of({}))
    token = token_of(request, slug)
    fields = await actions.draft(request.app.state.engine, standing, token=token) if token else None
    is_blank = fields is None and not is_shared(request)
    if is_blank and form_page.key == pages[0].key:
        return _send_blank(request, _blank_page(request, standing, form_page))
    if not shown_questions(standing.document.questionnaire, form_page, fields or Fields.of({})):
        return Redirect(f"{base_of(request, standing)}/answer", status_code=303)
    if is_blank:
        return _send_blank(request, _blank_page(request, standing, form_page))
    fields = fields or Fields.of({})
    looks_again = AGAIN in request.query_params
    problems = read_page(standing.document.questionnaire, form_page, fields).problems if looks_again else ()
    return _question_page(request, standing, form_page, fields, problems)


@post(
    "/{locale:str}/c/{slug:str}/answer/{page:str}",
    permission=Permission.PUBLIC,
    request_max_body_size=MOST_FORM,
)
async def turn(request: Req, slug: FromPath[str], page: FromPath[str]) -> QuestionPage | Redirect:
    now, form = moment(), await read_sent(request, slug)
    standing = await open_standing(request, slug, at=now)
    questionnaire = standing.document.questionnaire
    form_page = questionnaire.page(page)
    if form_page is None:
        raise PageGone(standing, form)
    token = token_of(request, slug) or new_token()
    engine = request.app.state.engine
    turned = await actions.turn_page(engine, standing, form_page, token=token, sent=form, at=now)
    cookie = draft_cookie(request, standing, token, at=now)
    if is_shared(request) and (turned.reading.problems or form.has(STAY_FIELD)):
        # Never an answer to a POST: a browser would offer the next person to send it again.
        again = "" if form.has(STAY_FIELD) else f"?{AGAIN}=yes"
        return Redirect(
            f"{base_of(request, standing)}/answer/{page}{again}", status_code=303, cookies=[cookie]
        )
    if turned.reading.problems:
        request.scope["state"]["cookies"] = [cookie]
        return _question_page(request, standing, form_page, turned.fields, turned.reading.problems)
    following = next_page(questionnaire, page, turned.fields)
    where = f"answer/{following.key}" if following else "check"
    return Redirect(f"{base_of(request, standing)}/{where}", status_code=303, cookies=[cookie])


ROUTES = (question, turn)

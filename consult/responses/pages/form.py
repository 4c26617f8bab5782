"""The questions, page by page. Every step is a plain form and works without JavaScript.

Whatever button is pressed, what the page holds is kept first. A page that nobody has begun is the same for everyone, so it
is rendered once for each form version and locale.
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
    unanswered_page,
    visible_pages,
)
from consult.consultations.model import Page as FormPage
from consult.consultations.shelf import FRESH_SECONDS
from consult.consultations.store import Standing
from consult.errors import Problem
from consult.i18n.locales import locale_of
from consult.i18n.negotiate import in_locale, locale_for
from consult.responses import actions
from consult.responses.model import new_token
from consult.responses.pages.visit import (
    MOST_FORM,
    PageGone,
    as_asked,
    base_of,
    draft_cookie,
    is_kiosk,
    is_shared,
    keepable,
    open_standing,
    read_sent,
    receipt_instead,
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
    form_number: int
    form_page: FormPage
    questions: tuple[Question, ...]
    fields: Fields
    number: int
    count: int
    action: str
    is_begun: bool
    is_shared: bool


def _question_page(
    request: Req,
    standing: Standing,
    page: FormPage,
    fields: Fields | None,
    problems: tuple[Problem, ...] = (),
) -> QuestionPage:
    questionnaire = standing.document.questionnaire
    given = fields if fields is not None else Fields.of({})
    keys = [visible.key for visible in visible_pages(questionnaire, given)]
    return QuestionPage(
        consultation=standing.document,
        form_number=standing.form_number,
        form_page=page,
        questions=shown_questions(questionnaire, page, given),
        fields=given,
        number=keys.index(page.key) + 1 if page.key in keys else 1,
        count=len(keys),
        action=f"{base_of(request, standing)}/answer/{page.key}",
        is_begun=fields is not None,
        is_shared=is_shared(request),
        problems=problems,
    )


_blank: dict[tuple[UUID, str, str], Rendered] = {}


def _blank_page(request: Req, standing: Standing, page: FormPage) -> Response[bytes]:
    """The page as everyone first meets it, rendered once in a process."""
    where = (standing.form_version_id, locale_for(request.url.path).code, page.key)
    if where not in _blank:
        if len(_blank) >= MOST_BLANK_PAGES:
            _blank.clear()
        shown = _question_page(request, standing, page, None)
        _blank[where] = Rendered.of(render(shown, here_at(shown.action)))
    return send_same(request, _blank[where], seconds=FRESH_SECONDS)


@get(
    ["/{locale:str}/c/{slug:str}/answer", "/{locale:str}/c/{slug:str}/answer/{page:str}"],
    permission=Permission.PUBLIC,
)
async def question(
    request: Req, slug: FromPath[str], page: FromPath[str] = ""
) -> Response[QuestionPage] | Response[bytes] | Redirect:
    now = moment()
    standing = await open_standing(request, slug, at=now)
    pages = standing.document.questionnaire.pages
    form_page = standing.document.questionnaire.page(page) if page else pages[0]
    if form_page is None:
        raise PageGone(standing, Fields.of({}))
    token = token_of(request, slug)
    fields = await actions.draft(request.app.state.engine, standing, token=token) if token else None
    if fields is None and (sent := await receipt_instead(request, token)):
        return sent
    given = fields or Fields.of({})
    shown = shown_questions(standing.document.questionnaire, form_page, given)
    if not shown and form_page.key != pages[0].key:
        return Redirect(f"{base_of(request, standing)}/answer", status_code=303)
    if fields is None and not is_shared(request):
        return _blank_page(request, standing, form_page)
    looks_again = AGAIN in request.query_params
    problems = read_page(standing.document.questionnaire, form_page, given).problems if looks_again else ()
    return keepable(request, _question_page(request, standing, form_page, fields, problems))


@post(
    "/{locale:str}/c/{slug:str}/answer/{page:str}",
    permission=Permission.PUBLIC,
    request_max_body_size=MOST_FORM,
)
async def turn(request: Req, slug: FromPath[str], page: FromPath[str]) -> Response[QuestionPage] | Redirect:
    now, form = moment(), await read_sent(request, slug)
    standing = await open_standing(request, slug, at=now)
    asked = await as_asked(request, standing, form)
    form_page = asked.document.questionnaire.page(page)
    if form_page is None:
        raise PageGone(standing, form)
    held = token_of(request, slug)
    token = held or new_token()
    engine = request.app.state.engine
    turned = await actions.turn_page(engine, asked, form_page, token=token, sent=form, at=now)
    if held and turned.is_new and (sent := await receipt_instead(request, token)):
        await actions.drop(engine, standing, token=token)
        return sent
    cookie = draft_cookie(request, standing, token, at=now)
    where = _unjudged(request, standing, form_page, form, turned.fields)
    if is_kiosk(request) and not where and (turned.reading.problems or form.has(STAY_FIELD)):
        # Never an answer to a POST: a browser would offer the next person to send it again.
        again = "" if form.has(STAY_FIELD) else f"?{AGAIN}=yes"
        where = f"{base_of(request, standing)}/answer/{page}{again}"
    if not where and turned.reading.problems:
        request.scope["state"]["cookies"] = [cookie]
        return keepable(
            request, _question_page(request, asked, form_page, turned.fields, turned.reading.problems)
        )
    where = where or _onwards(request, standing, form_page, form, turned.fields)
    return Redirect(where, status_code=303, cookies=[cookie])


def _unjudged(request: Req, standing: Standing, page: FormPage, form: Fields, fields: Fields) -> str:
    """Where a button leads that does not ask whether the page is right: back, another language, later."""
    base, questionnaire = base_of(request, standing), standing.document.questionnaire
    if form.has("back"):
        before = previous_page(questionnaire, page.key, fields)
        return f"{base}/answer/{before.key}" if before else base
    if form.has("later"):
        return f"{base}/resume"
    if locale_of(form.one("to")):
        key = page.key if questionnaire.page(page.key) else ""
        return in_locale(f"{base}/answer/{key}".rstrip("/"), form.one("to"))
    return ""


def _onwards(request: Req, standing: Standing, page: FormPage, form: Fields, fields: Fields) -> str:
    base, questionnaire = base_of(request, standing), standing.document.questionnaire
    if form.has("finish"):
        return f"{base}/check"
    is_known = questionnaire.page(page.key) is not None
    following = (
        next_page(questionnaire, page.key, fields) if is_known else unanswered_page(questionnaire, fields)
    )
    return f"{base}/answer/{following.key}" if following else f"{base}/check"


ROUTES = (question, turn)

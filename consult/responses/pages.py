"""The citizen's way: page by page, check, receipt. Every step is a plain form and works without JavaScript.

A page that nobody has begun is the same for everyone, so it is rendered once for each form version and locale. The check
page carries the whole form: what it sends needs no memory on the server, and can be sent again without harm.
"""

import gzip
import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, ClassVar
from uuid import UUID

from litestar import MediaType, Response, get, post
from litestar.datastructures import Cookie
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect

from consult.consultations.kinds import kind_of
from consult.consultations.kinds.given import Item, Line
from consult.consultations.model import (
    ConsultationDocument,
    Question,
    Reading,
    Window,
    field_names,
    next_page,
    page_of,
    previous_page,
    read_all,
    shown_questions,
    visible_pages,
)
from consult.consultations.model import Page as FormPage
from consult.consultations.shelf import FRESH_SECONDS, Shelf
from consult.consultations.store import Standing
from consult.errors import Conflict, NotFound, Problem
from consult.i18n.negotiate import locale_for
from consult.i18n.text import N_, Text
from consult.responses import actions
from consult.responses.intake import Intake
from consult.responses.model import (
    code_from,
    grouped,
    is_submission_key,
    new_token,
    receipt_code_of,
    submission_key_of,
)
from consult.web.context import Req, moment, read_form
from consult.web.forms import Fields
from consult.web.front import Front
from consult.web.pages import Page, Rendered, here_at, render
from consult.web.permissions import Permission

KEY_FIELD = "submission_key"
NOTHING_GIVEN = N_("Answer at least one question before you send.")
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


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptPage(Page):
    template: ClassVar[str] = "responses/receipt.html"
    consultation: ConsultationDocument
    code: str
    submitted_at: datetime
    withdrawn_at: datetime | None
    answered: tuple[tuple[Text, tuple[Line, ...]], ...]
    is_open: bool
    asks_to_withdraw: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptLookupPage(Page):
    template: ClassVar[str] = "responses/receipt_lookup.html"
    typed: str = ""


def _cookie_name(slug: str) -> str:
    return f"draft-{slug}"


def _token(request: Req, slug: str) -> str:
    token = request.cookies.get(_cookie_name(slug), "")
    return token if 40 <= len(token) <= 64 and token.isascii() else ""


def _draft_cookie(request: Req, standing: Standing, token: str, *, at: datetime) -> Cookie:
    """Lives as long as the consultation: nothing a citizen typed expires before it closes."""
    return Cookie(
        key=_cookie_name(standing.slug),
        value=token,
        path="/",
        httponly=True,
        samesite="lax",
        secure=request.app.state.settings.is_secure,
        max_age=max(int((_window(standing).closes_at - at).total_seconds()), 1) if token else 0,
    )


def _window(standing: Standing) -> Window:
    return Window(
        opens_on=standing.opens_on, closes_on=standing.closes_on, published_at=standing.published_at
    )


async def _open_standing(request: Req, slug: str, *, at: datetime) -> Standing:
    shelf: Shelf = request.app.state.shelf
    standing = await shelf.standing(slug)
    if not _window(standing).accepts_responses(at=at):
        raise Conflict(actions.CLOSED)
    return standing


def _base(request: Req, standing: Standing) -> str:
    return f"/{locale_for(request.url.path).code}/c/{standing.slug}"


def _question_page(
    request: Req, standing: Standing, page: FormPage, fields: Fields, problems: tuple[Problem, ...] = ()
) -> QuestionPage:
    questionnaire = standing.document.questionnaire
    before = previous_page(questionnaire, page.key, fields)
    keys = [visible.key for visible in visible_pages(questionnaire, fields)]
    base = _base(request, standing)
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
        body = render(shown, here_at(shown.action)).encode()
        tag = hashlib.sha256(body).hexdigest()[:16]
        _blank[where] = Rendered(body=body, gzipped=gzip.compress(body, 9, mtime=0), etag=f'"{tag}"')
    return _blank[where]


def _send_blank(request: Req, rendered: Rendered) -> Response[bytes]:
    """`private, no-cache`: a browser asks again each time, because beginning a draft changes the page."""
    headers = {"etag": rendered.etag, "cache-control": "private, no-cache", "vary": "Accept-Encoding, Cookie"}
    front: Front | None = getattr(request.app.state, "front", None)
    if front is not None:
        front.keep(
            request.url.path,
            body=rendered.body,
            gzipped=rendered.gzipped,
            etag=rendered.etag,
            headers=headers,
            seconds=FRESH_SECONDS,
        )
    if request.headers.get("if-none-match") == rendered.etag:
        return Response(b"", status_code=304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["content-encoding"] = "gzip"
        return Response(rendered.gzipped, media_type=MediaType.HTML, headers=headers)
    return Response(rendered.body, media_type=MediaType.HTML, headers=headers)


@get(
    ["/{locale:str}/c/{slug:str}/answer", "/{locale:str}/c/{slug:str}/answer/{page:str}"],
    permission=Permission.PUBLIC,
)
async def question(
    request: Req, slug: FromPath[str], page: FromPath[str] = ""
) -> QuestionPage | Response[bytes] | Redirect:
    standing = await _open_standing(request, slug, at=moment())
    pages = standing.document.questionnaire.pages
    form_page = standing.document.questionnaire.page(page) if page else pages[0]
    if form_page is None:
        raise NotFound
    token = _token(request, slug)
    fields = await actions.draft(request.app.state.engine, standing, token=token) if token else None
    if fields is None and form_page.key == pages[0].key:
        return _send_blank(request, _blank_page(request, standing, form_page))
    if not shown_questions(standing.document.questionnaire, form_page, fields or Fields.of({})):
        return Redirect(f"{_base(request, standing)}/answer", status_code=303)
    if fields is None:
        return _send_blank(request, _blank_page(request, standing, form_page))
    return _question_page(request, standing, form_page, fields)


@post("/{locale:str}/c/{slug:str}/answer/{page:str}", permission=Permission.PUBLIC)
async def turn(request: Req, slug: FromPath[str], page: FromPath[str]) -> QuestionPage | Redirect:
    now, form = moment(), await read_form(request)
    standing = await _open_standing(request, slug, at=now)
    questionnaire = standing.document.questionnaire
    form_page = questionnaire.page(page)
    if form_page is None:
        raise NotFound
    token = _token(request, slug) or new_token()
    engine = request.app.state.engine
    turned = await actions.turn_page(engine, standing, form_page, token=token, sent=form, at=now)
    cookie = _draft_cookie(request, standing, token, at=now)
    if turned.reading.problems:
        request.scope["state"]["cookies"] = [cookie]
        return _question_page(request, standing, form_page, turned.fields, turned.reading.problems)
    following = next_page(questionnaire, page, turned.fields)
    where = f"answer/{following.key}" if following else "check"
    return Redirect(f"{_base(request, standing)}/{where}", status_code=303, cookies=[cookie])


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
    base = _base(request, standing)
    locale = locale_for(request.url.path).code
    pages = visible_pages(questionnaire, fields)
    questions = questionnaire.by_key()
    seen: dict[str, Checked] = {}
    for page in pages:
        for question_key in page.questions:
            asked = questions[question_key]
            if question_key in seen or question_key in reading.hidden or asked.asked_by != "citizen":
                continue
            lines = _lines(asked, reading.items.get(question_key, ()), locale=locale)
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


def _lines(question: Question, items: tuple[Item, ...], *, locale: str) -> tuple[Line, ...]:
    kind: Any = kind_of(question.spec)
    lines: tuple[Line, ...] = kind.summarise(question, items, locale=locale)
    return lines


@get("/{locale:str}/c/{slug:str}/check", permission=Permission.PUBLIC)
async def check(request: Req, slug: FromPath[str]) -> CheckPage | Redirect:
    standing = await _open_standing(request, slug, at=moment())
    token = _token(request, slug)
    fields = await actions.draft(request.app.state.engine, standing, token=token)
    if fields is None:
        return Redirect(f"{_base(request, standing)}/answer", status_code=303)
    reading = read_all(standing.document.questionnaire, fields)
    return _check_page(
        request, standing, fields, reading, key=submission_key_of(token), problems=reading.problems
    )


@post("/{locale:str}/c/{slug:str}/check", permission=Permission.PUBLIC)
async def submit(request: Req, slug: FromPath[str]) -> CheckPage | Redirect:
    """The whole form in one request: kept once, however often it is sent."""
    now, form = moment(), await read_form(request)
    standing = await _open_standing(request, slug, at=now)
    token = _token(request, slug)
    sent_key = form.one(KEY_FIELD)
    key = sent_key if is_submission_key(sent_key) else submission_key_of(token or new_token())
    reading = read_all(standing.document.questionnaire, form)
    problems = reading.problems or (() if reading.items else (Problem("", NOTHING_GIVEN),))
    if problems:
        return _check_page(request, standing, form, reading, key=key, problems=problems)
    intake: Intake = request.app.state.intake
    locale = locale_for(request.url.path).code
    await intake.submit(
        actions.submission(standing, reading, key=key, token=token, channel="web", locale=locale, at=now)
    )
    ended = _draft_cookie(request, standing, "", at=now)
    return Redirect(f"/{locale}/receipt/{receipt_code_of(key)}", status_code=303, cookies=[ended])


@get("/{locale:str}/receipt", permission=Permission.PUBLIC)
async def receipt_lookup(
    locale: FromPath[str], code: Annotated[str, QueryParameter(max_length=200)] = ""
) -> ReceiptLookupPage | Redirect:
    if not code:
        return ReceiptLookupPage()
    plain = code_from(code)
    if plain is None:
        wrong = Problem(
            "code", N_("This is not a receipt code: it has 32 letters and digits in groups of four.")
        )
        return ReceiptLookupPage(typed=code, problems=(wrong,))
    return Redirect(f"/{locale}/receipt/{plain}", status_code=303)


@get("/{locale:str}/receipt/{code:str}", permission=Permission.PUBLIC)
async def receipt(
    request: Req,
    locale: FromPath[str],
    code: FromPath[str],
    ask: Annotated[str, QueryParameter(max_length=20)] = "",
) -> ReceiptPage:
    known = await actions.read_receipt(
        request.app.state.engine, request.app.state.shelf, code=_code(code), at=moment()
    )
    questions = known.document.questionnaire.questions
    return ReceiptPage(
        consultation=known.document,
        code=grouped(_code(code)),
        submitted_at=known.receipt.submitted_at,
        withdrawn_at=known.receipt.withdrawn_at,
        answered=tuple(
            (asked.prompt, _lines(asked, known.receipt.items[asked.key], locale=locale))
            for asked in questions
            if asked.key in known.receipt.items
        ),
        is_open=known.is_open,
        asks_to_withdraw=ask == "withdraw",
    )


@post("/{locale:str}/receipt/{code:str}/withdraw", permission=Permission.PUBLIC)
async def withdraw(request: Req, locale: FromPath[str], code: FromPath[str]) -> Redirect:
    await actions.withdraw(request.app.state.engine, request.app.state.shelf, code=_code(code), at=moment())
    return Redirect(f"/{locale}/receipt/{_code(code)}", status_code=303)


def _code(typed: str) -> str:
    plain = code_from(typed)
    if plain is None:
        raise NotFound
    return plain


ROUTES = (question, turn, check, submit, receipt_lookup, receipt, withdraw)

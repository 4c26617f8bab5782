"""What every step of the citizen's way needs: the open consultation, what a browser holds, answers in words."""

from datetime import datetime
from typing import Any

from litestar.datastructures import Cookie
from litestar.response import Redirect

from consult.consultations.kinds import kind_of
from consult.consultations.kinds.given import Item, Line
from consult.consultations.model import Question, Window
from consult.consultations.shelf import Shelf
from consult.consultations.store import Standing
from consult.errors import Conflict
from consult.i18n.negotiate import locale_for
from consult.responses import actions
from consult.responses.model import is_code, receipt_code_of, submission_key_of
from consult.web.context import Req
from consult.web.forms import Fields
from consult.web.pages import Page, PageResponse

SHARED_COOKIE = "shared"
FORM_FIELD = "form"  # the number of the form version that a page was made from


def _cookie_name(slug: str) -> str:
    return f"draft-{slug}"


def token_of(request: Req, slug: str) -> str:
    token = request.cookies.get(_cookie_name(slug), "")
    return token if is_code(token) else ""


def draft_cookie(request: Req, standing: Standing, token: str, *, at: datetime) -> Cookie:
    """Lives as long as the consultation: nothing a citizen typed expires before it closes. On a shared device, until its
    browser is closed.
    """
    seconds = max(int((window_of(standing).closes_at - at).total_seconds()), 1)
    return _cookie(request, standing.slug, token, max_age=None if is_shared(request) else seconds)


def ended_cookie(request: Req, slug: str) -> Cookie:
    return _cookie(request, slug, "", max_age=0)


def _cookie(request: Req, slug: str, token: str, *, max_age: int | None) -> Cookie:
    return Cookie(
        key=_cookie_name(slug),
        value=token,
        path="/",
        httponly=True,
        samesite="lax",
        secure=request.app.state.settings.is_secure,
        max_age=max_age,
    )


def is_shared(request: Req) -> bool:
    """Whether others use this phone or tablet too: its pages carry no script and leave nothing on it."""
    return request.cookies.get(SHARED_COOKIE) == "1"


def keepable(request: Req, page: Page) -> PageResponse:
    """A page that holds a citizen's words: the browser keeps what is typed into it when one goes back and forth."""
    kept = {} if is_shared(request) else {"cache-control": "private, no-cache"}
    return PageResponse(page, headers=kept)


async def as_asked(request: Req, standing: Standing, form: Fields) -> Standing:
    """The consultation as the page that was sent had asked it."""
    shelf: Shelf = request.app.state.shelf
    return await shelf.as_asked(standing, form.one(FORM_FIELD))


async def receipt_instead(request: Req, token: str) -> Redirect | None:
    """The way to the receipt, for a browser whose draft has been sent: from here when the reply was lost, or elsewhere."""
    code = await actions.receipt_of(request.app.state.engine, token=token) if token else None
    where = f"/{locale_for(request.url.path).code}/receipt/{code}"
    return Redirect(where, status_code=303) if code else None


def end_draft(request: Req, slug: str, *, code: str) -> None:
    """The browser lets go of its draft once its receipt is shown, and not before: a reply may be lost on the way, and a
    service worker that fetches a receipt shows nothing.
    """
    token, mode = token_of(request, slug), request.headers.get("sec-fetch-mode", "navigate")
    if token and mode == "navigate" and receipt_code_of(submission_key_of(token)) == code:
        request.scope["state"]["cookies"] = [ended_cookie(request, slug)]


def window_of(standing: Standing) -> Window:
    return Window(
        opens_on=standing.opens_on, closes_on=standing.closes_on, published_at=standing.published_at
    )


async def standing_of(request: Req, slug: str) -> Standing:
    shelf: Shelf = request.app.state.shelf
    return await shelf.standing(slug)


async def open_standing(request: Req, slug: str, *, at: datetime) -> Standing:
    standing = await standing_of(request, slug)
    if not window_of(standing).accepts_responses(at=at):
        raise Conflict(actions.CLOSED)
    return standing


def base_of(request: Req, standing: Standing) -> str:
    return f"/{locale_for(request.url.path).code}/c/{standing.slug}"


def lines_of(question: Question, items: tuple[Item, ...], *, locale: str) -> tuple[Line, ...]:
    kind: Any = kind_of(question.spec)
    lines: tuple[Line, ...] = kind.summarise(question, items, locale=locale)
    return lines

"""What every step of the citizen's way needs: the open consultation, what a browser holds, answers in words."""

import contextlib
from datetime import datetime
from typing import Any
from uuid import UUID

from litestar.datastructures import Cookie
from litestar.response import Redirect

from consult.consultations.kinds import kind_of
from consult.consultations.kinds.given import Item, Line
from consult.consultations.model import Question, Window, most_bytes
from consult.consultations.shelf import Shelf
from consult.consultations.store import Standing
from consult.errors import Conflict, NotFound, Unavailable
from consult.i18n.negotiate import locale_for
from consult.responses import actions
from consult.responses.model import is_code, receipt_code_of, submission_key_of
from consult.web import shared
from consult.web.context import Req, read_form
from consult.web.forms import Fields
from consult.web.pages import Page, PageResponse
from consult.web.security import MAX_BODY

SHARED_COOKIE = "shared"
HOLDS_ON = 600  # seconds in which a receipt that was sent may not have been seen
FORM_FIELD = "form"  # the number of the form version that a page was made from
MOST_FORM = 1_048_576  # bytes; no consultation makes a longer form of honest answers


class NotOpen(Conflict):
    """The consultation has closed, or not opened yet; carries what this browser had given."""

    def __init__(self, standing: Standing, given: Fields) -> None:
        super().__init__(actions.CLOSED)
        self.standing = standing
        self.given = given


class PageGone(NotFound):
    """The consultation is there, and this page of its form is not (any more)."""

    def __init__(self, standing: Standing, given: Fields) -> None:
        super().__init__()
        self.standing = standing
        self.given = given


def _cookie_name(slug: str) -> str:
    return f"draft-{slug}"


def token_of(request: Req, slug: str) -> str:
    token = request.cookies.get(_cookie_name(slug), "")
    return token if is_code(token) else ""


def is_kiosk(request: Req) -> bool:
    """Whether this is a tablet at a stop, where people take turns."""
    return shared.is_shared(request)


async def where_from(request: Req, standing: Standing, *, at: datetime) -> tuple[str, UUID | None]:
    """The channel and the batch of what is sent from this device."""
    if not is_kiosk(request):
        return actions.WEB
    token = request.cookies[shared.SHARED_COOKIE]
    engine = request.app.state.engine
    return await actions.where_from(engine, token=token, consultation_id=standing.id, at=at)


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
    return request.cookies.get(SHARED_COOKIE) == "1" or is_kiosk(request)


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
    service worker that fetches a receipt shows nothing. Even then it holds on for a while, because a page that was sent may
    never have been seen: who begins again in that time is led to the receipt. On a shared device it lets go at once.
    """
    token, mode = token_of(request, slug), request.headers.get("sec-fetch-mode", "navigate")
    if token and mode == "navigate" and receipt_code_of(submission_key_of(token)) == code:
        seconds = 0 if is_shared(request) else HOLDS_ON
        kept = _cookie(request, slug, token if seconds else "", max_age=seconds)
        request.scope["state"]["cookies"] = [kept]


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
        raise NotOpen(standing, await _given_so_far(request, standing))
    return standing


async def _given_so_far(request: Req, standing: Standing) -> Fields:
    """What this browser had given, sent or kept, so that nobody loses their words to the calendar."""
    sent: Fields = request.scope["state"].get("fields") or Fields.of({})
    try:
        kept = await actions.draft(request.app.state.engine, standing, token=token_of(request, standing.slug))
    except Unavailable:
        kept = None
    return (kept or Fields.of({})).with_(sent)


async def read_sent(request: Req, slug: str) -> Fields:
    """The form that was sent, however long an honest answer to this consultation may be."""
    shelf: Shelf = request.app.state.shelf
    most = MOST_FORM
    with contextlib.suppress(NotFound, Unavailable):
        most = min(MAX_BODY + most_bytes((await shelf.standing(slug)).document.questionnaire), MOST_FORM)
    return await read_form(request, most=most)


def base_of(request: Req, standing: Standing) -> str:
    return f"/{locale_for(request.url.path).code}/c/{standing.slug}"


def lines_of(question: Question, items: tuple[Item, ...], *, locale: str) -> tuple[Line, ...]:
    kind: Any = kind_of(question.spec)
    lines: tuple[Line, ...] = kind.summarise(question, items, locale=locale)
    return lines

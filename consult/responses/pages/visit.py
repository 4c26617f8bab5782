"""What every step of the citizen's way needs: the open consultation, the token a browser holds, answers in words."""

from datetime import datetime
from typing import Any
from uuid import UUID

from litestar.datastructures import Cookie

from consult.consultations.kinds import kind_of
from consult.consultations.kinds.given import Item, Line
from consult.consultations.model import Question, Window
from consult.consultations.shelf import Shelf
from consult.consultations.store import Standing
from consult.errors import Conflict
from consult.i18n.negotiate import locale_for
from consult.responses import actions
from consult.responses.model import is_code
from consult.web import shared
from consult.web.context import Req


def _cookie_name(slug: str) -> str:
    return f"draft-{slug}"


def token_of(request: Req, slug: str) -> str:
    token = request.cookies.get(_cookie_name(slug), "")
    return token if is_code(token) else ""


def is_shared(request: Req) -> bool:
    """Whether many people use this device in turn: its pages carry no script and keep nothing."""
    return shared.is_shared(request)


async def where_from(request: Req, standing: Standing, *, at: datetime) -> tuple[str, UUID | None]:
    """The channel and the batch of what is sent from this device."""
    if not is_shared(request):
        return actions.WEB
    token = request.cookies[shared.SHARED_COOKIE]
    engine = request.app.state.engine
    return await actions.where_from(engine, token=token, consultation_id=standing.id, at=at)


def draft_cookie(request: Req, standing: Standing, token: str, *, at: datetime) -> Cookie:
    """Lives as long as the consultation: nothing a citizen typed expires before it closes. On a shared device, as long as
    its browser stands open.
    """
    lives = None if is_shared(request) else max(int((window_of(standing).closes_at - at).total_seconds()), 1)
    return Cookie(
        key=_cookie_name(standing.slug),
        value=token,
        path="/",
        httponly=True,
        samesite="lax",
        secure=request.app.state.settings.is_secure,
        max_age=lives if token else 0,
    )


def window_of(standing: Standing) -> Window:
    return Window(
        opens_on=standing.opens_on, closes_on=standing.closes_on, published_at=standing.published_at
    )


async def open_standing(request: Req, slug: str, *, at: datetime) -> Standing:
    shelf: Shelf = request.app.state.shelf
    standing = await shelf.standing(slug)
    if not window_of(standing).accepts_responses(at=at):
        raise Conflict(actions.CLOSED)
    return standing


def base_of(request: Req, standing: Standing) -> str:
    return f"/{locale_for(request.url.path).code}/c/{standing.slug}"


def lines_of(question: Question, items: tuple[Item, ...], *, locale: str) -> tuple[Line, ...]:
    kind: Any = kind_of(question.spec)
    lines: tuple[Line, ...] = kind.summarise(question, items, locale=locale)
    return lines

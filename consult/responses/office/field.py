"""In the street: the stops of a consultation, opening and closing one, and making a tablet work for it."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from litestar import get, post
from litestar.datastructures import Cookie
from litestar.params import FromPath
from litestar.response import Redirect

from consult.consultations.store import Standing
from consult.errors import Invalid, Problem
from consult.i18n.text import Text
from consult.responses import actions
from consult.responses.actions import Stop
from consult.responses.model import CHANNELS
from consult.responses.model.batches import BATCH_CHANNELS, MOST_STOP, kiosk_ends_at
from consult.web.context import Desk, Form, Now, Req, Tx
from consult.web.pages import Page
from consult.web.permissions import SESSION_COOKIE, Permission
from consult.web.shared import SHARED_COOKIE

FORGET = '"cache", "storage"'
OFFICE = "/{locale:str}/office/c/{slug:str}/field"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldPage(Page):
    template: ClassVar[str] = "responses/field.html"
    batch_channels: ClassVar[tuple[str, ...]] = BATCH_CHANNELS
    most_stop: ClassVar[int] = MOST_STOP
    slug: str
    title: Text
    stops: tuple[Stop, ...]
    channels: tuple[tuple[str, int], ...]
    takes_answers: bool
    typed_channel: str = "stand"
    typed_stop: str = ""


async def _page(
    tx: Tx,
    slug: str,
    *,
    at: datetime,
    typed: tuple[str, str] = ("stand", ""),
    problems: tuple[Problem, ...] = (),
) -> FieldPage:
    found = await actions.field(tx, slug, at=at)
    standing: Standing = found.standing
    return FieldPage(
        slug=slug,
        title=standing.document.title,
        stops=found.stops,
        channels=tuple((name, found.channels[name]) for name in CHANNELS if name in found.channels),
        takes_answers=actions.accepts(standing, at=at),
        typed_channel=typed[0],
        typed_stop=typed[1],
        problems=problems,
    )


@get(OFFICE, permission=Permission.RESPONSES_COLLECT)
async def field(slug: FromPath[str], member: Desk, tx: Tx, now: Now) -> FieldPage:
    return await _page(tx, slug, at=now)


@post(OFFICE, permission=Permission.RESPONSES_COLLECT)
async def open_stop(
    locale: FromPath[str], slug: FromPath[str], member: Desk, tx: Tx, form: Form, now: Now
) -> FieldPage | Redirect:
    typed = (form.one("channel"), form.one("stop"))
    try:
        await actions.open_batch(tx, member, slug, channel=typed[0], stop=typed[1], at=now)
    except Invalid as invalid:
        return await _page(tx, slug, at=now, typed=typed, problems=invalid.problems)
    return Redirect(f"/{locale}/office/c/{slug}/field?done=opened", status_code=303)


@post(f"{OFFICE}/{{batch:uuid}}/close", permission=Permission.RESPONSES_COLLECT)
async def close_stop(
    locale: FromPath[str], slug: FromPath[str], batch: FromPath[UUID], member: Desk, tx: Tx, now: Now
) -> Redirect:
    await actions.close_batch(tx, member, slug, batch, at=now)
    return Redirect(f"/{locale}/office/c/{slug}/field?done=closed", status_code=303)


@post(f"{OFFICE}/{{batch:uuid}}/tablet", permission=Permission.RESPONSES_COLLECT)
async def start_tablet(
    request: Req,
    locale: FromPath[str],
    slug: FromPath[str],
    batch: FromPath[UUID],
    member: Desk,
    tx: Tx,
    now: Now,
) -> Redirect:
    """From here the device belongs to citizens: the member is signed out on it, and what it held is gone."""
    before = request.cookies.get(SHARED_COOKIE, "")
    await actions.end_kiosk(tx, member, token=before, at=now)
    session = request.cookies.get(SESSION_COOKIE, "")
    token = await actions.start_kiosk(tx, member, slug, batch, session_token=session, at=now)
    lives = max(int((kiosk_ends_at(now) - now).total_seconds()), 1)
    gone = [_cookie(request, name, "", 0) for name in {*request.cookies, SESSION_COOKIE} - {SHARED_COOKIE}]
    return Redirect(
        f"/{locale}/kiosk",
        status_code=303,
        cookies=[_cookie(request, SHARED_COOKIE, token, lives), *gone],
        headers={"clear-site-data": FORGET},
    )


@post("/{locale:str}/office/kiosk/end", permission=Permission.RESPONSES_COLLECT)
async def end_tablet(request: Req, locale: FromPath[str], member: Desk, tx: Tx, now: Now) -> Redirect:
    await actions.end_kiosk(tx, member, token=request.cookies.get(SHARED_COOKIE, ""), at=now)
    gone = _cookie(request, SHARED_COOKIE, "", 0)
    return Redirect(f"/{locale}/office?done=tablet-ended", status_code=303, cookies=[gone])


def _cookie(request: Req, name: str, value: str, lives: int) -> Cookie:
    return Cookie(
        key=name,
        value=value,
        path="/",
        httponly=True,
        samesite="lax",
        secure=request.app.state.settings.is_secure,
        max_age=lives,
    )


ROUTES = (field, open_stop, close_stop, start_tablet, end_tablet)

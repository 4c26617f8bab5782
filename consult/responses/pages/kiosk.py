"""A shared tablet at a stop: its calm first page, the next person, and the question whether somebody is still there.

The first page forgets whoever stood there before: their draft, and every cookie but the tablet's own.
"""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from litestar import get, post
from litestar.datastructures import Cookie
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect

from consult.consultations.model import ConsultationDocument
from consult.consultations.shelf import Shelf
from consult.errors import NotFound
from consult.i18n.catalogue import translations_of
from consult.i18n.locales import LOCALES, Locale
from consult.i18n.text import N_
from consult.responses import actions
from consult.responses.model import is_code
from consult.responses.model.batches import Kiosk
from consult.responses.pages.shared import WARNING_SECONDS, may_return_to
from consult.responses.pages.visit import window_of
from consult.web.context import Now, Req
from consult.web.pages import Page, PageResponse
from consult.web.permissions import Permission
from consult.web.shared import SHARED_COOKIE, is_shared

FORGET = '"cache", "storage"'
LOOKS_AGAIN = 300  # seconds; the first page asks again whether the tablet is still connected
GREETING = N_("Your city is asking you")
BEGIN = N_("Begin")


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """The way in, in one language and in its own words."""

    locale: Locale
    greeting: str
    title: str
    begin: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KioskPage(Page):
    """`consultation` is None when nobody knows this tablet; `doors` are empty when nothing can be answered."""

    template: ClassVar[str] = "responses/kiosk.html"
    consultation: ConsultationDocument | None
    stop: str
    is_connected: bool
    doors: tuple[Door, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StillPage(Page):
    template: ClassVar[str] = "responses/kiosk_still.html"
    back_href: str
    seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivatePage(Page):
    template: ClassVar[str] = "responses/kiosk_receipts.html"


async def _kiosk(request: Req) -> Kiosk | None:
    token = request.cookies.get(SHARED_COOKIE, "")
    return await actions.kiosk(request.app.state.engine, token=token)


async def _forgotten(request: Req, kiosk: Kiosk | None) -> list[Cookie]:
    """Ends the drafts this device holds, and answers the cookies that end everything else it holds."""
    drafts = [
        value for name, value in request.cookies.items() if name.startswith("draft-") and is_code(value)
    ]
    if drafts and kiosk is not None:
        await actions.abandon(request.app.state.engine, kiosk.city_id, tokens=drafts)
    return [
        Cookie(key=name, value="", path="/", max_age=0, httponly=True, samesite="lax")
        for name in request.cookies
        if name != SHARED_COOKIE
    ]


def _doors(document: ConsultationDocument, slug: str) -> tuple[Door, ...]:
    return tuple(
        Door(
            locale=locale,
            greeting=translations_of(locale.code).gettext(GREETING),
            title=document.title.in_(locale.code),
            begin=translations_of(locale.code).gettext(BEGIN),
            href=f"/{locale.code}/c/{slug}/answer",
        )
        for locale in LOCALES
    )


@get("/{locale:str}/kiosk", permission=Permission.PUBLIC)
async def kiosk_start(request: Req, now: Now) -> PageResponse:
    if not is_shared(request):
        page = KioskPage(consultation=None, stop="", is_connected=False, doors=())
        return PageResponse(page, headers={"cache-control": "no-store"})
    kiosk = await _kiosk(request)
    shelf: Shelf = request.app.state.shelf
    standing = await shelf.standing(kiosk.slug) if kiosk else None
    is_open = standing is not None and window_of(standing).accepts_responses(at=now)
    page = KioskPage(
        consultation=standing.document if standing else None,
        stop=kiosk.batch.stop if kiosk else "",
        is_connected=kiosk is not None and kiosk.is_connected(now),
        doors=_doors(standing.document, standing.slug) if standing and is_open else (),
    )
    headers = {"cache-control": "no-store", "refresh": str(LOOKS_AGAIN)}
    return PageResponse(page, headers=headers, cookies=await _forgotten(request, kiosk))


@post("/{locale:str}/kiosk/next", permission=Permission.PUBLIC)
async def next_person(request: Req, locale: FromPath[str]) -> Redirect:
    if not is_shared(request):
        raise NotFound
    gone = await _forgotten(request, await _kiosk(request))
    headers = {"clear-site-data": FORGET}
    return Redirect(f"/{locale}/kiosk", status_code=303, cookies=gone, headers=headers)


@get("/{locale:str}/kiosk/still", permission=Permission.PUBLIC)
async def still_there(
    locale: FromPath[str], to: Annotated[str, QueryParameter(max_length=300)] = ""
) -> PageResponse:
    start = f"/{locale}/kiosk"
    page = StillPage(back_href=to if may_return_to(to) else start, seconds=WARNING_SECONDS)
    headers = {"cache-control": "no-store", "refresh": f"{WARNING_SECONDS};url={start}"}
    return PageResponse(page, headers=headers)


@get("/{locale:str}/kiosk/receipts", permission=Permission.PUBLIC)
async def private_receipts(locale: FromPath[str]) -> PageResponse:
    headers = {"cache-control": "no-store", "refresh": f"{WARNING_SECONDS};url=/{locale}/kiosk"}
    return PageResponse(PrivatePage(), headers=headers)


ROUTES = (kiosk_start, next_person, still_there, private_receipts)

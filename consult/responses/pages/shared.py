"""What every page keeps to on a shared tablet: nothing stays, nobody reads the receipt of whoever stood there before, and a
tablet that was left goes back to its start by itself.

The addresses of receipts stay in a browser's history, so a receipt is shown only to the person who has just sent it: until
the next one begins, the tablet holds the hash of its code. It works on every page of the site, whichever room made it.
"""

import re
from typing import Any

from litestar import Request
from litestar.connection import ASGIConnection
from litestar.datastructures import Cookie, MutableScopeHeaders
from litestar.handlers import BaseRouteHandler
from litestar.response import Redirect
from litestar.types import BeforeMessageSendHookHandler, Message, Scope

from consult.errors import NotAllowed
from consult.i18n.negotiate import locale_for
from consult.responses.model import code_from, hash_of
from consult.web.shared import SHARED_COOKIE, is_shared

READING_COOKIE = "reading"
_NAMED = f"{SHARED_COOKIE}=".encode()

LEFT_SECONDS = 180
LEFT_RECEIPT_SECONDS = 90
WARNING_SECONDS = 60  # a reader has this long to say that they are still there

_RECEIPT = re.compile(r"/[a-z]{2}/receipt/([^/?#]+)")
_FORM_PAGE = re.compile(r"/[a-z]{2}/c/[^/]+/answer(/[^/]+)?")
_MAY_RETURN = re.compile(r"/[a-z]{2}/((c|receipt)/[\w/-]*)?")
_OWN_WAY = re.compile(r"/(static/.*|[a-z]{2}/(kiosk|office)(/.*)?)?")


class NotOnThisDevice(NotAllowed):
    """A receipt that was not given to the person who stands here."""


def may_return_to(path: str) -> bool:
    return _MAY_RETURN.fullmatch(path) is not None


def _mark(code: str) -> str:
    return hash_of(code).hex()


async def receipts_stay_private(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
    """A guard beside the one on permissions."""
    asked = _RECEIPT.match(connection.url.path)
    if asked is None or not is_shared(connection):
        return
    code = code_from(asked[1]) or ""
    if connection.cookies.get(READING_COOKIE) != _mark(code):
        raise NotOnThisDevice


def to_ones_own_phone(request: Request[Any, Any, Any], _: Exception) -> Redirect:
    return Redirect(f"/{locale_for(request.url.path).code}/kiosk/receipts", status_code=303)


def keep_nothing(*, secure: bool) -> BeforeMessageSendHookHandler:
    """A `before_send` hook: on a shared tablet nothing is stored, a fresh receipt may be read, a page that is left ends."""

    async def before_send(message: Message, scope: Scope) -> None:
        if message["type"] != "http.response.start" or not _may_be_shared(scope):
            return
        request: Request[Any, Any, Any] = Request(scope)
        path = str(scope["path"])
        if not is_shared(request) or path.startswith("/static/"):
            return
        headers = MutableScopeHeaders.from_message(message)
        headers["cache-control"] = "no-store"
        given = _RECEIPT.match(headers.get("location", "")) if request.method == "POST" else None
        if given is not None:
            cookie = Cookie(
                key=READING_COOKIE,
                value=_mark(given[1]),
                path="/",
                httponly=True,
                samesite="lax",
                secure=secure,
            )
            headers.add("set-cookie", cookie.to_header(header=""))
        is_page = not 300 <= message["status"] < 400
        if is_page and (away := _when_left(path)):
            headers["refresh"] = away

    return before_send


def _may_be_shared(scope: Scope) -> bool:
    """A glance at the raw header, so that everybody else's pages cost nothing more."""
    return any(name == b"cookie" and _NAMED in value for name, value in scope["headers"])


def _when_left(path: str) -> str:
    """Where a page goes when nobody touches it. A form asks on its own page whether somebody is there, so that nothing
    typed is lost; every other page asks on the next one.
    """
    start = f"/{locale_for(path).code}/kiosk"
    if _OWN_WAY.fullmatch(path):
        return ""
    if _FORM_PAGE.fullmatch(path):
        return f"{LEFT_SECONDS + WARNING_SECONDS};url={start}"
    seconds = LEFT_RECEIPT_SECONDS if _RECEIPT.match(path) else LEFT_SECONDS
    back = path if may_return_to(path) else start
    return f"{seconds};url={start}/still?to={back}"

"""What protects every page: headers on every response, the origin of unsafe requests, limits on bodies.

Citizens' forms carry no token, so that a page can be cached and a week-old tab still works: the browser's own
`Sec-Fetch-Site` and `Origin` say where a request was made. It refuses to know any room.
"""

import asyncio
from urllib.parse import urlsplit

from litestar import Request
from litestar.datastructures import MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.exceptions import ClientException, HTTPException
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, BeforeMessageSendHookHandler, Message, Receive, Scope, Send

MAX_BODY = 65_536
BODY_SECONDS = 10.0


# What a page that loads nothing of a kind is not allowed to load: by the kind, the marks of one that does.
_LOADS = (
    ("style-src", ('rel="stylesheet"',)),
    ("script-src", ("<script",)),
    ("img-src", ("<img", "<image")),
    ("media-src", ("<audio", "<video")),
    ("connect-src", ("<script",)),
)
_EVERYWHERE = "form-action 'self';base-uri 'none';frame-ancestors 'none'"


def policy(style: str = "", html: str = "") -> str:
    """What a page may load: our own files, and the one inline sheet whose hash is given. Never inline code.

    Of a page that is given whole, only what it holds: that is stricter, and shorter on the wire.
    """
    rules = ["default-src 'none'"]
    for kind, marks in _LOADS:
        ours = "'self'" if not html or any(mark in html for mark in marks) else ""
        own = {"style-src": style, "img-src": "data:"}.get(kind, "")  # the icon is drawn in the page
        if allowed := " ".join(part for part in (ours, own) if part):
            rules.append(f"{kind} {allowed}")
    return ";".join([*rules, _EVERYWHERE])


# No `x-frame-options`: every browser that runs this site heeds `frame-ancestors`.
HEADERS = {
    "content-security-policy": policy(),
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(),geolocation=(),microphone=()",
}
_TLS = {"strict-transport-security": "max-age=31536000; includeSubDomains"}


def fixed_headers(*, secure: bool) -> dict[str, str]:
    return {**HEADERS, **(_TLS if secure else {})}


def harden(*, secure: bool) -> BeforeMessageSendHookHandler:
    """A `before_send` hook: unlike after_request and middleware it also meets errors and unrouted paths."""
    fixed = fixed_headers(secure=secure)

    async def before_send(message: Message, scope: Scope) -> None:
        if message["type"] != "http.response.start":
            return
        headers = MutableScopeHeaders.from_message(message)
        for name, value in fixed.items():
            if name != "content-security-policy" or name not in headers:
                headers[name] = value
        if "cache-control" not in headers:
            headers["cache-control"] = "no-store"

    return before_send


class WrongOrigin(HTTPException):
    status_code = 403


class NoFilesHere(HTTPException):
    status_code = 415


class SlowBody(HTTPException):
    status_code = 408


def is_same_origin(request: Request) -> bool:  # type: ignore[type-arg]
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("origin") or request.headers.get("referer") or ""
    return bool(origin) and urlsplit(origin).netloc == request.headers.get("host")


_FIELDS = frozenset({"application/x-www-form-urlencoded", ""})
_FILE = frozenset({"multipart/form-data"})


def takes_file(scope: Scope) -> bool:
    """Whether this request was routed to a handler that declares `accepts_file=True` beside its permission."""
    handler = scope.get("route_handler")
    return handler is not None and handler.opt.get("accepts_file") is True


class UnsafeRequests(ASGIMiddleware):
    """Refuses other origins, uploads and slow or huge bodies before anything parses them."""

    scopes = (ScopeType.HTTP,)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        request: Request = Request(scope, receive=receive)  # type: ignore[type-arg]
        if request.method not in {"GET", "HEAD", "OPTIONS"}:
            if not is_same_origin(request):
                raise WrongOrigin
            kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
            if kind not in (_FILE if takes_file(scope) else _FIELDS):
                raise NoFilesHere
        await next_app(scope, receive, send)


async def read_body(request: Request, *, most: int = MAX_BODY) -> bytes:  # type: ignore[type-arg]
    """The whole body: at most `most` bytes, counted as they come, and in BODY_SECONDS, so no trickle holds a worker."""
    parts: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for part in request.stream():
                size += len(part)
                if size > most:
                    raise ClientException(status_code=413)
                parts.append(part)
    except TimeoutError as error:
        raise SlowBody from error
    return b"".join(parts)

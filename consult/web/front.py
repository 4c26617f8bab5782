"""Answers pages that are the same for everyone from memory, before anything else wakes up.

A handler that has just made such a page leaves it here for a moment; until that has passed, a plain GET of the same
address gets the same bytes, headers included. A request that could mean anything more (a cookie, a query, HTMX) goes in.
It refuses to decide which pages are the same for everyone.
"""

import time
from dataclasses import dataclass
from typing import Any

from litestar import MediaType, Request, Response
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Receive, Scope, Send

from consult.web.encoding import chosen
from consult.web.rendered import Rendered

MOST_PAGES = 2_000
_GOES_IN = (b"cookie", b"hx-request", b"range")


@dataclass(frozen=True, slots=True)
class _Kept:
    until: float
    etag: bytes
    answers: dict[str, tuple[list[tuple[bytes, bytes]], bytes]]  # by encoding, "" for none
    unchanged: list[tuple[bytes, bytes]]


class Front:
    """Wraps the app. What it holds may be lost at any time: every process makes its own."""

    def __init__(self, app: ASGIApp, *, fixed: dict[str, str]) -> None:
        self._app = app
        self._fixed = [(name.encode(), value.encode()) for name, value in fixed.items()]
        self._kept: dict[str, _Kept] = {}

    def keep(self, path: str, rendered: Rendered, *, headers: dict[str, str], seconds: float) -> None:
        if len(self._kept) >= MOST_PAGES:
            self._kept.clear()
        common = [(name.encode(), value.encode()) for name, value in headers.items()]
        common += [(name, value) for name, value in self._fixed if name.decode() not in headers]
        kind = (b"content-type", b"text/html; charset=utf-8")

        def answer(content: bytes, *more: tuple[bytes, bytes]) -> tuple[list[tuple[bytes, bytes]], bytes]:
            return [kind, *more, *common, (b"content-length", str(len(content)).encode())], content

        self._kept[path] = _Kept(
            until=time.monotonic() + seconds,
            etag=rendered.etag.encode(),
            answers={
                "": answer(rendered.body.plain),
                "gzip": answer(rendered.body.gzipped, (b"content-encoding", b"gzip")),
                "br": answer(rendered.body.brotlied, (b"content-encoding", b"br")),
            },
            unchanged=common,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == ScopeType.HTTP and scope["method"] == "GET" and not scope["query_string"]:
            kept = self._kept.get(scope["path"])
            if kept is not None and time.monotonic() < kept.until:
                headers = dict(scope["headers"])
                if not any(name in headers for name in _GOES_IN):
                    await self._answer(kept, headers, send)
                    return
        await self._app(scope, receive, send)

    async def _answer(self, kept: _Kept, headers: dict[bytes, bytes], send: Send) -> None:
        if headers.get(b"if-none-match") == kept.etag:
            await send({"type": "http.response.start", "status": 304, "headers": kept.unchanged})
            await send({"type": "http.response.body", "body": b"", "more_body": False})
            return
        lines, body = kept.answers[chosen(headers.get(b"accept-encoding", b"").decode("latin-1"))]
        await send({"type": "http.response.start", "status": 200, "headers": lines})
        await send({"type": "http.response.body", "body": body, "more_body": False})


def send_same(request: Request[Any, Any, Any], rendered: Rendered, *, seconds: float) -> Response[bytes]:
    """Sends a page that is the same for everyone, and leaves it with the front for that long.

    `private, no-cache`: a browser asks again each time, because beginning a draft changes the page.
    """
    headers = {
        "content-security-policy": rendered.policy,
        "etag": rendered.etag,
        "cache-control": "private, no-cache",
        "vary": "Accept-Encoding, Cookie",
    }
    front: Front | None = getattr(request.app.state, "front", None)
    if front is not None:
        front.keep(request.url.path, rendered, headers=headers, seconds=seconds)
    if request.headers.get("if-none-match") == rendered.etag:
        return Response(b"", status_code=304, headers=headers)
    body, encoding = rendered.body.for_browser(request.headers.get("accept-encoding", ""))
    if encoding:
        headers["content-encoding"] = encoding
    return Response(body, media_type=MediaType.HTML, headers=headers)

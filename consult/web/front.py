"""Answers pages that are the same for everyone from memory, before anything else wakes up.

A handler that has just made such a page leaves it here for a moment; until that has passed, a plain GET of the same
address gets the same bytes, headers included. A request that could mean anything more (a cookie, a query, HTMX) goes in.
It refuses to decide which pages are the same for everyone.
"""

import time
from dataclasses import dataclass

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Receive, Scope, Send

MOST_PAGES = 2_000
_GOES_IN = (b"cookie", b"hx-request", b"range")


@dataclass(frozen=True, slots=True)
class _Kept:
    until: float
    etag: bytes
    plain: tuple[list[tuple[bytes, bytes]], bytes]
    gzipped: tuple[list[tuple[bytes, bytes]], bytes]
    unchanged: list[tuple[bytes, bytes]]


class Front:
    """Wraps the app. What it holds may be lost at any time: every process makes its own."""

    def __init__(self, app: ASGIApp, *, fixed: dict[str, str]) -> None:
        self._app = app
        self._fixed = [(name.encode(), value.encode()) for name, value in fixed.items()]
        self._kept: dict[str, _Kept] = {}

    def keep(
        self, path: str, *, body: bytes, gzipped: bytes, etag: str, headers: dict[str, str], seconds: float
    ) -> None:
        if len(self._kept) >= MOST_PAGES:
            self._kept.clear()
        common = [(name.encode(), value.encode()) for name, value in headers.items()] + self._fixed
        kind = (b"content-type", b"text/html; charset=utf-8")

        def answer(content: bytes, *more: tuple[bytes, bytes]) -> tuple[list[tuple[bytes, bytes]], bytes]:
            return [kind, *more, *common, (b"content-length", str(len(content)).encode())], content

        self._kept[path] = _Kept(
            until=time.monotonic() + seconds,
            etag=etag.encode(),
            plain=answer(body),
            gzipped=answer(gzipped, (b"content-encoding", b"gzip")),
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
        wants_gzip = b"gzip" in headers.get(b"accept-encoding", b"")
        lines, body = kept.gzipped if wants_gzip else kept.plain
        await send({"type": "http.response.start", "status": 200, "headers": lines})
        await send({"type": "http.response.body", "body": body, "more_body": False})

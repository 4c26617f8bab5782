"""Structured log lines without personal markers: an id made here, the route, the status, the time it took.

No address, no user agent, no query, no path that could hold a receipt code.
"""

import logging
import secrets
import sys
import time

import structlog
from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Message, Receive, Scope, Send

log = structlog.get_logger("consult.web")


def set_up_logs(*, as_json: bool) -> None:
    """One line an event on standard error; JSON for collectors, aligned text for people."""
    renderer = (
        structlog.processors.JSONRenderer()
        if as_json
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    logging.getLogger("pgqueuer").setLevel(logging.WARNING)


class Requests(ASGIMiddleware):
    """Gives each request an id and writes one line when it is answered, at debug level for what went well."""

    scopes = (ScopeType.HTTP,)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        request_id = secrets.token_hex(8)
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        began = time.perf_counter()

        async def noted(message: Message) -> None:
            if message["type"] == "http.response.start":
                route = str(scope.get("path_template", ""))
                taken = round((time.perf_counter() - began) * 1000, 1)
                level = log.warning if message["status"] >= 500 else log.debug
                level(
                    "answered",
                    method=str(scope.get("method", "")),
                    route=route,
                    status=message["status"],
                    ms=taken,
                )
            await send(message)

        await next_app(scope, receive, noted)

"""The one table from what went wrong to a status and a page in the locale of the address.

It refuses to show anything of the inside: no path, no SQL, no class name; a log line carries the request's id instead.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

import structlog
from litestar import Request, Response
from litestar.exceptions import HTTPException
from litestar.response import Redirect

from consult.errors import (
    Conflict,
    ConsultError,
    Invalid,
    NotAllowed,
    NotFound,
    Problem,
    TooMany,
    Unavailable,
)
from consult.i18n.negotiate import locale_for
from consult.i18n.text import N_
from consult.web.pages import Page, PageResponse
from consult.web.permissions import SignInNeeded

__all__ = ["HANDLERS", "ErrorPage", "answer", "error_page"]

log = structlog.get_logger("consult.web")

# status → (title, what to do now)
WORDS: dict[int, tuple[str, str]] = {
    400: (N_("This request cannot be read"), N_("Go back and try again.")),
    403: (
        N_("You cannot do this here"),
        N_("If you came from another site, open this page again from its own address."),
    ),
    404: (N_("There is no page here"), N_("The address may be mistyped, or the page is not published.")),
    405: (N_("This page cannot be used that way"), N_("Go back and use the buttons of the page.")),
    408: (
        N_("The connection was too slow"),
        N_(
            "Nothing was saved. Go back with your browser: what you wrote is still there. Then send it again."
        ),
    ),
    409: (N_("Something has changed in the meantime"), N_("Open the page again to see where things stand.")),
    413: (
        N_("That is too much at once"),
        N_(
            "Nothing was saved. Go back with your browser: what you wrote is still there. "
            "Shorten your longest text and send it again."
        ),
    ),
    415: (N_("Files cannot be sent here"), N_("Please write your answer in the form.")),
    422: (N_("Something needs to be corrected"), N_("Go back and check what you entered.")),
    429: (N_("Too many attempts"), N_("Please wait a few minutes and try again.")),
    500: (N_("Something went wrong on our side"), N_("It has been noted. Please try again in a moment.")),
    503: (N_("We cannot save anything at this moment"), N_("Please try again in a few minutes.")),
}

NEVER_GIVEN_BACK = "password"  # a field's name

STATUS: dict[type[ConsultError], int] = {
    NotFound: 404,
    NotAllowed: 403,
    Invalid: 422,
    Conflict: 409,
    TooMany: 429,
    Unavailable: 503,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorPage(Page):
    """`kept` are the fields the person had sent: the page holds them, so that they can be sent again.

    Where sending again makes no sense, `said` shows what they wrote, to read and to copy. `reference` is the id under
    which the logs know this request.
    """

    template: ClassVar[str] = "errors/error.html"
    code: int
    title: str
    lead: str
    params: Mapping[str, object] = field(default_factory=dict)
    details: tuple[Problem, ...] = ()
    kept: tuple[tuple[str, str], ...] = ()
    said: tuple[tuple[str, str], ...] = ()
    reference: str = ""
    retry_action: str = ""
    action_href: str = "/"
    action_label: str = N_("Go to the first page")

    @property
    def status(self) -> int:
        return self.code


def error_page(
    code: int,
    *,
    path: str,
    details: tuple[Problem, ...] = (),
    kept: tuple[tuple[str, str], ...] = (),
    said: tuple[tuple[str, str], ...] = (),
) -> ErrorPage:
    title, lead = WORDS.get(code, WORDS[500 if code >= 500 else 400])
    return ErrorPage(
        code=code,
        title=title,
        lead=lead,
        details=details,
        kept=kept,
        said=said,
        reference=str(structlog.contextvars.get_contextvars().get("request_id", "")) if code >= 500 else "",
        retry_action=path if kept else "",
        action_href=f"/{locale_for(path).code}/",
    )


def answer(page: ErrorPage, headers: dict[str, str] | None = None) -> Response[Any]:
    sent = {**(headers or {}), "cache-control": "no-store"}
    if page.code == 503:
        sent["retry-after"] = "10"
    return PageResponse(page, headers=sent)


def for_product(request: Request[Any, Any, Any], error: ConsultError) -> Response[Any]:
    path = request.url.path
    if isinstance(error, SignInNeeded):
        return Redirect(f"/{locale_for(path).code}/office/sign-in", status_code=303)
    code = next(status for kind, status in STATUS.items() if isinstance(error, kind))
    details: tuple[Problem, ...] = ()
    if isinstance(error, Invalid):
        details = error.problems
    if isinstance(error, Conflict):
        details = (Problem("", error.message, error.params),)
    if code == 503:
        log.error("unavailable", reason=str(error))
    if code == 503:
        return answer(error_page(code, path=path, details=details, kept=kept_fields(request)))
    return answer(error_page(code, path=path, details=details, said=said_in(request)))


def kept_fields(request: Request[Any, Any, Any]) -> tuple[tuple[str, str], ...]:
    """What the person had typed, if the form was read before things went wrong; never a password."""
    fields = request.scope["state"].get("fields")
    return tuple(pair for pair in fields.pairs() if pair[0] != NEVER_GIVEN_BACK) if fields is not None else ()


def said_in(request: Request[Any, Any, Any]) -> tuple[tuple[str, str], ...]:
    """The words among what was sent, even of a damaged form. Ids and keys are nothing to copy."""
    state = request.scope["state"]
    fields = state.get("fields") or state.get("legible")
    if fields is None:
        return ()
    return tuple(
        ("", said)
        for name, said in fields.pairs()
        if name != NEVER_GIVEN_BACK and (not said.isascii() or len(said.split()) > 1)
    )


def for_framework(request: Request[Any, Any, Any], error: HTTPException) -> Response[Any]:
    allowed = {name: value for name, value in (error.headers or {}).items() if name.lower() == "allow"}
    return answer(error_page(error.status_code, path=request.url.path), allowed)


def for_anything(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    log.error("unexpected", error=type(error).__name__, exc_info=error)
    return answer(error_page(500, path=request.url.path, kept=kept_fields(request)))


HANDLERS: dict[Any, Any] = {ConsultError: for_product, HTTPException: for_framework, Exception: for_anything}

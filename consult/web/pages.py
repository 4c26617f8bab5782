"""One renderer for every page: the whole page, or the one block that HTMX asked for by `HX-Target`.

A page is a frozen dataclass, one template, one URL. A page with problems is answered 422. Handlers never ask how a
page will be shown; rooms never see a request here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from jinja2 import Template
from litestar import MediaType, Request, Response
from litestar.response.base import ASGIResponse

from consult.errors import Problem
from consult.i18n.locales import LOCALES, Locale
from consult.i18n.negotiate import in_locale, locale_for
from consult.i18n.text import N_
from consult.web.encoding import quickly
from consult.web.permissions import Member, Permission
from consult.web.security import policy
from consult.web.shared import is_shared
from consult.web.styles import dressed
from consult.web.templates import environment_for


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a template may read, as `page`."""

    template: ClassVar[str]
    problems: tuple[Problem, ...] = ()

    @property
    def status(self) -> int:
        return 422 if self.problems else 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Here:
    """Where the reader stands: locale, address, who they are, what was just done."""

    locale: Locale
    path: str
    member: Member | None = None
    flash: str = ""
    is_htmx: bool = False
    switch: tuple[tuple[Locale, str], ...] = ()
    nav: tuple[tuple[str, str, bool], ...] = ()
    base_url: str = ""
    is_shared: bool = False


# The staff navigation: (message, address below the locale, permission). Rooms are listed by what people do there.
NAVIGATION: tuple[tuple[str, str, Permission], ...] = (
    (N_("Consultations"), "office", Permission.CONSULTATIONS_READ),
    (N_("History"), "office/audit", Permission.AUDIT_READ),
)


def here_at(path: str, *, base_url: str = "") -> Here:
    """Where anybody stands at this address: what may be rendered once for everyone."""
    switch = tuple((other, in_locale(path, other.code)) for other in LOCALES)
    return Here(locale=locale_for(path), path=path, switch=switch, base_url=base_url)


def here_for(request: Request[Any, Any, Any]) -> Here:
    path = request.url.path
    locale = locale_for(path)
    member: Member | None = request.scope["state"].get("member")
    query = f"?{request.url.query}" if request.url.query and request.method == "GET" else ""
    return Here(
        locale=locale,
        path=path,
        member=member,
        flash=request.query_params.get("done", "")[:40],
        is_htmx=request.headers.get("hx-request") == "true",
        switch=tuple((other, in_locale(path, other.code) + query) for other in LOCALES),
        nav=tuple(
            (label, f"/{locale.code}/{below}", path == f"/{locale.code}/{below}")
            for label, below, permission in NAVIGATION
            if member is not None and member.can(permission)
        ),
        base_url=str(request.app.state.settings.base_url),
        is_shared=is_shared(request),
    )


def render(page: Page, here: Here, *, block: str = "") -> str:
    template = environment_for(here.locale).get_template(page.template)
    context = {"page": page, "here": here}
    if block and block in template.blocks:
        return "".join(template.blocks[block](template.new_context(context)))
    return template.render(context)


def block_of(template: Template, headers: Mapping[str, str]) -> str:
    """The block HTMX wants; none on a history restore, which needs the whole page."""
    if headers.get("hx-request") != "true" or headers.get("hx-history-restore-request") == "true":
        return ""
    block = headers.get("hx-target", "").replace("-", "_")
    return block if block in template.blocks else ""


class PageResponse(Response[Any]):
    """The app's response class: turns a Page into HTML; anything else passes as Litestar would have it."""

    def to_asgi_response(self, app: Any, request: Request[Any, Any, Any], **options: Any) -> ASGIResponse:
        page = self.content
        if not isinstance(page, Page):
            return super().to_asgi_response(app, request, **options)
        here = here_for(request)
        template = environment_for(here.locale).get_template(page.template)
        text, source = dressed(render(page, here, block=block_of(template, request.headers)))
        headers = {**self.headers, "content-security-policy": policy(source, text if source else "")}
        if source:  # a page for citizens, which has no fragments, and which no cache but their own may keep
            headers["vary"] = ""
        cookies = [*self.cookies, *request.scope["state"].get("cookies", ())]
        return html(text.encode(), request, status=page.status, headers=headers, cookies=cookies)


def html(
    body: bytes,
    request: Request[Any, Any, Any],
    *,
    status: int = 200,
    headers: Mapping[str, Any] | None = None,
    cookies: Iterable[Any] = (),
) -> ASGIResponse:
    sent = dict(headers or {})
    sent.setdefault("vary", "HX-Request, HX-Target, Accept-Encoding")
    if not sent["vary"]:
        del sent["vary"]
    body, encoding = quickly(body, request.headers.get("accept-encoding", ""))
    if encoding:
        sent["content-encoding"] = encoding
    return ASGIResponse(
        body=body,
        status_code=status,
        headers=sent,
        cookies=cookies,
        media_type=MediaType.HTML,
        is_head_response=request.method == "HEAD",
    )

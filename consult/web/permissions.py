"""Who may do what: a permission beside every route, one guard that reads it, and refusal to start without one.

It refuses to know roles and how people are stored: a room hands it the function that recognises a session.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias
from uuid import UUID

from litestar import Litestar
from litestar.connection import ASGIConnection
from litestar.exceptions import ImproperlyConfiguredException, NotFoundException
from litestar.handlers import BaseRouteHandler, HTTPRouteHandler

from consult.errors import NotAllowed
from consult.i18n.locales import locale_of
from consult.i18n.text import Text


class Permission(StrEnum):
    """Named `<resource>:<action>`, in alphabetical order."""

    AUDIT_READ = "audit:read"
    CONSULTATIONS_READ = "consultations:read"
    GALLERY_READ = "gallery:read"
    PUBLIC = "public"  # Anyone, without an account.
    RESPONSES_COLLECT = "responses:collect"
    RESPONSES_ENTER = "responses:enter"
    RESPONSES_IMPORT = "responses:import"
    RESPONSES_SCREEN = "responses:screen"
    RESULTS_COMPOSE = "results:compose"
    RESULTS_PUBLISH = "results:publish"
    SIGNED_IN = "signed_in"  # Any member of staff, whatever the role.
    TOPICS_READ = "topics:read"
    TOPICS_REVIEW = "topics:review"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A person at work, in one city."""

    person_id: UUID
    name: str
    city_id: UUID
    city_name: Text
    role: str
    permissions: frozenset[Permission]

    def can(self, permission: str) -> bool:
        return permission == Permission.SIGNED_IN or permission in self.permissions


Recognise: TypeAlias = Callable[[str], Awaitable[Member | None]]
SESSION_COOKIE = "desk"


class SignInNeeded(NotAllowed):
    """Nobody is signed in; the page to go to is the sign-in page."""


async def guard(connection: ASGIConnection, handler: BaseRouteHandler) -> None:  # type: ignore[type-arg]
    """Runs before any transaction opens. Deny is the default."""
    locale = connection.path_params.get("locale")
    if locale is not None and locale_of(str(locale)) is None:
        raise NotFoundException
    permission = handler.opt.get("permission")
    if permission == Permission.PUBLIC:
        return
    member = await member_of(connection)
    if member is None:
        raise SignInNeeded
    if not member.can(str(permission)):
        raise NotAllowed


async def member_of(connection: ASGIConnection) -> Member | None:  # type: ignore[type-arg]
    """The member whose session this browser holds; looked up once a request."""
    if "member" not in connection.scope["state"]:
        token = connection.cookies.get(SESSION_COOKIE, "")
        recognise: Recognise = connection.app.state.recognise
        connection.scope["state"]["member"] = await recognise(token) if token else None
    found: Member | None = connection.scope["state"]["member"]
    return found


def refuse_undeclared(app: Litestar) -> None:
    """Called when the app is composed: a route that declares no known permission stops the start."""
    missing = sorted(
        f"{sorted(handler.http_methods)} {route.path}"
        for route in app.routes
        for handler in getattr(route, "route_handlers", ())
        if isinstance(handler, HTTPRouteHandler)
        and handler.http_methods != {"OPTIONS"}
        and handler.opt.get("permission") not in set(Permission)
    )
    if missing:
        raise ImproperlyConfiguredException(f"no permission declared: {missing}")

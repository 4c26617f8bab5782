"""Deny is the default, and the site does not start with a route that says nothing."""

import pytest
from litestar import Litestar, get
from litestar.exceptions import ImproperlyConfiguredException

from consult.web.permissions import Permission, refuse_undeclared


@get("/open", permission=Permission.PUBLIC)
async def declared() -> None: ...


@get("/forgotten")
async def forgotten() -> None: ...


@get("/unknown", permission="everything:allowed")
async def unknown() -> None: ...


def test_a_site_with_declared_routes_starts() -> None:
    refuse_undeclared(Litestar([declared], openapi_config=None))


@pytest.mark.parametrize("route", [forgotten, unknown])
def test_a_route_without_a_known_permission_stops_the_start(route: object) -> None:
    with pytest.raises(ImproperlyConfiguredException):
        refuse_undeclared(Litestar([declared, route], openapi_config=None))  # type: ignore[list-item]

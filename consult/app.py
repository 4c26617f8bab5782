"""Composes the site from its rooms. It lists them, gives them what they share, and does nothing else."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from litestar import Litestar, MediaType, Response, get
from litestar.datastructures import State
from litestar.params import FromPath
from litestar.response import Redirect
from sqlalchemy import text

from consult.clusters import office as clusters_office
from consult.consultations import pages as consultations_pages
from consult.consultations.shelf import Shelf
from consult.db.engine import create_engine, refuse_privileged_role
from consult.db.transaction import begin_reading
from consult.errors import NotFound, Unavailable
from consult.i18n.negotiate import preferred
from consult.people import actions as people
from consult.people import office as people_office
from consult.responses import office as responses_office
from consult.responses import pages as responses_pages
from consult.responses.actions import Watch
from consult.responses.intake import Intake
from consult.responses.pages.shared import (
    NotOnThisDevice,
    keep_nothing,
    receipts_stay_private,
    to_ones_own_phone,
)
from consult.results import office as results_office
from consult.results import pages as results_pages
from consult.results.outcomes import Outcomes
from consult.settings import Settings
from consult.web import gallery
from consult.web.assets import assets, edition
from consult.web.context import DEPENDENCIES, Req
from consult.web.errors import HANDLERS
from consult.web.logs import Requests
from consult.web.pages import PageResponse
from consult.web.permissions import Member, Permission, guard, refuse_undeclared
from consult.web.security import MAX_BODY, UnsafeRequests, harden

ROUTES = (
    *consultations_pages.ROUTES,
    *responses_pages.ROUTES,
    *results_pages.ROUTES,
    *people_office.ROUTES,
    *responses_office.ROUTES,
    *clusters_office.ROUTES,
    *results_office.ROUTES,
    *gallery.ROUTES,
)
ROBOTS = "User-agent: *\nDisallow: /*/receipt/\nDisallow: /*/office\n"


@get("/", permission=Permission.PUBLIC)
async def front_door(request: Req) -> Redirect:
    """The only address without a locale: it leads to the one the browser asks for."""
    wanted = preferred(request.headers.get("accept-language", ""))
    return Redirect(f"/{wanted.code}/", status_code=302, headers={"vary": "Accept-Language"})


@get("/static/{folder:str}/{name:str}", permission=Permission.PUBLIC)
async def static_file(request: Req, folder: FromPath[str], name: FromPath[str]) -> Response[bytes]:
    asset = assets().get(name)
    if asset is None or folder != edition():
        raise NotFound
    headers = {"cache-control": "public, max-age=31536000, immutable", "vary": "Accept-Encoding"}
    body, encoding = asset.body.for_browser(request.headers.get("accept-encoding", ""))
    if encoding:
        headers["content-encoding"] = encoding
    return Response(body, media_type=asset.media_type, headers=headers)


@get("/robots.txt", permission=Permission.PUBLIC)
async def robots() -> Response[str]:
    """What is for everybody may be found; a receipt is one person's, the office the team's."""
    return Response(ROBOTS, media_type=MediaType.TEXT, headers={"cache-control": "public, max-age=86400"})


@get("/sw.js", permission=Permission.PUBLIC)
async def service_worker() -> Response[bytes]:
    """At the root, because it answers for every page below it; asked for again each time, so that it can be mended."""
    asset = assets()["sw.js"]
    return Response(asset.body.plain, media_type=asset.media_type, headers={"cache-control": "no-cache"})


@get("/healthz", permission=Permission.PUBLIC)
async def healthz() -> dict[str, str]:
    """This process lives."""
    return {"status": "ok"}


@get("/readyz", permission=Permission.PUBLIC)
async def readyz(request: Req) -> Response[dict[str, str]]:
    """This process can serve: the database answers."""
    try:
        async with begin_reading(request.app.state.engine) as tx:
            await tx.execute(text("select 1"))
    except Unavailable:
        return Response({"status": "database away"}, status_code=503)
    return Response({"status": "ok"})


def create_app(settings: Settings, database_url: str) -> Litestar:
    """Raises when a route declares no permission; at start, when the database role is not bound by the walls."""
    engine = create_engine(database_url, pool_size=settings.pool_size)

    async def recognise(token: str) -> Member | None:
        return await people.recognise(engine, token=token, at=datetime.now(UTC))

    @asynccontextmanager
    async def lifespan(_: Litestar) -> AsyncIterator[None]:
        await refuse_privileged_role(engine)
        try:
            yield
        finally:
            await engine.dispose()

    app = Litestar(
        route_handlers=[front_door, static_file, robots, service_worker, healthz, readyz, *ROUTES],
        dependencies=DEPENDENCIES,
        guards=[guard, receipts_stay_private],
        middleware=[Requests(), UnsafeRequests()],
        exception_handlers={**HANDLERS, **responses_pages.HANDLERS, NotOnThisDevice: to_ones_own_phone},
        response_class=PageResponse,
        before_send=[harden(secure=settings.is_secure), keep_nothing(secure=settings.is_secure)],
        lifespan=[lifespan],
        request_max_body_size=MAX_BODY,
        openapi_config=None,
        state=State(
            {
                "settings": settings,
                "engine": engine,
                "recognise": recognise,
                "shelf": Shelf(engine),
                "intake": Intake(engine),
                "watch": Watch(engine, per_minute=settings.attack_per_minute),
                "outcome_of": Outcomes(engine).of,
            }
        ),
    )
    refuse_undeclared(app)
    return app

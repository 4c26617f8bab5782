"""The pages before a consultation's questions: what it is, what it wants, the way in; and the recordings of its questions."""

import re
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from litestar import Response, get
from litestar.params import FromPath

from consult.consultations import store
from consult.consultations.model import Axis, ConsultationDocument, Objective, State, Window
from consult.consultations.shelf import Shelf
from consult.consultations.store import Standing
from consult.db.transaction import begin_reading
from consult.errors import NotFound
from consult.i18n.text import Text
from consult.web.context import Now, Req
from consult.web.pages import Page
from consult.web.permissions import Permission

SHA = re.compile(r"[0-9a-f]{64}")
RANGE = re.compile(r"bytes=(?P<first>[0-9]{0,9})-(?P<last>[0-9]{0,9})")
FOR_EVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    slug: str
    title: Text
    summary: Text
    city: Text
    state: State
    opens_on: date
    closes_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage(Page):
    template: ClassVar[str] = "consultations/home.html"
    consultations: tuple[Listed, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StartPage(Page):
    template: ClassVar[str] = "consultations/start.html"
    consultation: ConsultationDocument
    state: State
    opens_on: date
    closes_on: date
    page_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectivesPage(Page):
    """The objectives of one axis: together with those of the others they would weigh down the first page."""

    template: ClassVar[str] = "consultations/objectives.html"
    consultation: ConsultationDocument
    axis: Axis
    objectives: tuple[Objective, ...]
    is_open: bool


def window_of(standing: Standing) -> Window:
    return Window(
        opens_on=standing.opens_on, closes_on=standing.closes_on, published_at=standing.published_at
    )


@get("/{locale:str}/", permission=Permission.PUBLIC)
async def home(request: Req, now: Now) -> HomePage:
    shelf: Shelf = request.app.state.shelf
    listed = [
        Listed(
            slug=standing.slug,
            title=standing.document.title,
            summary=standing.document.summary,
            city=standing.document.city.name,
            state=window_of(standing).state(at=now),
            opens_on=standing.opens_on,
            closes_on=standing.closes_on,
        )
        for standing in await shelf.all()
    ]
    open_first = sorted(listed, key=lambda one: (one.state is not State.OPEN, one.closes_on))
    return HomePage(consultations=tuple(one for one in open_first if one.state is not State.DRAFTED))


@get("/{locale:str}/c/{slug:str}", permission=Permission.PUBLIC)
async def start(request: Req, slug: FromPath[str], now: Now) -> StartPage:
    shelf: Shelf = request.app.state.shelf
    standing = await shelf.standing(slug)
    return StartPage(
        consultation=standing.document,
        state=window_of(standing).state(at=now),
        opens_on=standing.opens_on,
        closes_on=standing.closes_on,
        page_count=len(standing.document.questionnaire.pages),
    )


@get("/{locale:str}/c/{slug:str}/listen/{sha:str}", permission=Permission.PUBLIC)
async def listen(request: Req, slug: FromPath[str], sha: FromPath[str]) -> Response[bytes]:
    """A recording, or the part of it that was asked for: Safari plays nothing that it cannot have in parts."""
    if not SHA.fullmatch(sha):
        raise NotFound
    shelf: Shelf = request.app.state.shelf
    standing = await shelf.standing(slug)
    async with begin_reading(request.app.state.engine, city_id=standing.city_id) as tx:
        found = await store.recording(tx, standing.id, sha256=bytes.fromhex(sha))
    if found is None:
        raise NotFound
    size = len(found.content)
    asked = request.headers.get("range", "")
    wanted = part_of(asked, size=size)
    headers = {"cache-control": FOR_EVER, "accept-ranges": "bytes", "etag": f'"{sha}"'}
    if wanted is None:
        return Response(found.content, media_type=found.media_type, headers=headers)
    if not wanted:
        headers = {"content-range": f"bytes */{size}"}
        return Response(b"", status_code=416, media_type=found.media_type, headers=headers)
    headers["content-range"] = f"bytes {wanted.start}-{wanted.stop - 1}/{size}"
    part = found.content[wanted.start : wanted.stop]
    return Response(part, status_code=206, media_type=found.media_type, headers=headers)


def part_of(asked: str, *, size: int) -> range | None:
    """The bytes that a Range header asks for: an empty range when there are none such, None for all of them.

    Several ranges at once are answered with everything, which the standard allows.
    """
    found = RANGE.fullmatch(asked.strip())
    if found is None or found["first"] == found["last"] == "":
        return None
    if not found["first"]:
        return range(max(size - int(found["last"]), 0), size)
    last = int(found["last"]) if found["last"] else size - 1
    return range(int(found["first"]), min(last + 1, size))


@get("/{locale:str}/c/{slug:str}/objectives/{axis:str}", permission=Permission.PUBLIC)
async def objectives(request: Req, slug: FromPath[str], axis: FromPath[str], now: Now) -> ObjectivesPage:
    shelf: Shelf = request.app.state.shelf
    standing = await shelf.standing(slug)
    document = standing.document
    asked = next((one for one in document.axes if one.id == axis), None)
    if asked is None:
        raise NotFound
    return ObjectivesPage(
        consultation=document,
        axis=asked,
        objectives=tuple(one for one in document.objectives if one.axis == axis),
        is_open=window_of(standing).state(at=now) is State.OPEN,
    )


ROUTES = (home, start, objectives, listen)

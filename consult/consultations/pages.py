"""The first page of the site and the first page of a consultation: what it is, and the way in."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from litestar import get
from litestar.params import FromPath

from consult.consultations.model import ConsultationDocument, State, Window
from consult.consultations.shelf import Shelf
from consult.consultations.store import Standing
from consult.i18n.text import Text
from consult.web.context import Now, Req
from consult.web.pages import Page
from consult.web.permissions import Permission


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


ROUTES = (home, start)

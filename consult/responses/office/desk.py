"""The first page at the desk: the city's consultations, what came in, and the rooms where work waits."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from litestar import get

from consult.consultations import store as consultations
from consult.consultations.model import State, Window
from consult.consultations.store import Standing
from consult.i18n.text import Text
from consult.responses import store
from consult.web.context import Desk, Now, Tx
from consult.web.pages import Page
from consult.web.permissions import Permission


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    slug: str
    title: Text
    state: State
    opens_on: date
    closes_on: date
    response_count: int
    waiting_count: int
    invitations: tuple[int, int] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskPage(Page):
    template: ClassVar[str] = "responses/desk.html"
    city: Text
    rows: tuple[Row, ...]


async def _row(tx: Tx, standing: Standing, now: Now) -> Row:
    window = Window(
        opens_on=standing.opens_on, closes_on=standing.closes_on, published_at=standing.published_at
    )
    return Row(
        slug=standing.slug,
        title=standing.document.title,
        state=window.state(at=now),
        opens_on=standing.opens_on,
        closes_on=standing.closes_on,
        response_count=await store.response_count(tx, standing.id),
        waiting_count=await store.waiting_count(tx, standing.id),
        invitations=await store.invitation_counts(tx, standing.id)
        if standing.document.access == "invitation"
        else None,
    )


@get(["/{locale:str}/office", "/{locale:str}/office/"], permission=Permission.CONSULTATIONS_READ)
async def desk(member: Desk, tx: Tx, now: Now) -> DeskPage:
    found = [await consultations.standing(tx, slug) for slug in await consultations.slugs(tx)]
    return DeskPage(
        city=member.city_name, rows=tuple([await _row(tx, one, now) for one in found if one is not None])
    )


ROUTES = (desk,)

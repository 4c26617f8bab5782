"""The themes of a consultation with their ledgers, the quality of the latest run, and the log of all acts."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from litestar import get, post
from litestar.params import FromPath, QueryParameter
from litestar.response import Redirect

from consult.clusters import actions, store
from consult.clusters.model import Ledger, Theme
from consult.clusters.office.places import OVERVIEW, Place, theme_place
from consult.clusters.office.visit import BoardPage, Done, PageNumber, Visit, begin_visit
from consult.clusters.views.board import page_count
from consult.clusters.views.figures import Quality, Sums, quality, sums
from consult.clusters.views.telling import Line, entries
from consult.consultations.model import themes
from consult.i18n.text import Text
from consult.web.context import Desk, Req, Tx
from consult.web.permissions import Permission

RECENT = 10
HISTORY_PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeRow:
    """`name` is None for answers that nobody has given a theme yet."""

    name: Text | None
    href: str
    sums: Sums
    topic_count: int
    candidate_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OverviewPage(BoardPage):
    template: ClassVar[str] = "clusters/overview.html"
    rows: tuple[ThemeRow, ...]
    total: Sums
    quality: Quality | None
    was_asked: bool
    recent: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryPage(BoardPage):
    template: ClassVar[str] = "clusters/history.html"
    lines: tuple[Line, ...]
    number: int
    page_count: int


def theme_rows(visit: Visit) -> tuple[ThemeRow, ...]:
    """The themes of the document in their order, any other that answers still stand in, and none."""
    survey = visit.board.survey
    known: list[Theme] = [theme.id for theme in themes(visit.board.standing.document)]
    others = sorted(theme for theme in survey.ledgers if theme is not None and theme not in known)
    none: list[Theme] = [None] if None in survey.ledgers else []
    return tuple(_row(visit, theme) for theme in (*known, *others, *none))


def _row(visit: Visit, theme: Theme) -> ThemeRow:
    survey = visit.board.survey
    return ThemeRow(
        name=visit.theme_name(theme),
        href=theme_place(theme).href(visit.base),
        sums=sums(survey.ledgers.get(theme, Ledger())),
        topic_count=len(survey.in_theme(theme)) if theme else 0,
        candidate_count=sum(1 for one in survey.candidates.values() if (one.cluster.theme or None) == theme),
    )


async def overview_page(visit: Visit, *, was_asked: bool = False) -> OverviewPage:
    run = await store.latest_run(visit.tx, visit.board.standing.id)
    return OverviewPage(
        around=visit.around(),
        problems=visit.problems,
        rows=theme_rows(visit),
        total=sums(visit.board.survey.ledger),
        quality=quality(run, visit.board.clusters) if run else None,
        was_asked=was_asked,
        recent=visit.lines(RECENT),
    )


async def history_page(visit: Visit) -> HistoryPage:
    events = visit.board.events
    number = min(visit.place.number, page_count(len(events)))
    newest_first = events[::-1]
    shown = newest_first[(number - 1) * HISTORY_PAGE : number * HISTORY_PAGE]
    teller = visit.teller()
    return HistoryPage(
        around=visit.around(),
        problems=visit.problems,
        lines=tuple(teller.line(entry) for entry in entries(events, shown)),
        number=number,
        page_count=page_count(len(events)),
    )


@get("/{locale:str}/office/c/{slug:str}/topics", permission=Permission.TOPICS_READ)
async def overview(
    request: Req,
    slug: FromPath[str],
    tx: Tx,
    done: Done = "",
    asked: Annotated[str, QueryParameter(max_length=8)] = "",
) -> OverviewPage:
    visit = await begin_visit(request, tx, slug, OVERVIEW, done=done)
    return await overview_page(visit, was_asked=asked == "run")


@get("/{locale:str}/office/c/{slug:str}/topics/history", permission=Permission.TOPICS_READ)
async def history(
    request: Req, slug: FromPath[str], tx: Tx, done: Done = "", page: PageNumber = 1
) -> HistoryPage:
    wanted = Place(kind="history", number=page)
    return await history_page(await begin_visit(request, tx, slug, wanted, done=done))


@post("/{locale:str}/office/c/{slug:str}/topics/run", permission=Permission.TOPICS_REVIEW)
async def run(locale: FromPath[str], slug: FromPath[str], tx: Tx, member: Desk) -> Redirect:
    await actions.ask_for_run(tx, member, slug)
    return Redirect(f"/{locale}/office/c/{slug}/topics?asked=run", status_code=303)


ROUTES = (overview, history, run)

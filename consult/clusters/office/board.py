"""The board of one theme: its topics, the groups proposed, the answers that wait, those set aside."""

from dataclasses import dataclass
from typing import Annotated, ClassVar

from litestar import get
from litestar.params import FromPath, QueryParameter

from consult.clusters.model import CandidateSum, Ledger, Pile, Theme, TopicSum
from consult.clusters.office.places import NONE, Place, Shelf, theme_place
from consult.clusters.office.visit import BoardPage, Done, PageNumber, Visit, begin_visit
from consult.clusters.views import words
from consult.clusters.views.board import CandidateCard, Sheet, TopicCard
from consult.clusters.views.figures import Sums, sums
from consult.consultations.model import themes
from consult.i18n.text import Text
from consult.web.context import Req, Tx
from consult.web.permissions import Permission


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """`name` is None for the answers without a theme."""

    name: Text | None
    href: str
    is_here: bool
    review_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelves:
    """The two lists below the groups, and which one is open."""

    waiting_count: int
    waiting_href: str
    excluded_count: int
    excluded_href: str
    is_waiting: bool
    sheet: Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemePage(BoardPage):
    template: ClassVar[str] = "clusters/board.html"
    theme: str
    name: Text | None
    tabs: tuple[Tab, ...]
    sums: Sums
    unseen_count: int
    has_run: bool
    topics: tuple[TopicCard, ...]
    candidates: tuple[CandidateCard, ...]
    shelves: Shelves
    topic_choices: tuple[tuple[str, str], ...]
    theme_choices: tuple[tuple[str, str], ...]
    exclusions: tuple[tuple[str, str], ...] = tuple(words.EXCLUSIONS.items())


def _theme(place: Place) -> Theme:
    return None if place.id == NONE else place.id


def largest_first(visit: Visit, theme: Theme) -> tuple[list[TopicSum], list[CandidateSum]]:
    survey = visit.board.survey
    topics = sorted(survey.in_theme(theme), key=lambda topic: -topic.answer_count)
    inside = (one for one in survey.candidates.values() if (one.cluster.theme or None) == theme)
    return topics, sorted(inside, key=lambda candidate: -candidate.answer_count)


def _tabs(visit: Visit, here: Theme) -> tuple[Tab, ...]:
    ledgers = visit.board.survey.ledgers
    shown: list[Theme] = [theme.id for theme in themes(visit.board.standing.document)]
    if None in ledgers or here is None:
        shown.append(None)
    return tuple(
        Tab(
            name=visit.theme_name(theme),
            href=theme_place(theme).href(visit.base),
            is_here=theme == here,
            review_count=ledgers.get(theme, Ledger()).review,
        )
        for theme in shown
    )


async def theme_page(visit: Visit) -> ThemePage:
    survey, theme = visit.board.survey, _theme(visit.place)
    topics, candidates = largest_first(visit, theme)
    waiting_count = survey.waiting.get(theme, 0)
    excluded_count = sum(survey.exclusions.get(theme, {}).values())
    is_waiting = visit.place.shelf == "waiting"
    pile = Pile(theme=theme, is_excluded=not is_waiting)
    total = waiting_count if is_waiting else excluded_count
    viewer = await visit.viewer(topics=topics, candidates=candidates, pile=pile, total=total)
    return ThemePage(
        around=visit.around(),
        problems=visit.problems,
        theme=theme or "",
        name=visit.theme_name(theme),
        tabs=_tabs(visit, theme),
        sums=sums(survey.ledgers.get(theme, Ledger())),
        unseen_count=survey.unseen.get(theme, 0),
        has_run=bool(visit.board.clusters),
        topics=tuple(viewer.topic(topic) for topic in topics),
        candidates=tuple(viewer.candidate(candidate) for candidate in candidates),
        shelves=Shelves(
            waiting_count=waiting_count,
            waiting_href=theme_place(theme).href(visit.base),
            excluded_count=excluded_count,
            excluded_href=Place(kind="theme", id=theme or NONE, shelf="excluded").href(visit.base),
            is_waiting=is_waiting,
            sheet=viewer.sheet(total, visit.place.number),
        ),
        topic_choices=visit.topic_choices(theme),
        theme_choices=visit.theme_choices(),
    )


@get("/{locale:str}/office/c/{slug:str}/topics/{theme:str}", permission=Permission.TOPICS_READ)
async def board(
    request: Req,
    slug: FromPath[str],
    theme: FromPath[str],
    tx: Tx,
    done: Done = "",
    page: PageNumber = 1,
    shelf: Annotated[str, QueryParameter(max_length=10)] = "",
) -> ThemePage:
    which: Shelf = "excluded" if shelf == "excluded" else "waiting"
    wanted = Place(kind="theme", id=theme, number=page, shelf=which)
    return await theme_page(await begin_visit(request, tx, slug, wanted, done=done))


ROUTES = (board,)

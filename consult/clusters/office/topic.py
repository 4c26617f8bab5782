"""One topic, or one group still to be confirmed, with its answers and everything that can be done with it."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from litestar import get
from litestar.params import FromPath
from litestar.response import Redirect

from consult.clusters.model import Note, Pile
from consult.clusters.office.board import theme_page
from consult.clusters.office.overview import history_page, overview_page
from consult.clusters.office.places import Place, theme_place
from consult.clusters.office.visit import BoardPage, Done, PageNumber, Visit, begin_visit
from consult.clusters.views import words
from consult.clusters.views.board import CandidateCard, Sheet, TopicCard
from consult.clusters.views.telling import Line, about, entries
from consult.i18n.text import Text
from consult.web.context import Req, Tx
from consult.web.permissions import Permission

HISTORY_OF_ONE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupPage(BoardPage):
    """What a topic and a proposed group have in common."""

    theme: str
    theme_name: Text | None
    theme_href: str
    sheet: Sheet
    notes: tuple[Note, ...]
    topic_choices: tuple[tuple[str, str], ...]
    theme_choices: tuple[tuple[str, str], ...]
    exclusions: tuple[tuple[str, str], ...] = tuple(words.EXCLUSIONS.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicPage(GroupPage):
    template: ClassVar[str] = "clusters/topic.html"
    card: TopicCard
    lines: tuple[Line, ...]
    objectives: tuple[tuple[str, str], ...]
    relations: tuple[tuple[str, str], ...] = tuple(words.RELATIONS.items())
    outcomes: tuple[tuple[str, str], ...] = tuple(words.OUTCOMES.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class ClusterPage(GroupPage):
    template: ClassVar[str] = "clusters/cluster.html"
    card: CandidateCard


async def topic_page(visit: Visit) -> TopicPage:
    board = visit.board
    topic = board.survey.topics[UUID(visit.place.id)]
    viewer = await visit.viewer(topics=(topic,), pile=Pile(claims=topic.claims), total=topic.answer_count)
    ours = about(board.events, frozenset({topic.id, *topic.merged_from, *topic.clusters}))
    teller = visit.teller()
    return TopicPage(
        around=visit.around(),
        problems=visit.problems,
        theme=topic.theme,
        theme_name=visit.theme_name(topic.theme),
        theme_href=theme_place(topic.theme).href(visit.base),
        sheet=viewer.sheet(topic.answer_count, visit.place.number),
        notes=board.survey.notes.get(topic.id, ()),
        topic_choices=visit.topic_choices(topic.theme, without=topic.id),
        theme_choices=visit.theme_choices(),
        card=viewer.topic(topic),
        lines=tuple(teller.line(entry) for entry in entries(board.events, ours[::-1][:HISTORY_OF_ONE])),
        objectives=_objectives(visit, topic.theme),
    )


def _objectives(visit: Visit, theme: str) -> tuple[tuple[str, str], ...]:
    """All objectives, those of the topic's theme first."""
    found = sorted(visit.board.standing.document.objectives, key=lambda objective: objective.axis != theme)
    return tuple((one.id, f"{one.id} – {one.title.in_(visit.locale)}") for one in found)


async def cluster_page(visit: Visit) -> ClusterPage:
    board = visit.board
    candidate = board.survey.candidates[UUID(visit.place.id)]
    theme = candidate.cluster.theme or None
    viewer = await visit.viewer(
        candidates=(candidate,), pile=Pile(cluster=candidate.cluster.id), total=candidate.answer_count
    )
    return ClusterPage(
        around=visit.around(),
        problems=visit.problems,
        theme=theme or "",
        theme_name=visit.theme_name(theme),
        theme_href=theme_place(theme).href(visit.base),
        sheet=viewer.sheet(candidate.answer_count, visit.place.number),
        notes=board.survey.notes.get(candidate.cluster.id, ()),
        topic_choices=visit.topic_choices(theme),
        theme_choices=visit.theme_choices(),
        card=viewer.candidate(candidate),
    )


async def page_at(visit: Visit) -> BoardPage:
    """The page that stands at the visit's place."""
    match visit.place.kind:
        case "overview":
            return await overview_page(visit)
        case "history":
            return await history_page(visit)
        case "theme":
            return await theme_page(visit)
        case "topic":
            return await topic_page(visit)
        case "cluster":
            return await cluster_page(visit)


async def _page_or_way(request: Req, tx: Tx, slug: str, wanted: Place, *, done: str) -> BoardPage | Redirect:
    """A topic that was merged and a group that was accepted lead on to what they became."""
    visit = await begin_visit(request, tx, slug, wanted, done=done)
    if visit.place != wanted:
        return Redirect(visit.place.href(visit.base, done=visit.done), status_code=303)
    return await page_at(visit)


@get("/{locale:str}/office/c/{slug:str}/topic/{topic:uuid}", permission=Permission.TOPICS_READ)
async def topic(
    request: Req, slug: FromPath[str], topic: FromPath[UUID], tx: Tx, done: Done = "", page: PageNumber = 1
) -> BoardPage | Redirect:
    return await _page_or_way(request, tx, slug, Place(kind="topic", id=str(topic), number=page), done=done)


@get("/{locale:str}/office/c/{slug:str}/cluster/{cluster:uuid}", permission=Permission.TOPICS_READ)
async def cluster(
    request: Req, slug: FromPath[str], cluster: FromPath[UUID], tx: Tx, done: Done = "", page: PageNumber = 1
) -> BoardPage | Redirect:
    wanted = Place(kind="cluster", id=str(cluster), number=page)
    return await _page_or_way(request, tx, slug, wanted, done=done)


ROUTES = (topic, cluster)

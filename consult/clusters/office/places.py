"""Where on the board a reader stands, as a value that travels through forms, and the address that it means.

A form says where it came from by such a token of ids, never by an address: what cannot be read is the
overview, so nothing that is sent can lead away from the board.
"""

import re
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias, cast
from urllib.parse import quote, urlencode
from uuid import UUID

from consult.clusters.actions import Board
from consult.clusters.forms import uuid_of
from consult.clusters.model import ClusterAccepted, TopicCreated, TopicSplit
from consult.consultations.model import themes
from consult.errors import NotFound

Kind: TypeAlias = Literal["overview", "theme", "topic", "cluster", "history"]
Shelf: TypeAlias = Literal["waiting", "excluded"]
NONE = "none"  # the theme of answers without one, in addresses

_TOKEN = re.compile(
    r"(overview|theme|topic|cluster|history):([\w-]{0,64}):(\d{1,5}):(waiting|excluded)", re.ASCII
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """`id` is a theme, a topic or a cluster; `number` is the page of its list of answers."""

    kind: Kind
    id: str = ""
    number: int = 1
    shelf: Shelf = "waiting"

    @property
    def token(self) -> str:
        return f"{self.kind}:{self.id}:{self.number}:{self.shelf}"

    def href(self, base: str, *, done: UUID | None = None) -> str:
        query = {
            "page": str(self.number) if self.number > 1 else "",
            "shelf": self.shelf if self.shelf != "waiting" else "",
            "done": str(done) if done else "",
        }
        path = {
            "overview": "topics",
            "history": "topics/history",
            "theme": f"topics/{quote(self.id, safe='')}",
            "topic": f"topic/{quote(self.id, safe='')}",
            "cluster": f"cluster/{quote(self.id, safe='')}",
        }[self.kind]
        asked = urlencode({name: value for name, value in query.items() if value})
        return f"{base}/{path}?{asked}" if asked else f"{base}/{path}"

    def at_page(self, number: int) -> "Place":
        return replace(self, number=number)


OVERVIEW = Place(kind="overview")


def board_base(locale: str, slug: str) -> str:
    """The address below which everything of a consultation lies at the desk."""
    return f"/{locale}/office/c/{quote(slug, safe='')}"


def place_of(token: str) -> Place:
    found = _TOKEN.fullmatch(token)
    if found is None:
        return OVERVIEW
    kind, identifier, number, shelf = found.groups()
    return Place(kind=cast(Kind, kind), id=identifier, number=max(1, int(number)), shelf=cast(Shelf, shelf))


def theme_place(theme: str | None) -> Place:
    return Place(kind="theme", id=theme or NONE)


def resolved(board: Board, place: Place) -> Place:
    """Where that is now: a merged topic is the one it ended in, an accepted group its topic, one that is gone
    its theme. NotFound for what never was.
    """
    match place.kind:
        case "theme":
            return _theme(board, place)
        case "topic":
            return _topic(board, place)
        case "cluster":
            return _cluster(board, place)
        case _:
            return place


def _theme(board: Board, place: Place) -> Place:
    given = {theme.id for theme in themes(board.standing.document)}
    if place.id != NONE and place.id not in given and place.id not in board.survey.ledgers:
        raise NotFound
    return place


def _topic(board: Board, place: Place) -> Place:
    topic_id = uuid_of(place.id)
    if topic_id is None:
        raise NotFound
    if topic := board.survey.topic_of(topic_id):
        return place if topic.id == topic_id else Place(kind="topic", id=str(topic.id))
    for event in reversed(board.events):
        match event.payload:
            case ClusterAccepted() | TopicCreated() as made if made.topic == topic_id:
                return theme_place(made.theme)
            case TopicSplit() as made if made.topic == topic_id:
                return _topic(board, Place(kind="topic", id=str(made.source)))
            case _:
                pass
    raise NotFound


def _cluster(board: Board, place: Place) -> Place:
    cluster_id = uuid_of(place.id)
    if cluster_id is None:
        raise NotFound
    if cluster_id in board.survey.candidates:
        return place
    if cluster_id in board.survey.accepted:
        return Place(kind="topic", id=str(board.survey.accepted[cluster_id]))
    if cluster_id in board.clusters:
        return theme_place(board.clusters[cluster_id].theme)
    raise NotFound

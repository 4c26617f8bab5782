"""The log of acts in words: one sentence for each act, the same in the history and right after it was done.

Names of topics are those they have now, also of topics that are gone. It refuses to know how a line looks.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import assert_never
from uuid import UUID

from consult.clusters.actions import Board
from consult.clusters.model import (
    AnswersExcluded,
    AnswersMoved,
    AnswersPinned,
    ClusterAccepted,
    ClusterJoined,
    Entry,
    NoteAdded,
    Payload,
    ReviewEvent,
    ThemeCorrected,
    TopicCreated,
    TopicDecided,
    TopicDescribed,
    TopicLinked,
    TopicRenamed,
    TopicsMerged,
    TopicSplit,
    TopicUnlinked,
    Undone,
    dependants,
)
from consult.clusters.model.log import undone_by
from consult.clusters.views import words
from consult.consultations.model import theme_of
from consult.i18n.text import N_, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A message id. `params` go in as they are, `said` are message ids, `inner` is told as `what`."""

    message: str
    params: Mapping[str, str | int] = field(default_factory=dict)
    said: Mapping[str, str] = field(default_factory=dict)
    inner: "Told | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One act in the history. `undone_by` is a name, empty while the act stands; `takes_back` says of an undo
    that undoing it would do something again.
    """

    event_id: UUID
    who: str
    at: datetime
    told: Told
    takes_back: bool
    undone_by: str
    can_be_undone: bool


def isolated(said: str) -> str:
    """So that a name keeps its own direction inside a sentence of another."""
    return f"\u2068{said}\u2069"


class Teller:
    """Knows the names that acts give only by id."""

    def __init__(self, board: Board, *, locale: str) -> None:
        self.document = board.standing.document
        self.locale = locale
        self.events = {event.id: event for event in board.events}
        self.names = _names(board.events)
        for topic in board.survey.topics.values():
            self.names[topic.id] = topic.names

    def line(self, entry: Entry) -> Line:
        event = entry.event
        return Line(
            event_id=event.id,
            who=event.by.name,
            at=event.at,
            told=self.tell(event.payload),
            takes_back=self._first(event.payload)[1],
            undone_by=entry.undone_by.by.name if entry.undone_by else "",
            can_be_undone=entry.can_be_undone,
        )

    def topic(self, topic_id: UUID) -> str:
        return isolated(self.names.get(topic_id, Text()).in_(self.locale))

    def theme(self, theme: str) -> str:
        found = theme_of(self.document, theme)
        return isolated(found.name.in_(self.locale) if found else theme)

    def objective(self, objective: str) -> str:
        found = self.document.objective(objective)
        return isolated(found.title.in_(self.locale)) if found else objective

    def tell(self, payload: Payload) -> Told:
        match payload:
            case ClusterAccepted() | ClusterJoined() | TopicCreated() | TopicSplit() | TopicsMerged():
                return self._structure(payload)
            case AnswersMoved() | AnswersPinned() | AnswersExcluded() | ThemeCorrected():
                return self._answers(payload)
            case TopicRenamed(topic=topic, names=names):
                given = isolated(names.in_(self.locale))
                return Told(message=N_("Topic renamed: “%(topic)s”"), params={"topic": given})
            case TopicDescribed(topic=topic):
                return Told(message=N_("Topic “%(topic)s” described"), params={"topic": self.topic(topic)})
            case TopicLinked() | TopicUnlinked() | TopicDecided():
                return self._meaning(payload)
            case NoteAdded(text=text):
                return Told(message=N_("Note: %(text)s"), params={"text": isolated(text)})
            case Undone():
                return self._undone(payload)
            case never:
                assert_never(never)

    def _structure(
        self, payload: ClusterAccepted | ClusterJoined | TopicCreated | TopicSplit | TopicsMerged
    ) -> Told:
        match payload:
            case ClusterAccepted(topic=topic):
                return Told(
                    message=N_("Group accepted as the topic “%(topic)s”"), params={"topic": self.topic(topic)}
                )
            case ClusterJoined(topic=topic):
                return Told(
                    message=N_("Group added to the topic “%(topic)s”"), params={"topic": self.topic(topic)}
                )
            case TopicCreated(topic=topic):
                return Told(message=N_("Topic “%(topic)s” created"), params={"topic": self.topic(topic)})
            case TopicSplit(topic=topic, source=source):
                return Told(
                    message=N_("Topic “%(topic)s” split off from “%(source)s”"),
                    params={"topic": self.topic(topic), "source": self.topic(source)},
                )
            case TopicsMerged(sources=sources, target=target):
                listed = ", ".join(self.topic(source) for source in sources)
                return Told(
                    message=N_("“%(sources)s” merged into “%(topic)s”"),
                    params={"sources": listed, "topic": self.topic(target)},
                )

    def _answers(self, payload: AnswersMoved | AnswersPinned | AnswersExcluded | ThemeCorrected) -> Told:
        count = len(payload.answers)
        match payload:
            case AnswersMoved(topic=None):
                return Told(message=N_("Answers sent back to review (%(count)s)"), params={"count": count})
            case AnswersMoved(topic=UUID() as topic):
                return Told(
                    message=N_("Answers moved to “%(topic)s” (%(count)s)"),
                    params={"topic": self.topic(topic), "count": count},
                )
            case AnswersPinned(topic=topic):
                return Told(
                    message=N_("Answers confirmed in “%(topic)s” (%(count)s)"),
                    params={"topic": self.topic(topic), "count": count},
                )
            case AnswersExcluded(reason=reason):
                return Told(
                    message=N_("Answers set aside (%(count)s): %(reason)s"),
                    params={"count": count},
                    said={"reason": words.EXCLUSIONS[reason]},
                )
            case ThemeCorrected(theme=theme):
                return Told(
                    message=N_("Theme of answers corrected to “%(theme)s” (%(count)s)"),
                    params={"theme": self.theme(theme), "count": count},
                )
        raise AssertionError(payload)

    def _meaning(self, payload: TopicLinked | TopicUnlinked | TopicDecided) -> Told:
        params: dict[str, str | int] = {"topic": self.topic(payload.topic)}
        match payload:
            case TopicLinked(objective="", relation=relation):
                return Told(
                    message=N_("“%(topic)s”: %(relation)s"),
                    params=params,
                    said={"relation": words.RELATIONS[relation]},
                )
            case TopicLinked(objective=objective, relation=relation):
                return Told(
                    message=N_("“%(topic)s” linked to “%(objective)s”: %(relation)s"),
                    params=params | {"objective": self.objective(objective)},
                    said={"relation": words.RELATIONS[relation]},
                )
            case TopicUnlinked(objective=""):
                return Told(message=N_("Link of “%(topic)s” removed"), params=params)
            case TopicUnlinked(objective=objective):
                return Told(
                    message=N_("Link of “%(topic)s” to “%(objective)s” removed"),
                    params=params | {"objective": self.objective(objective)},
                )
            case TopicDecided(outcome=outcome):
                return Told(
                    message=N_("Decision on “%(topic)s”: %(outcome)s"),
                    params=params,
                    said={"outcome": words.OUTCOMES[outcome]},
                )
        raise AssertionError(payload)

    def _undone(self, undo: Undone) -> Told:
        """Undoing an undo tells the first act again: it is done once more."""
        first, takes_back = self._first(undo)
        message = N_("Undone: %(what)s") if takes_back else N_("Done again: %(what)s")
        return Told(message=message, inner=self.tell(first))

    def _first(self, payload: Payload) -> tuple[Payload, bool]:
        """The act at the bottom of a chain of undos, and whether the chain takes it back."""
        takes_back = False
        while isinstance(payload, Undone):
            payload, takes_back = self.events[payload.event].payload, not takes_back
        return payload, takes_back


def _names(events: Iterable[ReviewEvent]) -> dict[UUID, Text]:
    """The names that topics were last given, whatever was undone since."""
    names: dict[UUID, Text] = {}
    for event in events:
        match event.payload:
            case (
                ClusterAccepted(topic=topic, names=given)
                | TopicCreated(topic=topic, names=given)
                | TopicSplit(topic=topic, names=given)
                | TopicRenamed(topic=topic, names=given)
            ):
                names[topic] = given
    return names


def entries(events: Sequence[ReviewEvent], chosen: Iterable[ReviewEvent]) -> tuple[Entry, ...]:
    """The history of these events alone; the whole log is read for what became of them."""
    gone = undone_by(events)
    by_id = {event.id: event for event in events}
    return tuple(
        Entry(
            event=event,
            undone_by=gone.get(event.id),
            undoes=by_id.get(event.payload.event) if isinstance(event.payload, Undone) else None,
            dependants=() if event.id in gone else dependants(events, event.id),
        )
        for event in chosen
    )


def about(events: Sequence[ReviewEvent], ids: frozenset[UUID]) -> list[ReviewEvent]:
    """The events that speak of one of these topics or clusters, with the undos of such."""
    found: dict[UUID, ReviewEvent] = {}
    for event in events:
        payload = event.payload
        if isinstance(payload, Undone):
            speaks = payload.event in found
        elif isinstance(payload, NoteAdded):
            speaks = payload.about in ids
        else:
            speaks = not ids.isdisjoint((*payload.needs, payload.makes, payload.takes))
        if speaks:
            found[event.id] = event
    return list(found.values())

"""Two people at once: what an act changes, what its author relied on, and who came between.

A later act is refused when it rests on something that changed after its author last looked. Renaming one
topic while a colleague moves answers into it is no conflict; deciding on a topic that was renamed meanwhile
is one.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias, assert_never
from uuid import UUID

from consult.clusters.model.acts import (
    Act,
    AnswersExcluded,
    AnswersMoved,
    AnswersPinned,
    ClusterAccepted,
    ClusterJoined,
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
)
from consult.clusters.model.log import in_order
from consult.errors import Conflict
from consult.i18n.text import N_

Aspect: TypeAlias = tuple[UUID, str]

# Aspects of a topic, and the one of an answer or a cluster. EVERYTHING is only ever relied on.
EXISTENCE, NAMES, DESCRIPTION, MEMBERS = "existence", "names", "description", "members"
DECISION, LINK = "decision", "link "
PLACE = "place"
EVERYTHING = "*"

SAID: Mapping[type[Act], str] = {
    ClusterAccepted: N_("%(who)s has already made a topic of this group."),
    ClusterJoined: N_("%(who)s has already added this group to a topic."),
    TopicCreated: N_("%(who)s has created this topic in the meantime."),
    TopicRenamed: N_("%(who)s renamed this topic after you opened the page."),
    TopicDescribed: N_("%(who)s described this topic differently after you opened the page."),
    TopicsMerged: N_("%(who)s merged this topic with another after you opened the page."),
    TopicSplit: N_("%(who)s split this topic after you opened the page."),
    AnswersMoved: N_("%(who)s moved some of these answers after you opened the page."),
    AnswersPinned: N_("%(who)s confirmed the place of some of these answers after you opened the page."),
    AnswersExcluded: N_("%(who)s set some of these answers aside after you opened the page."),
    ThemeCorrected: N_("%(who)s gave some of these answers another theme after you opened the page."),
    TopicLinked: N_("%(who)s linked this topic to an objective after you opened the page."),
    TopicUnlinked: N_("%(who)s removed a link of this topic after you opened the page."),
    TopicDecided: N_("%(who)s recorded a decision on this topic after you opened the page."),
    NoteAdded: N_("%(who)s added a note after you opened the page."),
    Undone: N_("%(who)s undid an act on this after you opened the page."),
}


class Stale(Conflict):
    """Carries what others did since, so that the page can show both texts side by side."""

    def __init__(self, events: tuple[ReviewEvent, ...]) -> None:
        latest = events[-1]
        super().__init__(SAID[type(latest.payload)], {"who": latest.by.name})
        self.events = events


@dataclass(frozen=True, slots=True)
class Touch:
    """What is changed is relied on as well, but for MEMBERS: two people may add to one topic at once."""

    changes: frozenset[Aspect]
    relies_on: frozenset[Aspect]

    def is_disturbed_by(self, other: "Touch") -> bool:
        return any(
            aspect in self.relies_on or (aspect[0], EVERYTHING) in self.relies_on for aspect in other.changes
        )


def touch(payload: Payload, by_id: Mapping[UUID, ReviewEvent]) -> Touch:
    """An undo changes what the undone act had changed, and relies on nothing more."""
    target: Payload = payload
    while isinstance(target, Undone) and target.event in by_id:
        target = by_id[target.event].payload
    changes = frozenset(_changes(target))
    weighed = () if isinstance(payload, Undone) else _relies_on(payload)
    return Touch(changes, frozenset(one for one in changes if one[1] != MEMBERS) | frozenset(weighed))


def _changes(payload: Payload) -> Iterable[Aspect]:
    match payload:
        case ClusterAccepted(cluster=cluster, topic=topic):
            return (cluster, PLACE), (topic, EXISTENCE)
        case ClusterJoined(cluster=cluster, topic=topic):
            return (cluster, PLACE), (topic, MEMBERS)
        case TopicCreated(topic=topic):
            return ((topic, EXISTENCE),)
        case TopicRenamed(topic=topic):
            return ((topic, NAMES),)
        case TopicDescribed(topic=topic):
            return ((topic, DESCRIPTION),)
        case TopicsMerged(sources=sources, target=target):
            return (*((source, EXISTENCE) for source in sources), (target, MEMBERS))
        case TopicSplit(source=source, topic=topic):
            return (source, MEMBERS), (topic, EXISTENCE), *_places(payload)
        case AnswersMoved() | AnswersPinned() | AnswersExcluded() | ThemeCorrected():
            return _places(payload)
        case TopicLinked(topic=topic, objective=objective) | TopicUnlinked(topic=topic, objective=objective):
            return ((topic, LINK + objective),)
        case TopicDecided(topic=topic):
            return ((topic, DECISION),)
        case NoteAdded() | Undone():
            return ()
        case never:
            assert_never(never)


def _places(payload: Payload) -> Iterable[Aspect]:
    return tuple((answer, PLACE) for answer in payload.on_answers)


def _relies_on(payload: Payload) -> Iterable[Aspect]:
    """Beside what it changes: the existence of its topics, and for weighty acts what the topics said."""
    exists = tuple((topic, EXISTENCE) for topic in payload.needs)
    match payload:
        case TopicsMerged(sources=sources, target=target):
            return (*exists, *((source, EVERYTHING) for source in sources), (target, NAMES))
        case ClusterJoined(topic=topic):
            return (*exists, (topic, NAMES))
        case TopicDecided(topic=topic):
            return ((topic, EVERYTHING),)
        case _:
            return exists


def changed_since(events: Iterable[ReviewEvent], payload: Payload, *, seen: int) -> tuple[ReviewEvent, ...]:
    """The events after `seen` that changed what this act changes or relies on, in order."""
    given = in_order(events)
    by_id = {event.id: event for event in given}
    mine = touch(payload, by_id)
    return tuple(
        event for event in given if event.seq > seen and mine.is_disturbed_by(touch(event.payload, by_id))
    )


def refuse_stale(events: Iterable[ReviewEvent], payload: Payload, *, seen: int) -> None:
    if changed := changed_since(events, payload, seen=seen):
        raise Stale(changed)

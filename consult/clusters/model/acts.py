"""What a reviewer can do: one Struct per act, stored as JSON, and the event that carries it.

An act says what a person wanted, by ids; it refuses to know what follows from it (precedence.py) and whether
it is allowed now (check.py). An act on many answers is one event, so that one undo takes it back whole.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias, get_args
from uuid import UUID

import msgspec

from consult.i18n.text import Text

Relation: TypeAlias = Literal["supports", "opposes", "amends", "outside", "new"]
Outcome: TypeAlias = Literal["adopted", "adapted", "deferred", "declined", "not_ours"]
ExclusionReason: TypeAlias = Literal[
    "empty", "unreadable", "off_topic", "abusive", "personal_data", "duplicate", "campaign", "test", "other"
]

RELATIONS: tuple[Relation, ...] = get_args(Relation)
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
EXCLUSION_REASONS: tuple[ExclusionReason, ...] = get_args(ExclusionReason)
WITH_OBJECTIVE: frozenset[Relation] = frozenset({"supports", "opposes", "amends"})


class Act(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind"):
    """What any act may ask of the codebook before it makes sense."""

    @property
    def kind(self) -> str:
        """The word it is stored under."""
        return str(self.__struct_config__.tag)

    @property
    def needs(self) -> tuple[UUID, ...]:
        """Topics that must exist and not be merged away."""
        return ()

    @property
    def makes(self) -> UUID | None:
        """The topic that this act brings into being; its id must be new."""
        return None

    @property
    def takes(self) -> UUID | None:
        """The cluster that this act turns into (a part of) a topic; nobody may have taken it before."""
        return None

    @property
    def on_answers(self) -> tuple[UUID, ...]:
        return ()


class TopicAct(Act, frozen=True, kw_only=True):
    topic: UUID

    @property
    def needs(self) -> tuple[UUID, ...]:
        return (self.topic,)


class AnswersAct(Act, frozen=True, kw_only=True):
    answers: tuple[UUID, ...]

    @property
    def on_answers(self) -> tuple[UUID, ...]:
        return self.answers


class ClusterAccepted(Act, frozen=True, kw_only=True, tag="cluster_accepted"):
    """The found group becomes a new topic, with the members that the run froze."""

    cluster: UUID
    topic: UUID
    theme: str
    names: Text
    description: Text = Text()

    @property
    def makes(self) -> UUID:
        return self.topic

    @property
    def takes(self) -> UUID:
        return self.cluster


class ClusterJoined(TopicAct, frozen=True, kw_only=True, tag="cluster_joined"):
    """The found group is more of what an existing topic says."""

    cluster: UUID

    @property
    def takes(self) -> UUID:
        return self.cluster


class TopicCreated(Act, frozen=True, kw_only=True, tag="topic_created"):
    topic: UUID
    theme: str
    names: Text
    description: Text = Text()

    @property
    def makes(self) -> UUID:
        return self.topic


class TopicRenamed(TopicAct, frozen=True, kw_only=True, tag="topic_renamed"):
    names: Text


class TopicDescribed(TopicAct, frozen=True, kw_only=True, tag="topic_described"):
    description: Text


class TopicsMerged(Act, frozen=True, kw_only=True, tag="topics_merged"):
    sources: tuple[UUID, ...]
    target: UUID

    @property
    def needs(self) -> tuple[UUID, ...]:
        return (*self.sources, self.target)


class TopicSplit(AnswersAct, frozen=True, kw_only=True, tag="topic_split"):
    """The listed answers leave `source` for a new topic of the same theme; each is placed by name."""

    source: UUID
    topic: UUID
    names: Text
    description: Text = Text()

    @property
    def needs(self) -> tuple[UUID, ...]:
        return (self.source,)

    @property
    def makes(self) -> UUID:
        return self.topic


class AnswersMoved(AnswersAct, frozen=True, kw_only=True, tag="answer_moved"):
    """To a topic, or, without one, back to review: there they wait until a person places them by name."""

    topic: UUID | None = None

    @property
    def needs(self) -> tuple[UUID, ...]:
        return () if self.topic is None else (self.topic,)


class AnswersPinned(AnswersAct, frozen=True, kw_only=True, tag="answer_pinned"):
    """A person read them and says that they are where they belong."""

    topic: UUID

    @property
    def needs(self) -> tuple[UUID, ...]:
        return (self.topic,)


class AnswersExcluded(AnswersAct, frozen=True, kw_only=True, tag="answer_excluded"):
    reason: ExclusionReason
    note: str = ""


class ThemeCorrected(AnswersAct, frozen=True, kw_only=True, tag="theme_corrected"):
    theme: str


class TopicLinked(TopicAct, frozen=True, kw_only=True, tag="topic_linked"):
    """`objective` is a lineage code; empty when the topic is outside the framework or asks for a new one."""

    relation: Relation
    objective: str = ""
    reason: str = ""


class TopicUnlinked(TopicAct, frozen=True, kw_only=True, tag="topic_unlinked"):
    objective: str = ""


class TopicDecided(TopicAct, frozen=True, kw_only=True, tag="topic_decided"):
    outcome: Outcome
    reason: Text


class NoteAdded(Act, frozen=True, kw_only=True, tag="note_added"):
    """`about` is a topic, a cluster or an answer. A note outlives it, so it stands in nobody's way."""

    about: UUID
    text: str


class Undone(Act, frozen=True, kw_only=True, tag="undone"):
    """As if that event had never been; undoing an `Undone` does it again."""

    event: UUID


Payload: TypeAlias = (
    ClusterAccepted
    | ClusterJoined
    | TopicCreated
    | TopicRenamed
    | TopicDescribed
    | TopicsMerged
    | TopicSplit
    | AnswersMoved
    | AnswersPinned
    | AnswersExcluded
    | ThemeCorrected
    | TopicLinked
    | TopicUnlinked
    | TopicDecided
    | NoteAdded
    | Undone
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewer:
    """Who acted, with the name they had then."""

    person_id: UUID
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewEvent:
    """One act in the log; `seq` is the order in which the database took them."""

    id: UUID
    seq: int
    at: datetime
    by: Reviewer
    payload: Payload


def payload_of(stored: Mapping[str, object]) -> Payload:
    """Reads what a JSONB column gave back; the Structs themselves are what is written there."""
    payload: Payload = msgspec.convert(stored, Payload)
    return payload

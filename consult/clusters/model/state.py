"""What the machine found, and what stands after review: placements and clusters in, topics and ledgers out.

These are values only. Which of two claims on an answer wins is decided in precedence.py.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal, TypeAlias
from uuid import UUID

from consult.clusters.model.acts import Outcome, Relation, Reviewer
from consult.i18n.text import Text

PlacementState: TypeAlias = Literal["assigned", "review", "empty"]
ThemeBy: TypeAlias = Literal["question", "citizen", "machine", "person"]
Origin: TypeAlias = Literal["cluster", "hand", "split"]
Theme: TypeAlias = str | None  # None: nobody has said yet which theme an answer belongs to.


class State(StrEnum):
    ASSIGNED = "assigned"
    REVIEW = "review"
    EXCLUDED = "excluded"


class Rule(StrEnum):
    """Which claim on the answer won; the order is the precedence."""

    EXCLUDED = "excluded"
    MOVED = "moved"
    PINNED = "pinned"
    SPLIT = "split"
    ACCEPTED = "accepted"
    ASSIGNER = "assigner"
    EMPTY = "empty"
    DISCOVERY = "discovery"
    NOTHING = "nothing"


BY_PERSON = frozenset({Rule.EXCLUDED, Rule.MOVED, Rule.PINNED, Rule.SPLIT, Rule.ACCEPTED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """A group as one run found it; it never changes afterwards, whatever later runs find.

    `names` are what the analysis suggests in each language, for a person to better.
    """

    id: UUID
    run_id: UUID
    key: str
    theme: Theme
    members: tuple[UUID, ...]
    terms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    exemplars: tuple[UUID, ...] = ()
    stability: float | None = None
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """The machine's latest word on one answer, within `theme`.

    `topic_id` in state "review" is a guess that the assigner would not stand for.
    """

    answer_id: UUID
    theme: Theme
    theme_by: ThemeBy = "question"
    cluster_id: UUID | None = None
    topic_id: UUID | None = None
    score: float = 0.0
    state: PlacementState = "review"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    relation: Relation
    objective: str
    reason: str
    at: datetime
    by: Reviewer


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    outcome: Outcome
    reason: Text
    at: datetime
    by: Reviewer


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    event_id: UUID
    text: str
    at: datetime
    by: Reviewer


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What a person confirmed that people said. `answers` are in the order of the placements.

    `clusters` are those accepted into it, and `merged_from` the topics that ended in it, the indirect ones
    included.
    """

    id: UUID
    theme: str
    names: Text
    description: Text
    origin: Origin
    made_at: datetime
    made_by: Reviewer
    split_from: UUID | None
    merged_from: tuple[UUID, ...]
    clusters: tuple[UUID, ...]
    links: tuple[Link, ...]
    decision: Decision | None
    answers: tuple[UUID, ...]
    assigner_count: int

    @property
    def answer_count(self) -> int:
        return len(self.answers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A cluster still to be accepted; `answers` are exactly those that accepting it would take."""

    cluster: Cluster
    answers: tuple[UUID, ...]

    @property
    def answer_count(self) -> int:
        return len(self.answers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """Where one answer stands and which claim put it there.

    `topic_id` in state "review" is the assigner's guess; `cluster_id` is the candidate it waits in; `reason`
    is given for the excluded.
    """

    answer_id: UUID
    state: State
    rule: Rule
    theme: Theme
    theme_by: ThemeBy
    topic_id: UUID | None = None
    cluster_id: UUID | None = None
    reason: str = ""
    note: str = ""

    @property
    def by(self) -> Literal["person", "machine"]:
        return "person" if self.rule in BY_PERSON else "machine"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """Every answer once. The total is a sum on purpose: there is no fourth place where an answer could be."""

    assigned: int = 0
    review: int = 0
    excluded: int = 0

    @property
    def total(self) -> int:
        return self.assigned + self.review + self.excluded


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """The state of a review. Two are equal when every answer, topic and note stands the same in both.

    topics      live topics, in the order in which they were made
    merged      topic that is gone → live topic that it ended in
    accepted    cluster → live topic that has it
    candidates  clusters of the latest runs still to be accepted
    waiting     answers to review that stand in no candidate
    exclusions  reason → excluded answers
    """

    topics: Mapping[UUID, Topic]
    merged: Mapping[UUID, UUID]
    accepted: Mapping[UUID, UUID]
    candidates: Mapping[UUID, Candidate]
    waiting: tuple[UUID, ...]
    exclusions: Mapping[str, tuple[UUID, ...]]
    notes: Mapping[UUID, tuple[Note, ...]]
    ledger: Ledger
    ledgers: Mapping[Theme, Ledger]
    judge: Callable[[UUID], Assignment] = field(compare=False, repr=False)

    def assignment(self, answer_id: UUID) -> Assignment:
        """Raises NotFound for an answer that is not (or no longer) part of the consultation."""
        return self.judge(answer_id)

    def topic_of(self, topic_id: UUID) -> Topic | None:
        """The live topic behind an id that may have been merged since."""
        return self.topics.get(self.merged.get(topic_id, topic_id))

    def in_theme(self, theme: Theme) -> tuple[Topic, ...]:
        return tuple(topic for topic in self.topics.values() if topic.theme == theme)

"""The topics of a consultation, folded from its live events: what exists, what was merged, what is linked and
decided.

It refuses to know any answer, so that a whole log folds in well under a millisecond and can be folded again
to ask "what if that event had not been". An event that makes no sense here any more changes nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import assert_never
from uuid import UUID

from consult.clusters.model.acts import (
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
from consult.clusters.model.state import Decision, Link, Note, Origin
from consult.i18n.text import Text


@dataclass(slots=True, kw_only=True)
class Draft:
    """A topic while the log is being folded."""

    theme: str
    names: Text
    description: Text
    origin: Origin
    made: ReviewEvent
    split_from: UUID | None = None
    merged_from: list[UUID] = field(default_factory=list)
    clusters: list[UUID] = field(default_factory=list)
    links: dict[str, Link] = field(default_factory=dict)
    decision: Decision | None = None


class Codebook:
    def __init__(self) -> None:
        self.topics: dict[UUID, Draft] = {}  # Merged ones too: what was placed in them has to find its way.
        self.live: set[UUID] = set()
        self.merged: dict[UUID, UUID] = {}
        self.accepted: dict[UUID, UUID] = {}
        self.notes: dict[UUID, list[Note]] = {}

    @classmethod
    def of(cls, live: Iterable[ReviewEvent]) -> "Codebook":
        book = cls()
        for event in live:
            book.take(event)
        return book

    def home(self, topic_id: UUID) -> UUID:
        """The live topic that this one ended in, itself if it was never merged."""
        while topic_id in self.merged:
            topic_id = self.merged[topic_id]
        return topic_id

    def holds(self, payload: Payload) -> bool:
        """Whether the act makes sense after the events taken so far."""
        if not self.live.issuperset(payload.needs):
            return False
        if isinstance(payload, TopicsMerged):
            return payload.target not in payload.sources
        if isinstance(payload, TopicUnlinked):
            return payload.objective in self.topics[payload.topic].links
        return payload.makes not in self.topics and payload.takes not in self.accepted

    def take(self, event: ReviewEvent) -> bool:
        """Whether the event made sense and was taken."""
        if not self.holds(event.payload):
            return False
        self._change(event)
        return True

    def _change(self, event: ReviewEvent) -> None:
        match event.payload:
            case ClusterAccepted() as act:
                self._make(event, act, theme=act.theme, origin="cluster").clusters.append(act.cluster)
                self.accepted[act.cluster] = act.topic
            case ClusterJoined() as act:
                self.topics[act.topic].clusters.append(act.cluster)
                self.accepted[act.cluster] = act.topic
            case TopicCreated() as act:
                self._make(event, act, theme=act.theme, origin="hand")
            case TopicSplit() as act:
                draft = self._make(event, act, theme=self.topics[act.source].theme, origin="split")
                draft.split_from = act.source
            case TopicRenamed() as act:
                self.topics[act.topic].names = act.names
            case TopicDescribed() as act:
                self.topics[act.topic].description = act.description
            case TopicsMerged() as act:
                for source in act.sources:
                    self._merge(source, act.target)
            case TopicLinked() as act:
                self.topics[act.topic].links[act.objective] = Link(
                    relation=act.relation,
                    objective=act.objective,
                    reason=act.reason,
                    at=event.at,
                    by=event.by,
                )
            case TopicUnlinked() as act:
                del self.topics[act.topic].links[act.objective]
            case TopicDecided() as act:
                self.topics[act.topic].decision = Decision(
                    outcome=act.outcome, reason=act.reason, at=event.at, by=event.by
                )
            case NoteAdded() as act:
                note = Note(event_id=event.id, text=act.text, at=event.at, by=event.by)
                self.notes.setdefault(act.about, []).append(note)
            case AnswersMoved() | AnswersPinned() | AnswersExcluded() | ThemeCorrected() | Undone():
                pass
            case never:
                assert_never(never)

    def _make(
        self,
        event: ReviewEvent,
        act: ClusterAccepted | TopicCreated | TopicSplit,
        *,
        theme: str,
        origin: Origin,
    ) -> Draft:
        draft = Draft(theme=theme, names=act.names, description=act.description, origin=origin, made=event)
        self.topics[act.topic] = draft
        self.live.add(act.topic)
        return draft

    def _merge(self, source: UUID, target: UUID) -> None:
        """The target inherits links to other objectives; a decision was about less and stays behind."""
        gone, kept = self.topics[source], self.topics[target]
        self.merged[source] = target
        self.live.discard(source)
        kept.merged_from += [*gone.merged_from, source]
        kept.clusters += gone.clusters
        for objective, link in gone.links.items():
            kept.links.setdefault(objective, link)

"""The board in counts: topics, proposed groups and ledgers, from the log and from how many answers stand where.

It says the same as `reduce` does of the same facts, without a list of answers; that is tested. Every answer is in
exactly one tally, so the ledger stays whole. It refuses to know any single answer.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from consult.clusters.model.acts import Reviewer
from consult.clusters.model.codebook import Codebook, Draft
from consult.clusters.model.state import Cluster, Decision, Ledger, Link, Note, Origin, Rule, State, Theme
from consult.i18n.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """So many answers stand alike. Unseen ones have just come in: the machine has not placed them, nobody can read them yet."""

    theme: Theme
    state: State
    rule: Rule
    claim: UUID | None
    cluster_id: UUID | None
    reason: str
    variety: str
    channel: str
    count: int
    is_unseen: bool = False


@dataclass(slots=True, kw_only=True)
class Mix:
    """How many answers, by the variety they are written in and by the channel they came through."""

    count: int = 0
    varieties: Counter[str] = field(default_factory=Counter)
    channels: Counter[str] = field(default_factory=Counter)

    def add(self, tally: Tally) -> None:
        self.count += tally.count
        self.varieties[tally.variety] += tally.count
        self.channels[tally.channel] += tally.count


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicSum:
    """A topic as `state.Topic` has it, with counts in place of answers. `claims` are all ids it answers to."""

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
    mix: Mix
    assigner_count: int
    person_count: int

    @property
    def claims(self) -> tuple[UUID, ...]:
        return (self.id, *self.merged_from)

    @property
    def answer_count(self) -> int:
        return self.mix.count


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateSum:
    cluster: Cluster
    mix: Mix

    @property
    def answer_count(self) -> int:
        return self.mix.count


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """`waiting` and `exclusions` count the answers of a theme to review in no candidate, and those set aside by reason;
    `unseen` those to review that the machine has not placed yet.
    """

    topics: Mapping[UUID, TopicSum]
    merged: Mapping[UUID, UUID]
    accepted: Mapping[UUID, UUID]
    candidates: Mapping[UUID, CandidateSum]
    waiting: Mapping[Theme, int]
    unseen: Mapping[Theme, int]
    exclusions: Mapping[Theme, Mapping[str, int]]
    notes: Mapping[UUID, tuple[Note, ...]]
    ledger: Ledger
    ledgers: Mapping[Theme, Ledger]
    mixes: Mapping[Theme, Mix]

    def topic_of(self, topic_id: UUID) -> TopicSum | None:
        """The live topic behind an id that may have been merged since."""
        return self.topics.get(self.merged.get(topic_id, topic_id))

    def in_theme(self, theme: Theme) -> tuple[TopicSum, ...]:
        return tuple(topic for topic in self.topics.values() if topic.theme == theme)


class _Counting:
    """Adds up tallies under the topics and clusters they belong to now."""

    def __init__(self, book: Codebook) -> None:
        self.home = {topic: book.home(topic) for topic in book.topics}
        self.theme = {topic: draft.theme for topic, draft in book.topics.items()}
        self.topics = {topic: Mix() for topic, home in self.home.items() if topic == home}
        self.candidates: dict[UUID, Mix] = {}
        self.mixes: dict[Theme, Mix] = {}
        self.states: dict[Theme, Counter[State]] = {}
        self.waiting: Counter[Theme] = Counter()
        self.unseen: Counter[Theme] = Counter()
        self.exclusions: dict[Theme, Counter[str]] = {}
        self.by_assigner: Counter[UUID] = Counter()
        self.by_person: Counter[UUID] = Counter()

    def add(self, tally: Tally) -> None:
        home = self.home.get(tally.claim) if tally.claim else None
        theme = self.theme[home] if home and tally.state is State.ASSIGNED else tally.theme
        self.mixes.setdefault(theme, Mix()).add(tally)
        self.states.setdefault(theme, Counter())[tally.state] += tally.count
        if tally.state is State.ASSIGNED and home:
            self.topics[home].add(tally)
            piles = self.by_assigner if tally.rule is Rule.ASSIGNER else self.by_person
            piles[home] += tally.count
        elif tally.state is State.EXCLUDED:
            self.exclusions.setdefault(theme, Counter())[tally.reason] += tally.count
        elif tally.cluster_id:
            self.candidates.setdefault(tally.cluster_id, Mix()).add(tally)
        elif tally.is_unseen:
            self.unseen[theme] += tally.count
        else:
            self.waiting[theme] += tally.count

    def ledgers(self) -> dict[Theme, Ledger]:
        return {
            theme: _ledger(self.states[theme])
            for theme in sorted(self.states, key=lambda theme: (theme is None, theme))
        }


def _ledger(states: Mapping[State, int]) -> Ledger:
    return Ledger(
        assigned=states.get(State.ASSIGNED, 0),
        review=states.get(State.REVIEW, 0),
        excluded=states.get(State.EXCLUDED, 0),
    )


def survey(book: Codebook, clusters: Mapping[UUID, Cluster], tallies: Iterable[Tally]) -> Survey:
    """`clusters` are those that the tallies name; their members are not needed."""
    counting = _Counting(book)
    for tally in tallies:
        counting.add(tally)
    whole: Counter[State] = Counter()
    for states in counting.states.values():
        whole.update(states)
    return Survey(
        topics={
            topic: _topic(topic, book.topics[topic], mix, counting) for topic, mix in counting.topics.items()
        },
        merged={topic: home for topic, home in counting.home.items() if home != topic},
        accepted={cluster: counting.home[topic] for cluster, topic in book.accepted.items()},
        candidates={
            cluster: CandidateSum(cluster=clusters[cluster], mix=mix)
            for cluster, mix in counting.candidates.items()
        },
        waiting=counting.waiting,
        unseen=counting.unseen,
        exclusions=counting.exclusions,
        notes={about: tuple(notes) for about, notes in book.notes.items()},
        ledger=_ledger(whole),
        ledgers=counting.ledgers(),
        mixes=counting.mixes,
    )


def _topic(topic_id: UUID, draft: Draft, mix: Mix, counting: _Counting) -> TopicSum:
    return TopicSum(
        id=topic_id,
        theme=draft.theme,
        names=draft.names,
        description=draft.description,
        origin=draft.origin,
        made_at=draft.made.at,
        made_by=draft.made.by,
        split_from=draft.split_from,
        merged_from=tuple(draft.merged_from),
        clusters=tuple(draft.clusters),
        links=tuple(draft.links.values()),
        decision=draft.decision,
        mix=mix,
        assigner_count=counting.by_assigner[topic_id],
        person_count=counting.by_person[topic_id],
    )

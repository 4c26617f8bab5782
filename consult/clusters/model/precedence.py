"""Which claim on an answer wins: the precedence table of the package, as code.

A verdict depends on the events and on the answer's own placement alone, never on other answers; so a theme, a
page or one answer can be judged by itself and stands as in the whole.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple
from uuid import UUID

from consult.clusters.model.acts import ReviewEvent
from consult.clusters.model.codebook import Codebook
from consult.clusters.model.hands import Hand, Hands
from consult.clusters.model.log import live_events
from consult.clusters.model.state import Assignment, Cluster, Placement, Rule, State, Theme, ThemeBy

NOBODY = Hand()


class Verdict(NamedTuple):
    """`topic` is live; in state "review" it is the assigner's guess. `claim` is the topic that was named, which a
    merge may since have ended in `topic`.
    """

    state: State
    rule: Rule
    theme: Theme
    topic: UUID | None = None
    cluster: UUID | None = None
    claim: UUID | None = None


class Court:
    """Holds what the events say, and gives the verdict on one placement at a time.

    `clusters` need hold only the members that will be judged.
    """

    def __init__(self, clusters: Mapping[UUID, Cluster], events: Iterable[ReviewEvent]) -> None:
        self.clusters = clusters
        self.book = Codebook()
        self.hands = Hands()
        for event in live_events(events):
            if self.book.take(event):
                self.hands.take(event, book=self.book)
        self.home = {topic: self.book.home(topic) for topic in self.book.topics}
        self.theme = {topic: draft.theme for topic, draft in self.book.topics.items()}
        self.grouped = self._grouped()

    def _grouped(self) -> dict[UUID, tuple[str, Verdict]]:
        """Answer → theme of the topic that accepted its cluster, and the verdict; the first to accept it
        wins.
        """
        grouped: dict[UUID, tuple[str, Verdict]] = {}
        for cluster_id, topic in self.book.accepted.items():
            claim = (self.theme[topic], self._assigned(topic, Rule.ACCEPTED))
            cluster = self.clusters.get(cluster_id)
            for answer in cluster.members if cluster else ():
                grouped.setdefault(answer, claim)
        return grouped

    def verdict(self, placement: Placement) -> Verdict:
        hand = self.hands.get(placement.answer_id, NOBODY)
        theme = hand.theme or placement.theme
        if hand.exclusion:
            return Verdict(State.EXCLUDED, Rule.EXCLUDED, theme)
        if hand.named and hand.named.topic:
            return self._assigned(hand.named.topic, hand.named.rule)
        if hand.named:
            return Verdict(State.REVIEW, hand.named.rule, theme)
        claim = self.grouped.get(placement.answer_id)
        if claim and hand.theme in (None, claim[0]):
            return claim[1]
        return self._machine(placement, theme)

    def _machine(self, placement: Placement, theme: Theme) -> Verdict:
        """The machine may only propose within the answer's theme, which a person may have changed since the
        run.
        """
        topic = placement.topic_id
        claim = topic if topic in self.home and self.theme[topic] == theme else None
        guess = self.home[claim] if claim else None
        if claim and placement.state == "assigned":
            return self._assigned(claim, Rule.ASSIGNER)
        if placement.state == "empty":
            return Verdict(State.EXCLUDED, Rule.EMPTY, theme)
        cluster = self.clusters.get(placement.cluster_id) if placement.cluster_id else None
        if cluster and cluster.id not in self.book.accepted and cluster.theme == theme:
            return Verdict(State.REVIEW, Rule.DISCOVERY, theme, guess, cluster.id, claim)
        return Verdict(State.REVIEW, Rule.NOTHING, theme, guess, None, claim)

    def _assigned(self, topic: UUID, rule: Rule) -> Verdict:
        home = self.home[topic]
        return Verdict(State.ASSIGNED, rule, self.theme[home], home, None, topic)

    def exclusion(self, placement: Placement) -> tuple[str, str]:
        """The reason and the note of an excluded answer."""
        said = self.hands.get(placement.answer_id, NOBODY).exclusion
        return (said.reason, said.note) if said else ("empty", "")

    def assignment(self, placement: Placement) -> Assignment:
        verdict = self.verdict(placement)
        reason, note = self.exclusion(placement) if verdict.state is State.EXCLUDED else ("", "")
        return Assignment(
            answer_id=placement.answer_id,
            state=verdict.state,
            rule=verdict.rule,
            theme=verdict.theme,
            theme_by=self.theme_by(placement, verdict.theme),
            topic_id=verdict.topic,
            cluster_id=verdict.cluster,
            reason=reason,
            note=note,
        )

    def theme_by(self, placement: Placement, theme: Theme) -> ThemeBy:
        """A person's word counts by its event alone: a placement that repeats one undone since is the
        machine's.
        """
        said = self.hands.get(placement.answer_id, NOBODY).theme
        if theme != placement.theme or (said and said == theme):
            return "person"
        return "machine" if placement.theme_by == "person" else placement.theme_by

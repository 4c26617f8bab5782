"""What persons said of single answers, by name: placed here, sent back, set aside, given another theme.

The last word on an answer counts. It refuses to know what machines and whole groups say of the same answer.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from consult.clusters.model.acts import (
    AnswersExcluded,
    AnswersMoved,
    AnswersPinned,
    ReviewEvent,
    ThemeCorrected,
    TopicSplit,
)
from consult.clusters.model.codebook import Codebook
from consult.clusters.model.state import Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Placed by name; without a topic, sent back to review."""

    topic: UUID | None
    rule: Rule


@dataclass(slots=True)
class Hand:
    """All that persons said of one answer."""

    named: Named | None = None
    exclusion: AnswersExcluded | None = None
    theme: str | None = None


class Hands(dict[UUID, Hand]):
    """Answer → what persons said of it; answers that nobody named are absent."""

    def take(self, event: ReviewEvent, *, book: Codebook) -> None:
        """The codebook must have taken the event already."""
        match event.payload:
            case AnswersMoved(answers=answers, topic=topic):
                self._name(answers, topic, Rule.MOVED)
            case AnswersPinned(answers=answers, topic=topic):
                self._name(answers, topic, Rule.PINNED)
            case TopicSplit(answers=answers, topic=topic):
                self._name(answers, topic, Rule.SPLIT)
            case AnswersExcluded(answers=answers) as act:
                for hand in self._of(answers):
                    hand.exclusion = act
            case ThemeCorrected(answers=answers, theme=theme):
                for hand in self._of(answers):
                    _correct(hand, theme, book)
            case _:
                pass

    def _of(self, answers: Iterable[UUID]) -> Iterable[Hand]:
        return [self.setdefault(answer, Hand()) for answer in answers]

    def _name(self, answers: tuple[UUID, ...], topic: UUID | None, rule: Rule) -> None:
        named = Named(topic=topic, rule=rule)
        for hand in self._of(answers):
            hand.named = named


def _correct(hand: Hand, theme: str, book: Codebook) -> None:
    """Takes back an earlier placing in a topic of another theme, and an earlier "back to review"."""
    hand.theme = theme
    topic = hand.named.topic if hand.named else None
    if topic is None or book.topics[book.home(topic)].theme != theme:
        hand.named = None

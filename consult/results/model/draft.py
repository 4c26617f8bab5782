"""What a communicator writes and chooses before anything is counted: words and ids, never a number."""

import msgspec

from consult.i18n.text import Text
from consult.results.model.release import Evidence, Finding

MOST_FINDINGS = 6


class ChosenQuote(msgspec.Struct, frozen=True, kw_only=True):
    """A whole answer to be quoted with its topic, and the name of the person who approved that."""

    topic: str
    answer: str
    approved_by: str


class Draft(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`figures` are keys of questions and `topics` ids of topics, both in the order of the page."""

    titles: Text = Text()
    intro: Text = Text()
    method: Text = Text()
    findings: tuple[Finding, ...] = ()
    figures: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    quotes: tuple[ChosenQuote, ...] = ()

    def quotes_of(self, topic: str) -> tuple[ChosenQuote, ...]:
        return tuple(quote for quote in self.quotes if quote.topic == topic)

    def chooses(self, evidence: Evidence) -> bool:
        """Whether what a finding rests on will be on the page."""
        return evidence.key in (self.figures if evidence.kind == "figure" else self.topics)

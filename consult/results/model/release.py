"""A release: what a city says, frozen with its numbers.

It holds nothing that may not be printed, but for the references behind the quotes, which `public` leaves out.
"""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final, Literal, TypeAlias

import msgspec

from consult.clusters.model import Outcome, Relation
from consult.i18n.text import Text
from consult.results.figures import AnyFigure
from consult.results.figures.contract import Part, suppressed
from consult.results.model.redaction import Span, cut
from consult.results.suppression import THRESHOLD, Cell, Table, share, suppress

State: TypeAlias = Literal["draft", "published", "retracted"]

NOT_A_POLL: Final = Text(
    ar="هذه استشارة مفتوحة للجميع وليست سبر آراء: الأرقام تصف من شاركوا، ولا تمثّل كلّ سكّان المدينة.",
    fr="Ceci est une consultation ouverte à tous, pas un sondage : les chiffres décrivent les personnes qui "
    "ont participé, ils ne représentent pas toute la population.",
    en="This is a consultation open to everyone, not a poll: the numbers describe the people who took part "
    "and do not represent the whole population.",
)


class _Stored(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Defaults are left out of the document, so a field added later does not change an old release's hash."""


class Evidence(_Stored, frozen=True, kw_only=True, omit_defaults=True):
    """What a finding rests on: a figure by its question, or a topic by its id."""

    kind: Literal["figure", "topic"]
    key: str


class Finding(_Stored, frozen=True, kw_only=True, omit_defaults=True):
    """A sentence the city stands behind."""

    sentence: Text
    evidence: tuple[Evidence, ...] = ()


class Quote(_Stored, frozen=True, kw_only=True, omit_defaults=True):
    """A verbatim piece of an answer. All but the text and its variety stays inside the house."""

    answer_id: str
    start: int
    end: int
    text: str
    redactions: tuple[Span, ...] = ()
    variety: str = "other"
    approved_by: str = ""


class Link(_Stored, frozen=True, kw_only=True, omit_defaults=True):
    """To an objective of the framework by its lineage, with its title as it stood when this was published."""

    objective: str = ""  # Empty where the topic is new to the framework, or outside of it.
    title: Text = Text()
    relation: Relation = "supports"


class Decision(_Stored, frozen=True, kw_only=True, omit_defaults=True):
    outcome: Outcome
    reason: Text


class PublishedTheme(_Stored, frozen=True, kw_only=True, omit_defaults=True):
    id: str
    name: Text


class PublishedTopic(_Stored, frozen=True, kw_only=True, omit_defaults=True):
    """`count` is people, not texts, None when hidden; `base` is everybody who wrote within the theme."""

    id: str
    theme: str
    names: Text
    count: int | None = None
    base: int | None = None
    varieties: tuple[Part, ...] = ()
    links: tuple[Link, ...] = ()
    decision: Decision | None = None
    quotes: tuple[Quote, ...] = ()

    @property
    def share(self) -> float | None:
        return share(self.count, of=self.base)


class Release(_Stored, frozen=True, kw_only=True, omit_defaults=True):
    """One publication of a consultation; a correction is a new version of the same number."""

    consultation: str
    number: int = 1
    version: int = 1
    state: State = "draft"
    titles: Text = Text()
    intro: Text = Text()
    findings: tuple[Finding, ...] = ()
    figures: tuple[AnyFigure, ...] = ()
    themes: tuple[PublishedTheme, ...] = ()
    topics: tuple[PublishedTopic, ...] = ()
    method: Text = Text()
    not_a_poll: Text = NOT_A_POLL
    opens_on: date | None = None
    closes_on: date | None = None
    n: int | None = None  # None: fewer than k people took part.
    channels: tuple[Part, ...] = ()
    k: int = THRESHOLD
    published_at: datetime | None = None
    retracted_at: datetime | None = None
    retraction: Text = Text()

    @property
    def is_frozen(self) -> bool:
        return self.state != "draft"

    @property
    def quotes(self) -> tuple[Quote, ...]:
        return tuple(quote for topic in self.topics for quote in topic.quotes)

    def figure(self, question: str) -> AnyFigure | None:
        return next((figure for figure in self.figures if figure.question == question), None)

    def topic(self, topic_id: str) -> PublishedTopic | None:
        return next((topic for topic in self.topics if topic.id == topic_id), None)

    def topics_of(self, theme: str) -> tuple[PublishedTopic, ...]:
        """The largest first; hidden ones stand last, in the order of the draft."""
        topics = [topic for topic in self.topics if topic.theme == theme]
        return tuple(sorted(topics, key=lambda topic: (topic.count is None, -(topic.count or 0))))


def quote_of(
    text: str,
    *,
    answer_id: str,
    start: int,
    end: int,
    redactions: tuple[Span, ...],
    variety: str,
    approved_by: str,
) -> Quote:
    """The piece from `start` to `end` of an answer's original text, with the redactions applied."""
    shown = cut(text, start=start, end=end, redactions=redactions)
    return Quote(
        answer_id=answer_id,
        start=start,
        end=end,
        text=shown,
        redactions=redactions,
        variety=variety,
        approved_by=approved_by,
    )


def topic_counts(counts: Mapping[str, int], *, base: int, k: int = THRESHOLD) -> dict[str, int | None]:
    """People per topic of one theme as they may be printed; None is hidden.

    `base` is everybody who said something within the theme. Whoever prints how many were not grouped passes
    that number as a topic too, so that no hidden topic can be worked out from it.
    """
    cells = tuple(Cell(key=key, count=count) for key, count in counts.items())
    published = suppress(Table(cells=cells, base=base), k=k)
    return {cell.key: cell.count for cell in published.cells}


def mix(counts: Mapping[str, int], *, k: int = THRESHOLD) -> tuple[Part, ...]:
    """People by channel, or by the variety they wrote in, as it may be printed; each person counted once."""
    return suppressed(counts, base=sum(counts.values()), k=k)


def encode(release: Release) -> dict[str, Any]:
    """The document that the database keeps."""
    document: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(release))
    return document


def decode(document: object) -> Release:
    return msgspec.convert(document, Release)


def public(release: Release) -> dict[str, Any]:
    """What everybody may read: no ids of answers, no offsets into them, no names of staff."""
    document = encode(release)
    for key in ("state", "published_at", "retracted_at", "retraction"):
        document.pop(key, None)
    for topic in document.get("topics", ()):
        for quote in topic.get("quotes", ()):
            for key in ("answer_id", "start", "end", "redactions", "approved_by"):
                quote.pop(key, None)
    return document


def canonical(document: object) -> bytes:
    """The same bytes for the same content: sorted keys, UTF-8, no blanks."""
    return msgspec.json.encode(document, order="sorted")


def content_hash(release: Release) -> bytes:
    """SHA-256 of the canonical public document: whoever downloads it can compute it again."""
    return hashlib.sha256(canonical(public(release))).digest()

"""What became of a response, as far as everybody may know it: the way of an answer as its receipt tells it.

It is filled in by a later room; this one only knows how to say it. Nothing internal has a place here: no reason for
setting an answer aside, no topic and no decision that is not published.
"""

from dataclasses import dataclass
from datetime import datetime

from consult.i18n.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldTopic:
    """A published topic that an answer stands in; `decision` is a message id, empty while nothing is decided."""

    id: str
    names: Text
    decision: str = ""
    tone: str = ""
    reason: Text = Text()


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The release in force that counts this response."""

    number: int
    published_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """`text_count` are the texts that are read and grouped; `apart_count` those read and put in no group."""

    text_count: int = 0
    read_count: int = 0
    apart_count: int = 0
    topics: tuple[ToldTopic, ...] = ()
    release: Told | None = None

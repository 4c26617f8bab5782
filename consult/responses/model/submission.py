"""A response as it is submitted, as its receipt shows it, and what screening adds beside its words.

It refuses to know how a form looks and how a row is written.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from consult.consultations.kinds.given import Item
from consult.responses.model.invitations import Invitation

CHANNELS = ("web", "stand", "meeting", "paper", "import")


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerItem:
    """One stored row: a question's value, or one of its several items."""

    id: UUID
    question_key: str
    item: Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """A whole response, checked and ready to be kept.

    `supersedes` is the response that this one takes the place of; `holds` are reasons to have a person look at it before it
    counts. `sheet` numbers a paper form within its batch; `invitation` is the code of a consultation that asks for one.
    """

    id: UUID
    city_id: UUID
    consultation_id: UUID
    form_version_id: UUID
    key_hash: bytes
    receipt_hash: bytes
    channel: str
    locale: str
    skipped: tuple[str, ...]
    items: tuple[AnswerItem, ...]
    submitted_at: datetime
    draft_hash: bytes | None = None
    batch_id: UUID | None = None
    sheet: str | None = None
    supersedes: UUID | None = None
    holds: tuple[str, ...] = ()
    invitation: Invitation | None = None

    @property
    def answered(self) -> int:
        """How many questions it answers."""
        return len({item.question_key for item in self.items})


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What a receipt code leads to."""

    response_id: UUID
    city_id: UUID
    consultation_id: UUID
    form_version_id: UUID
    locale: str
    channel: str
    submitted_at: datetime
    withdrawn_at: datetime | None
    is_edited: bool
    items: dict[str, tuple[Item, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """How a response came in. An edit comes the same way, and waits for the same ruling."""

    channel: str
    batch_id: UUID | None
    holds: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Screening:
    """What stands beside an original text: its script and variety, and where it may name a person."""

    answer_id: UUID
    script: str
    variety: str
    confidence: float
    personal: tuple[tuple[int, int, str], ...]

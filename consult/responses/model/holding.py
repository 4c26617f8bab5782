"""Responses that wait for a person's decision: what is known of one, and what was decided.

It refuses to judge: whoever decides reads the answers, and may decide otherwise at any time.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from consult.consultations.kinds.given import Item


class Decision(StrEnum):
    WAITING = "waiting"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A held response with its answers, by question."""

    response_id: UUID
    form_version_id: UUID
    channel: str
    locale: str
    submitted_at: datetime
    reasons: tuple[str, ...]
    decision: Decision
    decided_by: str
    decided_at: datetime | None
    items: dict[str, tuple[Item, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldCount:
    """How many responses were held for one reason; a response with two reasons is counted under both."""

    decision: Decision
    reason: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulings:
    """What one decision did: how many responses it was about, and how many of those asked for are left."""

    accepted: bool
    count: int
    left: int = 0

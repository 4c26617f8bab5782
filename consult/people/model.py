"""A person who works for a city, their session at the desk, and the limits of guessing a password.

It refuses to know how a session travels (a cookie) and what a role allows (roles.py).
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from consult.i18n.text import Text

IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)
FAILURES_ALLOWED = 8
FAILURE_WINDOW = timedelta(minutes=15)
MIN_PASSWORD = 12


class Role(StrEnum):
    COORDINATOR = "coordinator"
    EXPERT = "expert"
    COMMUNICATOR = "communicator"
    PRESIDENT = "president"
    FACILITATOR = "facilitator"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What is checked at sign-in."""

    person_id: UUID
    name: str
    password_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    city_id: UUID
    city_name: Text
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    person_id: UUID
    city_id: UUID
    created_at: datetime
    seen_at: datetime

    def is_live(self, at: datetime) -> bool:
        return at < self.seen_at + IDLE and at < self.created_at + ABSOLUTE


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEvent:
    at: datetime
    person_name: str
    action: str
    subject: str
    detail: dict[str, object]


def new_token() -> str:
    """256 random bits; only their hash is stored."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def email_key(email: str) -> str:
    return email.strip().lower()

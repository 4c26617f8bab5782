"""Codes for consultations that ask for one: how they look, how they are typed, and the mark that a used one bears.

The mark is made from the code and the submission key, and neither is stored: nobody can join a code with a response.
"""

import hashlib
import secrets
from dataclasses import dataclass
from uuid import UUID

from consult.errors import Conflict
from consult.i18n.text import N_
from consult.responses.model.codes import typed_as, written

LENGTH = 16  # characters, for 80 random bits
UNKNOWN = N_("This invitation code is not known. Look at each letter and digit again.")
USED = N_(
    "This invitation code has already been used. If it was not you who used it, ask the people who gave it to you for another."
)
NEEDED = N_("Write the invitation code that you received.")


class CodeRefused(Conflict):
    """Somebody else used the code first, or it does not exist."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """A code as a submission carries it: only hashes, so that neither a log nor a dump holds the code."""

    code_hash: bytes
    mark: bytes


def new_code() -> str:
    return written(secrets.token_bytes(LENGTH * 5 // 8))


def invitation_code_from(typed: str) -> str | None:
    """A code from what a person typed; None when it cannot be one."""
    return typed_as(typed, length=LENGTH)


def code_hash(code: str, *, consultation_id: UUID) -> bytes:
    return hashlib.sha256(f"invitation:{consultation_id}:{code}".encode()).digest()


def invitation(code: str, *, consultation_id: UUID, submission_key: str) -> Invitation:
    """The same code with the same key gives the same mark: a form sent twice passes twice."""
    mark = hashlib.sha256(f"{code}:{submission_key}".encode()).digest()
    return Invitation(code_hash=code_hash(code, consultation_id=consultation_id), mark=mark)

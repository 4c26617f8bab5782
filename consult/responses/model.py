"""A response as it is submitted, its receipt code, and the draft before it.

One random token begins a draft; the submission key follows from it, and the receipt code from the key. So the same form
sent twice shows the same code, while only hashes are ever stored. It refuses to know how a form looks.
"""

import base64
import hashlib
import secrets
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from consult.consultations.kinds.given import Item

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
_CODE_BYTES = 20  # 160 bits, so 32 characters with none to pad
BLOCK = "▇▇▇"  # stands for personal data, always as long, so that the length of a name or number is not told
_FROM_STANDARD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", _ALPHABET)
_AS_TYPED = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new_token() -> str:
    """What a browser holds while it fills in a form: 256 random bits."""
    return secrets.token_urlsafe(32)


def hash_of(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()


def submission_key_of(token: str) -> str:
    return _code(f"submission:{token}")


def receipt_code_of(submission_key: str) -> str:
    return _code(f"receipt:{submission_key}")


def is_submission_key(text: str) -> bool:
    return len(text) == 32 and set(text) <= set(_ALPHABET)


def grouped(code: str) -> str:
    """A code as it is shown and copied: eight groups of four."""
    return "-".join(code[i : i + 4] for i in range(0, len(code), 4))


def code_from(typed: str) -> str | None:
    """A receipt code from what a person typed; None when it cannot be one."""
    plain = "".join(typed.split()).replace("-", "").upper().translate(_AS_TYPED)
    return plain if is_submission_key(plain) else None


def _code(seed: str) -> str:
    digest = hashlib.sha256(seed.encode()).digest()[:_CODE_BYTES]
    return base64.b32encode(digest).decode().translate(_FROM_STANDARD)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerItem:
    """One stored row: a question's value, or one of its several items."""

    id: UUID
    question_key: str
    item: Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """A whole response, checked and ready to be kept."""

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
    items: dict[str, tuple[Item, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Screening:
    """What stands beside an original text: its script and variety, and where it may name a person."""

    answer_id: UUID
    script: str
    variety: str
    confidence: float
    personal: tuple[tuple[int, int, str], ...]


def masked(text: str, spans: Iterable[tuple[int, int, str]]) -> str:
    """The text as others may read it: each span (start, end, kind) is a block; those that overlap are one.

    What lies outside of the text is cut off: better a block too many than a page that cannot be shown.
    """
    kept, at = [], 0
    for start, end in _covered(text, spans):
        kept += [text[at:start], BLOCK]
        at = end
    return "".join((*kept, text[at:]))


def _covered(text: str, spans: Iterable[tuple[int, int, str]]) -> list[tuple[int, int]]:
    covered: list[tuple[int, int]] = []
    for start, end in sorted((max(start, 0), min(end, len(text))) for start, end, _ in spans):
        if start >= end:
            continue
        end = _whole_character(text, end)
        if covered and start <= covered[-1][1]:
            covered[-1] = (covered[-1][0], max(covered[-1][1], end))
        else:
            covered.append((start, end))
    return covered


def _whole_character(text: str, end: int) -> int:
    """Marks on the last letter (Arabic vowels, accents) belong to it: left behind, they would tell of it."""
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return end

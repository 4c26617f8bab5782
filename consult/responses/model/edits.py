"""A change of answers that were already sent: which receipt it belongs to, and what it began from.

Nothing of it is stored: the form carries it, and a cookie brings it from the receipt to the check page. The mark tells
whether the answers are still those that the change began from.
"""

from dataclasses import dataclass
from uuid import UUID

from consult.responses.model.codes import hash_of, is_code

_MARK = 16  # hex digits: enough to tell two versions of one response apart


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    code: str
    mark: str

    def __str__(self) -> str:
        """As a hidden field carries it."""
        return f"{self.code}.{self.mark}"


def edit_of(code: str, response_id: UUID) -> Edit:
    return Edit(code=code, mark=_short(str(response_id)))


def edit_from(text: str) -> Edit | None:
    """What a field or a cookie says; None when it is no edit."""
    code, _, mark = text.partition(".")
    return Edit(code=code, mark=mark) if is_code(code) and len(mark) == _MARK else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What the browser holds during a change: the edit, the draft it goes with, and the draft it was holding before."""

    edit: Edit
    draft: str
    before: str = ""

    def __str__(self) -> str:
        return f"{self.edit}.{self.draft}.{self.before}"


def carried(edit: Edit, *, token: str, before: str = "") -> Carried:
    return Carried(edit=edit, draft=_short(f"edit:{token}"), before=before)


def carried_from(text: str, *, token: str) -> Carried | None:
    """The change that goes with this draft; None when the cookie belongs to another, or is none."""
    parts = text.split(".")
    edit = edit_from(".".join(parts[:2]))
    if edit is None or len(parts) != 4 or parts[2] != _short(f"edit:{token}"):
        return None
    return Carried(edit=edit, draft=parts[2], before=parts[3] if is_code(parts[3]) else "")


def _short(text: str) -> str:
    return hash_of(text).hex()[:_MARK]

"""What a citizen gave to one question, and what reading it found wrong. It refuses to know which kind of
question it was.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from consult.errors import Problem

Json: TypeAlias = "bool | int | str | list[Json] | dict[str, Json] | None"
Filled: TypeAlias = dict[str, tuple[str, ...]]  # Fields by name, as a form would send them.
Rows: TypeAlias = Sequence[str] | None  # The rows a page shows; None is all of them.


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One stored answer: the closed part as JSON, the words as they were written, the theme the citizen or
    question gave.
    """

    index: int = 0
    value: Json = None
    body: str | None = None
    theme: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """No items and no problems means that the question was left out; with problems there are no items."""

    items: tuple[Item, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the check page or the receipt. A citizen's own words need `dir="auto"`."""

    text: str
    label: str | None = None
    is_citizen_text: bool = False

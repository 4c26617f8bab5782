"""Reads the fields of one question, and remembers the first problem of each instead of stopping at one.

It refuses to guess: a field that arrives twice with different contents is a problem, never a choice made
here.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

from consult.consultations.kinds.given import Given, Item
from consult.errors import Problem
from consult.i18n.text import N_

ONE_ONLY = N_("Choose one answer only.")
NOT_OFFERED = N_("Choose one of the answers offered.")
TWICE = N_("This arrived twice with different contents. Keep one of them.")
TOO_LONG = N_("This text is too long: %(count)s characters, and there is room for %(most)s.")
NOT_A_NUMBER = N_("Write a whole number, with digits only.")
OUT_OF_RANGE = N_("Write a number between %(least)s and %(most)s.")


class FieldsLike(Protocol):
    """What a kind needs of a submitted form: cleaned strings by name."""

    def one(self, name: str, default: str = "") -> str: ...

    def many(self, name: str) -> tuple[str, ...]: ...

    def names(self) -> tuple[str, ...]: ...

    def has(self, name: str) -> bool: ...


class Reader:
    def __init__(self, fields: FieldsLike) -> None:
        self.fields = fields
        self._problems: dict[str, Problem] = {}

    def refuse(self, name: str, message: str, **params: object) -> None:
        self._problems.setdefault(name, Problem(name, message, params))

    def given(self, *items: Item) -> Given:
        """The items, or nothing but the problems when there are any."""
        problems = tuple(self._problems.values())
        return Given(items=() if problems else items, problems=problems)

    def several(self, name: str) -> tuple[str, ...]:
        """The different contents that are not blank, in the order they came."""
        return tuple(dict.fromkeys(value for value in self.fields.many(name) if value.strip()))

    def sole(self, name: str, *, message: str = TWICE) -> str:
        found = self.several(name)
        if len(found) > 1:
            self.refuse(name, message)
        return found[0] if len(found) == 1 else ""

    def pick(self, name: str, *, among: Collection[str]) -> str:
        picked = self.sole(name, message=ONE_ONLY)
        if picked and picked not in among:
            self.refuse(name, NOT_OFFERED)
            return ""
        return picked

    def picks(self, name: str, *, among: Sequence[str]) -> tuple[str, ...]:
        """What was ticked, in the order of the form."""
        ticked = self.several(name)
        if any(value not in among for value in ticked):
            self.refuse(name, NOT_OFFERED)
        return tuple(value for value in among if value in ticked)

    def text(self, name: str, *, most: int) -> str:
        """The words as they were written; only their length is judged."""
        said = self.sole(name)
        if len(said) > most:
            self.refuse(name, TOO_LONG, count=len(said), most=most)
        return said

    def number(self, name: str, *, least: int, most: int) -> int | None:
        """A whole number in any script's digits; None when the field is blank or wrong."""
        written = self.sole(name).strip()
        if not written:
            return None
        digits = written.removeprefix("-")
        if not digits.isdecimal() or len(digits) > 9:
            self.refuse(name, NOT_A_NUMBER)
            return None
        number = int(written)
        if not least <= number <= most:
            self.refuse(name, OUT_OF_RANGE, least=least, most=most)
            return None
        return number

"""A place in a consultation file: reads one value, and remembers every problem with its line instead of
stopping.

It knows lines and mappings, not YAML: a workbook can be turned into the same nodes. Whatever cannot be read
is reported and replaced by a harmless value, so that one pass over a file finds everything that is wrong with
it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches

from consult.errors import Problem
from consult.i18n.locales import CODES
from consult.i18n.text import N_, Text

IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_+-]{0,39}")
NOT_ONE_OF = N_("“%(given)s” is not one of: %(allowed)s.")
MAX_TEXT = 4000
MAX_ITEMS = 300


@dataclass(frozen=True, slots=True)
class LoadProblem(Problem):
    """A problem in a file: its path stands in `field`, its line beside it (0 for the file as a whole)."""

    line: int = 0

    @property
    def path(self) -> str:
        return self.field

    def __str__(self) -> str:
        said = self.message % self.params if self.params else self.message
        return f"line {self.line}: {self.path}: {said}" if self.path else f"line {self.line}: {said}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One value of a file. Mappings keep the line of each key, where a misspelt one is reported."""

    line: int
    value: str | tuple[Node, ...] | Mapping[str, Node] | None
    key_lines: Mapping[str, int] = field(default_factory=dict)


class Log:
    """Every problem found so far, and the languages in which a text must be written."""

    def __init__(self, *, languages: Collection[str] = CODES) -> None:
        self.languages = tuple(languages)
        self.found: list[LoadProblem] = []

    def problems(self) -> tuple[LoadProblem, ...]:
        return tuple(sorted(self.found, key=lambda problem: problem.line))


@dataclass(frozen=True, slots=True)
class Source:
    """A node, the path that leads to it, and the log that its problems go to."""

    node: Node
    path: str
    log: Log

    @property
    def line(self) -> int:
        return self.node.line

    def report(self, message: str, *, at: str = "", **params: object) -> None:
        path = ".".join(part for part in (self.path, at) if part)
        line = self.node.key_lines.get(at, self.line)
        self.log.found.append(LoadProblem(path, message, params, line=line))

    def mapping(self) -> Mapping[str, Node]:
        return self.node.value if isinstance(self.node.value, dict) else {}

    def expect(self, known: Collection[str], *, required: Collection[str] = ()) -> Source:
        """Reports keys nobody reads (mostly misspelt ones) and keys that must be there."""
        if not isinstance(self.node.value, dict):
            self.report(N_("Write this as a list of “name: value” lines."))
            return self
        for key in self.mapping():
            if key not in known:
                self._unknown_key(key, known)
        for key in required:
            if self.child(key) is None:
                self.report(N_("“%(name)s” is missing."), name=key)
        return self

    def _unknown_key(self, key: str, known: Collection[str]) -> None:
        near = get_close_matches(key, sorted(known), n=1)
        if near:
            self.report(
                N_("“%(name)s” is not known here. Is “%(near)s” meant?"),
                at=key,
                name=key,
                near=near[0],
            )
        else:
            self.report(N_("“%(name)s” is not known here."), at=key, name=key)

    def has(self, key: str) -> bool:
        return self.child(key) is not None

    def child(self, key: str) -> Source | None:
        """The value under that key, or None when it is absent or empty."""
        node = self.mapping().get(key)
        if node is None or node.value is None:
            return None
        return Source(node, f"{self.path}.{key}" if self.path else key, self.log)

    def items(self, key: str, *, most: int = MAX_ITEMS) -> tuple[Source, ...]:
        child = self.child(key)
        if child is None:
            return ()
        if not isinstance(child.node.value, tuple):
            child.report(N_("Write this as a list."))
            return ()
        if len(child.node.value) > most:
            child.report(N_("The list is too long: %(most)s entries at most."), most=most)
        return tuple(
            Source(node, f"{child.path}[{number}]", self.log)
            for number, node in enumerate(child.node.value[:most], start=1)
        )

    def scalar(self) -> str:
        if isinstance(self.node.value, str):
            return self.node.value.strip()
        self.report(N_("Write one value here."))
        return ""

    def string(self, key: str, default: str = "") -> str:
        child = self.child(key)
        return default if child is None else child.scalar()

    def strings(self, key: str) -> tuple[str, ...]:
        return tuple(item.scalar() for item in self.items(key))

    def strings_among(self, key: str, allowed: Collection[str]) -> tuple[str, ...]:
        return tuple(filter(None, [item.among(allowed) for item in self.items(key)]))

    def among(self, allowed: Collection[str]) -> str:
        """The value itself when it is one of these, else nothing."""
        given = self.scalar()
        if given in allowed:
            return given
        self.report(NOT_ONE_OF, given=given[:60], allowed=", ".join(allowed))
        return ""

    def matching(self, key: str, pattern: re.Pattern[str], *, message: str) -> str:
        child = self.child(key)
        if child is None:
            return ""
        given = child.scalar()
        if given and not pattern.fullmatch(given):
            child.report(message, given=given[:60])
        return given

    def identifier(self, key: str = "id") -> str:
        return self.matching(
            key,
            IDENTIFIER,
            message=N_("“%(given)s” cannot be an id: use letters of a–z, digits, “_”, “-” or “+”."),
        )

    def one_of(self, key: str, allowed: Collection[str], *, default: str = "") -> str:
        child = self.child(key)
        if child is None:
            return default
        return child.among(allowed) or default

    def integer(self, key: str, default: int = 0, *, least: int = 0, most: int = 1_000_000_000) -> int:
        child = self.child(key)
        return default if child is None else child.whole(default, least=least, most=most)

    def whole(self, default: int = 0, *, least: int, most: int) -> int:
        """This value as a whole number, or the default when it is none."""
        given = self.scalar()
        number = int(given) if re.fullmatch(r"-?[0-9]{1,12}", given) else None
        if number is None or not least <= number <= most:
            self.report(
                N_("“%(given)s” is not a whole number between %(least)s and %(most)s."),
                given=given[:60],
                least=least,
                most=most,
            )
            return default
        return number

    def flag(self, key: str, *, default: bool = False) -> bool:
        given = self.one_of(key, ("true", "false"), default="true" if default else "false")
        return given == "true"

    def day(self, key: str) -> date | None:
        child = self.child(key)
        if child is None:
            return None
        given = child.scalar()
        try:
            return date.fromisoformat(given)
        except ValueError:
            child.report(N_("“%(given)s” is not a date. Write it as 2026-03-02."), given=given[:60])
            return None

    def text(self, key: str) -> Text | None:
        child = self.child(key)
        return None if child is None else child.as_text()

    def words(self, key: str) -> Text:
        """A text that must be there; its absence is reported by `expect`."""
        return self.text(key) or Text()

    def as_text(self) -> Text:
        """What a citizen reads, in every language of the consultation."""
        if not isinstance(self.node.value, dict):
            self.report(
                N_("Write this text once in each language: %(languages)s."),
                languages=", ".join(self.log.languages),
            )
            return Text()
        self.expect(CODES)
        said = Text(**{code: self.string(code) for code in CODES})
        missing = [code for code in self.log.languages if code in said.missing()]
        if missing:
            self.report(N_("The text is missing in: %(languages)s."), languages=", ".join(missing))
        if max(len(said.in_(code)) for code in CODES) > MAX_TEXT:
            self.report(N_("The text is too long: %(most)s characters at most."), most=MAX_TEXT)
        return said

    def unique(self, seen: set[str], identifier: str) -> None:
        """Reports an id that an earlier neighbour already has."""
        if identifier and identifier in seen:
            self.report(N_("The id “%(id)s” is used twice."), id=identifier)
        seen.add(identifier)

"""Turns YAML text into nodes with lines, without ever building an object from a tag or following an alias.

It refuses to know what a consultation is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import yaml

from consult.consultations.kinds.source import LoadProblem, Node
from consult.errors import Invalid
from consult.i18n.text import N_
from consult.web.clean import clean_text

MAX_BYTES = 1_000_000
MAX_DEPTH = 20
_EMPTY = frozenset({"", "~", "null", "Null", "NULL"})
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

TOO_LARGE = N_("The file is too large: %(most)s bytes at most.")
NOT_TEXT = N_("The file holds characters that are not text.")
NOT_YAML = N_("From here on this is not YAML: look at leading blanks, colons and quotation marks.")
TOO_DEEP = N_("Values are nested too deeply here.")
NO_ALIAS = N_("Write the value out: “*name” and “<<” are not read here.")
NO_TAG = N_("Leave out “%(tag)s”: types are not written in this file.")
KEY_TWICE = N_("“%(name)s” stands here twice.")
KEY_NOT_A_NAME = N_("A name is needed before the colon.")
ONE_DOCUMENT = N_("The file must hold one document.")


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not come yet."""

    line: int
    is_mapping: bool
    items: list[Node] = field(default_factory=list)
    entries: dict[str, Node] = field(default_factory=dict)
    key_lines: dict[str, int] = field(default_factory=dict)
    key: str | None = None
    key_line: int = 0

    def close(self) -> Node:
        value = dict(self.entries) if self.is_mapping else tuple(self.items)
        return Node(line=self.line, value=value, key_lines=dict(self.key_lines))


class _Builder:
    def __init__(self) -> None:
        self.open: list[_Open] = []
        self.root: Node | None = None
        self.problems: list[LoadProblem] = []

    def report(self, line: int, message: str, **params: object) -> None:
        self.problems.append(LoadProblem("", message, params, line=line))

    def take(self, event: yaml.Event) -> None:
        line = event.start_mark.line + 1 if event.start_mark else 0
        if isinstance(event, yaml.AliasEvent):
            self.report(line, NO_ALIAS)
            self.add(Node(line=line, value=None))
        elif isinstance(event, yaml.ScalarEvent):
            self._check_tag(event, line)
            is_empty = event.implicit[0] and event.value in _EMPTY
            self.add(Node(line=line, value=None if is_empty else clean_text(event.value)))
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self._check_tag(event, line)
            self.start(_Open(line=line, is_mapping=isinstance(event, yaml.MappingStartEvent)))
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self.add(self.open.pop().close())
        elif isinstance(event, yaml.DocumentStartEvent) and self.root is not None:
            self.stop(line, ONE_DOCUMENT)

    def _check_tag(self, event: yaml.ScalarEvent | yaml.CollectionStartEvent, line: int) -> None:
        if event.tag is not None:
            self.report(line, NO_TAG, tag=str(event.tag)[:60])

    def start(self, opened: _Open) -> None:
        if len(self.open) >= MAX_DEPTH:
            self.stop(opened.line, TOO_DEEP)
        self.open.append(opened)

    def stop(self, line: int, message: str) -> None:
        self.report(line, message)
        raise Invalid(self.problems)

    def add(self, node: Node) -> None:
        if not self.open:
            self.root = node
            return
        parent = self.open[-1]
        if not parent.is_mapping:
            parent.items.append(node)
        elif parent.key is None:
            self._begin_entry(parent, node)
        else:
            # A value is reported where its name stands, not where its first line happens to begin.
            parent.entries.setdefault(parent.key, replace(node, line=parent.key_line))
            parent.key = None

    def _begin_entry(self, parent: _Open, node: Node) -> None:
        parent.key, parent.key_line = (node.value if isinstance(node.value, str) else ""), node.line
        if not parent.key:
            self.report(node.line, KEY_NOT_A_NAME)
        elif parent.key in parent.entries:
            self.report(node.line, KEY_TWICE, name=parent.key)
        else:
            parent.key_lines[parent.key] = node.line


def read_tree(text: str) -> tuple[Node, list[LoadProblem]]:
    """The file's one document and what is wrong with its form; Invalid when it cannot be read to the end."""
    builder = _Builder()
    for event in _events(text):
        builder.take(event)
    if builder.root is None:
        builder.stop(1, ONE_DOCUMENT)
        raise AssertionError  # pragma: no cover - `stop` raises
    return builder.root, builder.problems


def _events(text: str) -> Iterator[yaml.Event]:
    try:
        size = len(text.encode())
    except UnicodeEncodeError as error:
        raise _invalid(_line_of(text, error.start), NOT_TEXT) from error
    if size > MAX_BYTES:
        raise _invalid(0, TOO_LARGE, most=MAX_BYTES)
    try:
        yield from yaml.parse(text, Loader=_LOADER)
    except yaml.reader.ReaderError as error:
        raise _invalid(_line_of(text, error.position), NOT_TEXT) from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        # Newer libyaml counts the depth itself, before the first event of the line reaches us.
        deep = "nesting depth" in (error.problem or "")
        raise _invalid(mark.line + 1 if mark else 0, TOO_DEEP if deep else NOT_YAML) from error


def _line_of(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


def _invalid(line: int, message: str, **params: object) -> Invalid:
    return Invalid((LoadProblem("", message, params, line=line),))

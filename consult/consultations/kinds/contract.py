"""What every kind of question can do. A new kind is a module with a `Spec` and a `KIND`, a template and a
line in `KINDS`.

A kind refuses to know the web, the database and the catalogues: it reads strings by name and answers with
values.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import ClassVar, Generic, Protocol, TypeVar, cast

import msgspec

from consult.consultations.kinds.choices import Around
from consult.consultations.kinds.given import Filled, Given, Item, Line, Rows
from consult.consultations.kinds.reading import FieldsLike
from consult.consultations.kinds.source import Source
from consult.i18n.text import Text


class Spec(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", omit_defaults=True):
    """What a question of one kind asks beyond its prompt. The tag is the kind's name, in storage and in
    templates.
    """


S = TypeVar("S", bound=Spec)
S_co = TypeVar("S_co", bound=Spec, covariant=True)


class Asked(Protocol[S_co]):
    """What a kind may know of the question it belongs to."""

    @property
    def key(self) -> str: ...

    @property
    def prompt(self) -> Text: ...

    @property
    def required(self) -> bool: ...

    @property
    def theme(self) -> str | None: ...

    @property
    def spec(self) -> S_co: ...


class Kind(ABC, Generic[S]):
    """One kind of question. Field names begin with the question's key; `.` parts them, and no key or id holds
    one.
    """

    keys: ClassVar[frozenset[str]]
    numeric: ClassVar[bool] = False  # Whether cells of an export are numbers where they can be.
    asks: ClassVar[bool] = True  # Whether there is anything to answer: what asks nothing is never skipped.
    spec_type: type[S]

    @property
    def name(self) -> str:
        return str(self.spec_type.__struct_config__.tag)

    @abstractmethod
    def load(self, source: Source, *, around: Around) -> S:
        """The spec as a file words it; everything wrong with it is reported to the source."""

    @abstractmethod
    def field_names(self, question: Asked[S], *, rows: Rows = None) -> tuple[str, ...]:
        """The HTML names this question uses; `rows` narrows a question that is spread over pages."""

    @abstractmethod
    def read(self, question: Asked[S], fields: FieldsLike, *, rows: Rows = None) -> Given:
        """What these fields say. Never raises, whatever they hold."""

    @abstractmethod
    def to_fields(self, question: Asked[S], items: Sequence[Item]) -> Filled:
        """The fields that would be read as these items: `read` undone."""

    @abstractmethod
    def summarise(self, question: Asked[S], items: Sequence[Item], *, locale: str) -> tuple[Line, ...]:
        """The answer in words, for the check page and the receipt; nothing for no items."""

    def rows_of(self, spec: S, *, group: str | None) -> tuple[str, ...] | None:
        """The rows that a page for one group shows; None when this kind is never spread over pages."""
        return None

    def most_characters(self, spec: S) -> int:
        """How many characters of a citizen's own words a whole answer may hold."""
        return 0

    def condition_ids(self, spec: S) -> tuple[str, ...]:
        """What another question's `show_if` may wait for; nothing when this kind cannot be waited for."""
        return ()

    def chosen(self, items: Sequence[Item]) -> frozenset[str]:
        """What these items chose, in the ids of `condition_ids`."""
        return frozenset()

    def export_columns(self, question: Asked[S]) -> tuple[str, ...]:
        return self.field_names(question)

    def export_row(self, question: Asked[S], items: Sequence[Item]) -> dict[str, str | int | None]:
        """One cell per column, by ids: what was ticked together stands in one cell, parted by blanks."""
        filled = self.to_fields(question, items)
        return {name: self._cell(filled.get(name, ())) for name in self.export_columns(question)}

    def from_row(self, question: Asked[S], row: Mapping[str, object]) -> Filled:
        """The fields that a row of `export_row`'s columns stands for."""
        cells = {name: row.get(name) for name in self.export_columns(question)}
        return {name: (str(cell),) for name, cell in cells.items() if cell is not None}

    def _cell(self, values: Sequence[str]) -> str | int | None:
        joined = " ".join(values)
        if self.numeric and joined.removeprefix("-").isdigit():
            return int(joined)
        return joined or None


def as_map(items: Sequence[Item]) -> dict[str, object]:
    """The value of the first item as a mapping by id; empty when nothing was given."""
    value = items[0].value if items else None
    return cast(dict[str, object], value) if isinstance(value, dict) else {}


def value_field(key: str, items: Sequence[Item]) -> Filled:
    """The one field of a kind whose first item holds one value."""
    return {key: (str(items[0].value),)} if items else {}


def value_chosen(items: Sequence[Item]) -> frozenset[str]:
    return frozenset(str(item.value) for item in items[:1])

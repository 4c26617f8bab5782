"""What every figure is made of and can do.

A figure holds what may be printed and nothing more: it is stored as JSON in a frozen release, and the audit
reads it as the public does. It refuses to know the web, the database and the catalogues.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

import msgspec

from consult.consultations.kinds.choices import Choice
from consult.consultations.kinds.contract import Asked, Spec
from consult.consultations.model import ShowIf
from consult.i18n.text import Text
from consult.results.suppression import Cell, Published, ShownCell, Table, Told, discloses, suppress


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """So many people of one channel stored exactly this value: a row of `GROUP BY value, channel`."""

    value: object
    people: int
    channel: str = "web"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tallies:
    """What was counted for one question.

    `cells` holds people by row and column, where the row "" is the question itself;
    `sums` holds what people gave to each item together (places of a ranking, shares of an allocation).
    """

    answered: int
    shown_to: int | None = None  # None: not recorded.
    channels: Mapping[str, int] = field(default_factory=dict)
    cells: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    sums: Mapping[str, float] = field(default_factory=dict)


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One number of people; None is a hidden one."""

    key: str
    count: int | None


class Label(msgspec.Struct, frozen=True, kw_only=True):
    key: str
    text: Text


class Head(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What stands over every figure: who was asked, how many answered, by which channels."""

    kind: str
    question: str
    title: Text
    k: int
    base: int | None  # None: fewer than k people answered, and nothing else is printed.
    shown_to: int | None = None
    few_skipped: bool = False  # From 1 to k - 1 people skipped the question; how many saw it is not printed.
    channels: tuple[Part, ...] = ()
    asked_if: ShowIf | None = None  # The question was shown only to those who chose one of these.

    @property
    def skipped(self) -> int | None:
        """Shown and left out, which is not the same as never shown."""
        return None if self.shown_to is None or self.base is None else self.shown_to - self.base

    @property
    def seen_by(self) -> tuple[int, int | None]:
        """The range of how many people saw the question, as far as it is printed."""
        if self.shown_to is not None:
            return self.shown_to, self.shown_to
        base = self.base or 0
        return (base + 1, base + self.k - 1) if self.few_skipped else (base, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Audited:
    """One printed table of a figure, and what else the figure prints about its cells."""

    name: str
    table: Published
    told: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One number of a figure for the open data; a value of None is a hidden one."""

    measure: str  # people, mean, median
    row: str = ""
    row_label: Text = Text()
    column: str = ""
    column_label: Text = Text()
    value: float | None = None
    base: int | None = None


class Figure(msgspec.Struct, frozen=True, kw_only=True, tag_field="figure", omit_defaults=True):
    """The tag is the figure's name, in storage and in templates."""

    head: Head
    note: Text = Text()  # What the communicator adds below the figure.

    CHANNELS: ClassVar[str] = "channels"

    @property
    def name(self) -> str:
        return str(self.__struct_config__.tag)

    @property
    def question(self) -> str:
        return self.head.question

    @property
    def is_hidden(self) -> bool:
        """Nothing but the title and perhaps the base can be printed."""
        return self.head.base is None or not any(line.value is not None for line in self.lines())

    @property
    def hides_something(self) -> bool:
        numbers = (*(line.value for line in self.lines()), *(part.count for part in self.head.channels))
        return None in numbers

    def texts(self) -> tuple[Text, ...]:
        """Every text a reader sees, for the check of languages; the note only where there is one."""
        labels = dict.fromkeys(text for line in self.lines() for text in (line.row_label, line.column_label))
        return (self.head.title, *(text for text in (*labels, self.note) if text != Text()))

    def lines(self) -> Iterator[Line]:
        """Every number of the figure, in the order of the page."""
        raise NotImplementedError

    def tables(self) -> Iterator[Audited]:
        """Every table of people the figure prints, as the public sees it."""
        raise NotImplementedError

    def audited(self) -> Iterator[Audited]:
        yield from self.tables()
        if self.head.channels:
            yield Audited(name=self.CHANNELS, table=published_of(self.head.channels, base=self.head.base))


def is_safe(tables: Iterable[Audited], *, k: int) -> bool:
    return not any(discloses(audited.table, k=k, told=audited.told) for audited in tables)


def published_of(
    parts: Sequence[Part],
    *,
    base: int | None,
    exclusive: bool = True,
    most: int | None = None,
    complete: bool = True,
) -> Published:
    cells = tuple(ShownCell(key=part.key, count=part.count) for part in parts)
    return Published(cells=cells, base=base, exclusive=exclusive, most=most, complete=complete)


def suppressed(
    counts: Mapping[str, int], *, base: int, k: int, exclusive: bool = True, most: int | None = None
) -> tuple[Part, ...]:
    """The counts as they may be printed, in their order."""
    cells = tuple(Cell(key=key, count=count) for key, count in counts.items())
    published = suppress(Table(cells=cells, base=base, exclusive=exclusive, most=most), k=k)
    return tuple(Part(key=cell.key, count=cell.count) for cell in published.cells)


def head_of(question: Asked[Spec], tallies: Tallies, *, k: int, asked_if: ShowIf | None = None) -> Head:
    """The head, suppressed: few who skipped are hidden together with how many saw the question."""
    seen = tallies.shown_to
    if seen is not None and seen < tallies.answered:
        raise ValueError(f"{question.key}: more people answered than saw the question")
    if tallies.channels:
        check_total(question.key, tallies.channels, base=tallies.answered)
    few = seen is not None and 0 < seen - tallies.answered < k
    is_enough = tallies.answered >= k
    channels = suppressed(tallies.channels, base=tallies.answered, k=k) if tallies.channels else ()
    return Head(
        kind=str(question.spec.__struct_config__.tag),
        question=question.key,
        title=question.prompt,
        k=k,
        base=tallies.answered if is_enough else None,
        shown_to=None if few or not is_enough else seen,
        few_skipped=few and is_enough,
        channels=channels,
        asked_if=asked_if,
    )


def labelled(choices: Sequence[Choice], *, counted: Collection[str]) -> tuple[Label, ...]:
    """A label for every choice offered and every id counted, even one that is no longer offered."""
    offered = tuple(Label(key=choice.id, text=choice.label) for choice in choices)
    known = {label.key for label in offered}
    gone = sorted(set(counted) - known)
    return (*offered, *(Label(key=key, text=Text(ar=key, fr=key, en=key)) for key in gone))


def counts_for(labels: Sequence[Label], counts: Mapping[str, int]) -> dict[str, int]:
    return {label.key: counts.get(label.key, 0) for label in labels}


def check_total(question: str, counts: Mapping[str, int], *, base: int) -> None:
    """Refuses to publish numbers that do not add up."""
    if sum(counts.values()) != base:
        raise ValueError(
            f"{question}: the counts add up to {sum(counts.values())}, not to the base of {base}"
        )

"""Bars: how many people chose each option of a choice or a place. It counts people, not combinations."""

from collections.abc import Iterable, Iterator
from typing import TypeAlias

import msgspec

from consult.consultations.kinds import multiple_choice, place, single_choice
from consult.consultations.kinds.contract import Asked
from consult.consultations.model import ShowIf
from consult.i18n.text import Text
from consult.results.figures import contract
from consult.results.figures.contract import Audited, Figure, Group, Label, Line, Part, Tallies
from consult.results.figures.tallies import ALL, count_values
from consult.results.suppression import THRESHOLD

Spec: TypeAlias = single_choice.Spec | multiple_choice.Spec | place.Spec
KINDS = ("single_choice", "multiple_choice", "place")
SORTED = ("multiple_choice", "place")  # A single choice keeps its order: ages and levels have one.


class Bar(msgspec.Struct, frozen=True, kw_only=True):
    key: str
    label: Text
    count: int | None


class Bars(Figure, tag="bars", frozen=True, kw_only=True, omit_defaults=True):
    """With `exclusive` false a person may be in several bars, and shares may add up to more than 100 %."""

    rows: tuple[Bar, ...]
    exclusive: bool = True
    most: int | None = None

    def tables(self) -> Iterator[Audited]:
        parts = tuple(Part(key=row.key, count=row.count) for row in self.rows)
        table = contract.published_of(parts, base=self.head.base, exclusive=self.exclusive, most=self.most)
        yield Audited(name=self.question, table=table)

    def lines(self) -> Iterator[Line]:
        for row in self.rows:
            yield Line(
                measure="people", row=row.key, row_label=row.label, value=row.count, base=self.head.base
            )


def tally(question: Asked[Spec], groups: Iterable[Group], *, shown_to: int | None = None) -> Tallies:
    return count_values(groups, shown_to=shown_to)


def build(
    question: Asked[Spec], tallies: Tallies, *, k: int = THRESHOLD, asked_if: ShowIf | None = None
) -> Bars:
    kind = str(question.spec.__struct_config__.tag)
    exclusive = kind != "multiple_choice"
    most = question.spec.max_choices if isinstance(question.spec, multiple_choice.Spec) else None
    counted = tallies.cells.get(ALL, {})
    labels = contract.labelled(question.spec.options, counted=counted)
    counts = contract.counts_for(labels, counted)
    if exclusive:
        contract.check_total(question.key, counts, base=tallies.answered)
    parts = contract.suppressed(counts, base=tallies.answered, k=k, exclusive=exclusive, most=most)
    rows = _rows(labels, parts)
    head = contract.head_of(question, tallies, k=k, asked_if=asked_if)
    return Bars(
        head=head, rows=_largest_first(rows) if kind in SORTED else rows, exclusive=exclusive, most=most
    )


def _rows(labels: tuple[Label, ...], parts: tuple[Part, ...]) -> tuple[Bar, ...]:
    counts = {part.key: part.count for part in parts}
    return tuple(Bar(key=label.key, label=label.text, count=counts[label.key]) for label in labels)


def _largest_first(rows: tuple[Bar, ...]) -> tuple[Bar, ...]:
    """Hidden ones stand last, in the order of the question: their places say nothing about their sizes."""
    shown = [row for row in rows if row.count is not None]
    return (*sorted(shown, key=lambda row: -(row.count or 0)), *(row for row in rows if row.count is None))

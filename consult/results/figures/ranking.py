"""Ranking: the average place of each item, and how many people put it first.

Items a person left out share the places that person left, so every average is over the same base. Only first
places are printed, not whole place tables: rows and columns of those determine each other.
"""

import math
from collections.abc import Iterable, Iterator

import msgspec
from msgspec.structs import replace

from consult.consultations.kinds import ranking
from consult.consultations.kinds.choices import ids
from consult.consultations.kinds.contract import Asked
from consult.consultations.model import ShowIf
from consult.i18n.text import Text
from consult.results.figures import contract
from consult.results.figures.contract import Audited, Figure, Group, Line, Part, Tallies, is_safe
from consult.results.figures.tallies import ALL, count_places
from consult.results.suppression import THRESHOLD, Told, rounded_mean, rounding_steps

KINDS = ("ranking",)
COARSEST = 1.0  # An average place rounded further says nothing.


class Ranked(msgspec.Struct, frozen=True, kw_only=True):
    key: str
    label: Text
    mean: float | None  # The average place; 1 is first.
    first: int | None


class Ranking(Figure, tag="ranking", frozen=True, kw_only=True, omit_defaults=True):
    """Rows are in the order of the averages, rounded to `step`; without averages, of the question."""

    rows: tuple[Ranked, ...]
    step: float = 0.1
    everybody_has_a_first: bool = True

    @property
    def is_ordered(self) -> bool:
        return any(row.mean is not None for row in self.rows)

    def tables(self) -> Iterator[Audited]:
        parts = tuple(Part(key=row.key, count=row.first) for row in self.rows)
        table = contract.published_of(parts, base=self.head.base, complete=self.everybody_has_a_first)
        yield Audited(name=f"{self.question}.first", table=table, told=self._told_by_averages())

    def _told_by_averages(self) -> tuple[Told, ...]:
        """Many first places pull an average towards 1, few of them towards the last place."""
        base = self.head.base
        if base is None:
            return ()
        half, last = self.step / 2, len(self.rows)
        return tuple(_told(row, base=base, half=half, last=last) for row in self.rows if row.mean is not None)

    def lines(self) -> Iterator[Line]:
        for row in self.rows:
            yield Line(measure="mean", row=row.key, row_label=row.label, value=row.mean, base=self.head.base)
            yield Line(
                measure="people",
                row=row.key,
                row_label=row.label,
                column="1",
                value=row.first,
                base=self.head.base,
            )


def tally(question: Asked[ranking.Spec], groups: Iterable[Group], *, shown_to: int | None = None) -> Tallies:
    return count_places(groups, items=ids(question.spec.items), shown_to=shown_to)


def build(
    question: Asked[ranking.Spec], tallies: Tallies, *, k: int = THRESHOLD, asked_if: ShowIf | None = None
) -> Ranking:
    labels = contract.labelled(question.spec.items, counted=tallies.sums)
    _check_places(question.key, tallies, items=len(labels))
    counts = contract.counts_for(labels, tallies.cells.get(ALL, {}))
    firsts = contract.suppressed(counts, base=tallies.answered, k=k)
    drawn = Ranking(
        head=contract.head_of(question, tallies, k=k, asked_if=asked_if),
        rows=tuple(
            Ranked(key=label.key, label=label.text, mean=None, first=part.count)
            for label, part in zip(labels, firsts, strict=True)
        ),
        everybody_has_a_first=sum(counts.values()) == tallies.answered,
    )
    return _with_averages(drawn, tallies)


def _with_averages(figure: Ranking, tallies: Tallies) -> Ranking:
    """Averages as fine as they can be without narrowing down a hidden number of first places; else none."""
    for step in rounding_steps(tallies.answered, k=figure.head.k):
        rows = tuple(
            replace(row, mean=rounded_mean(tallies.sums.get(row.key, 0.0), over=tallies.answered, step=step))
            for row in figure.rows
        )
        found = replace(figure, rows=tuple(sorted(rows, key=lambda row: row.mean or math.inf)), step=step)
        if step <= COARSEST and is_safe(found.tables(), k=figure.head.k):
            return found
    return figure


def _told(row: Ranked, *, base: int, half: float, last: int) -> Told:
    """With f first places the sum of places lies between f + 1.5 (base - f) and f + last (base - f)."""
    mean = row.mean or 0.0
    least, most = (mean - half) * base, (mean + half) * base
    low = max(0, math.ceil((1.5 * base - most) / 0.5))
    high = min(base, math.floor((last * base - least) / (last - 1))) if last > 1 else base
    return Told(keys=frozenset({row.key}), low=low, high=max(low, high))


def _check_places(question: str, tallies: Tallies, *, items: int) -> None:
    expected = tallies.answered * items * (items + 1) / 2
    if abs(sum(tallies.sums.values()) - expected) > 1e-6 * max(1.0, expected):
        raise ValueError(f"{question}: the places add up to {sum(tallies.sums.values())}, not to {expected}")

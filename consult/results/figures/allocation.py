"""Allocation: what people gave to each item on average.

It prints no count of givers, so there is no hidden number that an average could give away.
"""

from collections.abc import Iterable, Iterator

import msgspec

from consult.consultations.kinds import allocation
from consult.consultations.kinds.contract import Asked
from consult.consultations.model import ShowIf
from consult.i18n.text import Text
from consult.results.figures import contract
from consult.results.figures.contract import Audited, Figure, Group, Line, Tallies
from consult.results.figures.tallies import count_amounts
from consult.results.suppression import THRESHOLD, safe_mean

KINDS = ("allocation",)


class Share(msgspec.Struct, frozen=True, kw_only=True):
    key: str
    label: Text
    mean: float | None


class Allocation(Figure, tag="allocation", frozen=True, kw_only=True, omit_defaults=True):
    """Averages over everybody who answered, the largest first; rounded, so they may miss `total`."""

    rows: tuple[Share, ...]
    total: int
    unit: Text = Text()

    def texts(self) -> tuple[Text, ...]:
        return (*Figure.texts(self), *((self.unit,) if self.unit != Text() else ()))

    def tables(self) -> Iterator[Audited]:
        return iter(())

    def lines(self) -> Iterator[Line]:
        for row in self.rows:
            yield Line(measure="mean", row=row.key, row_label=row.label, value=row.mean, base=self.head.base)


def tally(
    question: Asked[allocation.Spec], groups: Iterable[Group], *, shown_to: int | None = None
) -> Tallies:
    return count_amounts(groups, shown_to=shown_to)


def build(
    question: Asked[allocation.Spec],
    tallies: Tallies,
    *,
    k: int = THRESHOLD,
    asked_if: ShowIf | None = None,
) -> Allocation:
    spec = question.spec
    shared_out, expected = sum(tallies.sums.values()), tallies.answered * spec.total
    if shared_out != expected:
        raise ValueError(f"{question.key}: {shared_out} shared out, not {expected}")
    rows = tuple(
        Share(
            key=label.key,
            label=label.text,
            mean=safe_mean(tallies.sums.get(label.key, 0), over=tallies.answered, k=k, quantum=spec.step),
        )
        for label in contract.labelled(spec.items, counted=tallies.sums)
    )
    head = contract.head_of(question, tallies, k=k, asked_if=asked_if)
    return Allocation(
        head=head,
        rows=tuple(sorted(rows, key=lambda row: -(row.mean or 0))),
        total=spec.total,
        unit=spec.unit or Text(),
    )

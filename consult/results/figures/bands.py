"""Bands: how many people gave a number or a day within each stretch of what the form allows.

Where the bands begin hangs on the form alone: bands fitted to the answers would tell where the answers are. Numbers few
enough to stand one by one are a distribution, with its median; nothing else prints one.
"""

from collections.abc import Iterable
from typing import Any, TypeAlias

from msgspec.structs import replace

from consult.consultations.kinds import date, number
from consult.consultations.kinds.contract import Asked
from consult.consultations.model import ShowIf
from consult.results.figures import contract
from consult.results.figures.bars import Bar, Bars
from consult.results.figures.contract import Group, Tallies
from consult.results.figures.distribution import Distribution, settled_median
from consult.results.figures.tallies import ALL, count_values
from consult.results.suppression import THRESHOLD

Spec: TypeAlias = number.Spec | date.Spec
KINDS = ("number", "date")


def tally(question: Asked[Spec], groups: Iterable[Group], *, shown_to: int | None = None) -> Tallies:
    banded = (
        Group(value=question.spec.band_of(group.value), people=group.people, channel=group.channel)
        for group in groups
    )
    return count_values(banded, shown_to=shown_to)


def build(
    question: Asked[Any], tallies: Tallies, *, k: int = THRESHOLD, asked_if: ShowIf | None = None
) -> Bars | Distribution:
    counted = tallies.cells.get(ALL, {})
    labels = contract.labelled(question.spec.bands(), counted=counted)
    counts = contract.counts_for(labels, counted)
    contract.check_total(question.key, counts, base=tallies.answered)
    parts = contract.suppressed(counts, base=tallies.answered, k=k)
    head = contract.head_of(question, tallies, k=k, asked_if=asked_if)
    rows = tuple(
        Bar(key=label.key, label=label.text, count=part.count)
        for label, part in zip(labels, parts, strict=True)
    )
    if not _stands_one_by_one(question.spec):
        return Bars(head=head, rows=rows)
    drawn = Distribution(head=head, rows=rows)
    return replace(drawn, median=settled_median(contract.published_of(parts, base=head.base)))


def _stands_one_by_one(spec: Spec) -> bool:
    return isinstance(spec, number.Spec) and len(spec.begins()) == spec.most - spec.least + 1

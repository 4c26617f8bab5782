"""Stacked agreement: how people spread over the levels of a likert question, a matrix or statements.

Every row has its own base, because people skip rows. Shares are of everybody who answered the row, and
"no opinion" and "pass" are levels of their own.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

import msgspec

from consult.consultations.kinds import likert, matrix, statements
from consult.consultations.kinds.contract import Asked
from consult.consultations.kinds.points import NO_OPINION
from consult.consultations.kinds.statements import VOTES
from consult.consultations.model import ShowIf
from consult.i18n.text import Text
from consult.results.figures import contract
from consult.results.figures.contract import Audited, Figure, Group, Label, Line, Part, Tallies
from consult.results.figures.tallies import ALL, count_rows, count_values
from consult.results.suppression import THRESHOLD

Spec: TypeAlias = likert.Spec | matrix.Spec | statements.Spec
KINDS = ("likert", "matrix", "statements")


class AgreementRow(msgspec.Struct, frozen=True, kw_only=True):
    """`label` is empty where the question itself is the row; `counts` follow the levels of the figure."""

    key: str
    label: Text
    base: int | None
    counts: tuple[int | None, ...]


class Agreement(Figure, tag="agreement", frozen=True, kw_only=True, omit_defaults=True):
    """Levels go from the most to the least agreeing; `apart` is the key of the one that is no point of it."""

    levels: tuple[Label, ...]
    rows: tuple[AgreementRow, ...]
    apart: str = ""

    def tables(self) -> Iterator[Audited]:
        for row in self.rows:
            parts = tuple(
                Part(key=level.key, count=n) for level, n in zip(self.levels, row.counts, strict=True)
            )
            yield Audited(
                name=f"{self.question}.{row.key}", table=contract.published_of(parts, base=row.base)
            )

    def lines(self) -> Iterator[Line]:
        for row in self.rows:
            for level, count in zip(self.levels, row.counts, strict=True):
                yield Line(
                    measure="people",
                    row=row.key,
                    row_label=row.label,
                    column=level.key,
                    column_label=level.text,
                    value=count,
                    base=row.base,
                )


def tally(question: Asked[Spec], groups: Iterable[Group], *, shown_to: int | None = None) -> Tallies:
    """Statements: only the item that holds the votes, not the one that holds a new statement."""
    count = count_values if isinstance(question.spec, likert.Spec) else count_rows
    return count(groups, shown_to=shown_to)


def build(
    question: Asked[Spec], tallies: Tallies, *, k: int = THRESHOLD, asked_if: ShowIf | None = None
) -> Agreement:
    levels = _levels(question.spec, tallies)
    head = contract.head_of(question, tallies, k=k, asked_if=asked_if)
    rows = tuple(
        _row(row, levels, tallies.cells.get(row.key, {}), answered=tallies.answered, k=k)
        for row in _row_labels(question.spec, tallies)
    )
    return Agreement(head=head, levels=levels, rows=rows, apart=_apart(question.spec))


def _apart(spec: Spec) -> str:
    if isinstance(spec, statements.Spec):
        return "pass"
    return NO_OPINION.id if spec.no_opinion else ""


def _levels(spec: Spec, tallies: Tallies) -> tuple[Label, ...]:
    """Most agreeing first, the level that stands apart last."""
    counted = {value for counts in tallies.cells.values() for value in counts}
    if isinstance(spec, statements.Spec):
        return contract.labelled(VOTES, counted=counted)
    offered = spec.offered()
    points = [choice for choice in offered if choice.id != NO_OPINION.id]
    return contract.labelled((*reversed(points), *offered[len(points) :]), counted=counted)


def _row_labels(spec: Spec, tallies: Tallies) -> tuple[Label, ...]:
    if isinstance(spec, likert.Spec):
        return (Label(key=ALL, text=Text()),)
    choices = spec.rows if isinstance(spec, matrix.Spec) else spec.statements
    return contract.labelled(choices, counted=tallies.cells)


def _row(
    row: Label, levels: tuple[Label, ...], counts: Mapping[str, int], *, answered: int, k: int
) -> AgreementRow:
    base = sum(counts.values())
    if base > answered or (row.key == ALL and base != answered):
        raise ValueError(f"{row.key or 'the question'}: {base} people in the row, {answered} in the base")
    parts = contract.suppressed(contract.counts_for(levels, counts), base=base, k=k)
    return AgreementRow(
        key=row.key,
        label=row.text,
        base=base if base >= k else None,
        counts=tuple(part.count for part in parts),
    )

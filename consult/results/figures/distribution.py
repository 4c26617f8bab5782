"""Distribution: how people spread over the numbers of a scale, and the median where it is safe.

It prints no mean: a mean beside the base is an equation from which a hidden bar could be solved.
"""

from collections.abc import Iterable, Iterator

from consult.consultations.kinds import scale
from consult.consultations.kinds.contract import Asked
from consult.consultations.kinds.points import NO_OPINION
from consult.consultations.model import ShowIf
from consult.i18n.text import Text
from consult.results.figures import contract
from consult.results.figures.bars import Bar
from consult.results.figures.contract import Audited, Figure, Group, Line, Part, Tallies
from consult.results.figures.tallies import ALL, count_values
from consult.results.suppression import THRESHOLD, Interval, Published, bounds

KINDS = ("scale",)


class Distribution(Figure, tag="distribution", frozen=True, kw_only=True, omit_defaults=True):
    """Rows are the numbers of the scale, then "no opinion" if offered; `ends` name the first and the last."""

    rows: tuple[Bar, ...]
    ends: tuple[Text, Text] | None = None
    median: int | None = None
    apart: str = ""

    def texts(self) -> tuple[Text, ...]:
        # Both bases are structs, and a bare super() loses its class when msgspec rebuilds it.
        return (*Figure.texts(self), *(self.ends or ()))

    def tables(self) -> Iterator[Audited]:
        parts = tuple(Part(key=row.key, count=row.count) for row in self.rows)
        yield Audited(name=self.question, table=contract.published_of(parts, base=self.head.base))

    def lines(self) -> Iterator[Line]:
        for row in self.rows:
            yield Line(
                measure="people", row=row.key, row_label=row.label, value=row.count, base=self.head.base
            )
        if self.median is not None or any(row.count is None for row in self.rows):
            yield Line(measure="median", value=self.median, base=self.head.base)


def tally(question: Asked[scale.Spec], groups: Iterable[Group], *, shown_to: int | None = None) -> Tallies:
    return count_values(groups, shown_to=shown_to)


def build(
    question: Asked[scale.Spec], tallies: Tallies, *, k: int = THRESHOLD, asked_if: ShowIf | None = None
) -> Distribution:
    counted = tallies.cells.get(ALL, {})
    labels = contract.labelled(question.spec.offered(), counted=counted)
    counts = contract.counts_for(labels, counted)
    contract.check_total(question.key, counts, base=tallies.answered)
    parts = contract.suppressed(counts, base=tallies.answered, k=k)
    head = contract.head_of(question, tallies, k=k, asked_if=asked_if)
    return Distribution(
        head=head,
        rows=tuple(
            Bar(key=label.key, label=label.text, count=part.count)
            for label, part in zip(labels, parts, strict=True)
        ),
        ends=question.spec.ends,
        median=settled_median(contract.published_of(parts, base=head.base)),
        apart=NO_OPINION.id if question.spec.no_opinion else "",
    )


def settled_median(published: Published) -> int | None:
    """The lower median, if it is the same whatever the hidden counts are: then it tells nothing new."""
    if published.base is None or published.is_hidden_whole:
        return None
    limits = bounds(published) | {
        c.key: Interval(c.count, c.count) for c in published.cells if c.count is not None
    }
    apart = limits.pop(NO_OPINION.id, Interval(0, 0))
    points = {int(key): limit for key, limit in limits.items()}
    medians = {
        _median(_filled(points, people=published.base - others, low_first=low_first))
        for others in range(apart.low, apart.high + 1)
        for low_first in (True, False)
    }
    return medians.pop() if len(medians) == 1 else None


def _filled(points: dict[int, Interval], *, people: int, low_first: bool) -> dict[int, int]:
    """Counts within their limits, with as many people as possible at the low end, or at the high end."""
    filled = {value: limit.low for value, limit in points.items()}
    spare = people - sum(filled.values())
    for value in sorted(points, reverse=not low_first):
        added = max(0, min(spare, points[value].width))
        filled[value] += added
        spare -= added
    return filled


def _median(counts: dict[int, int]) -> int | None:
    half, passed = sum(counts.values()) / 2, 0
    for value in sorted(counts):
        passed += counts[value]
        if counts[value] and passed >= half:
            return value
    return None

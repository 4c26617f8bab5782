"""Counts people from stored values: the one place that knows how each kind of question keeps an answer.

It counts people, not combinations of options, and refuses a value it cannot read rather than leaving it out.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from consult.results.figures.contract import Group, Tallies

ALL = ""  # The row of a figure that has no rows of its own.


def count_values(groups: Iterable[Group], *, shown_to: int | None = None) -> Tallies:
    """People by value, for one value each or a list of different ones."""
    groups = tuple(groups)
    cells: Counter[str] = Counter()
    for group in groups:
        values = group.value if isinstance(group.value, list) and group.value else [group.value]
        for value in dict.fromkeys(map(_identifier, values)):
            cells[value] += group.people
    return _tallies(groups, shown_to=shown_to, cells={ALL: dict(cells)})


def count_rows(groups: Iterable[Group], *, shown_to: int | None = None) -> Tallies:
    """People by row and value, for values kept as {row: value}."""
    groups = tuple(groups)
    cells: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for group in groups:
        for row, value in _mapping(group.value).items():
            cells[row][_identifier(value)] += group.people
    return _tallies(groups, shown_to=shown_to, cells={row: dict(counts) for row, counts in cells.items()})


def count_places(groups: Iterable[Group], *, items: Sequence[str], shown_to: int | None = None) -> Tallies:
    """Sums of places, and counts of first places; items without a place share the places that are left."""
    groups = tuple(groups)
    firsts: Counter[str] = Counter()
    sums: defaultdict[str, Fraction] = defaultdict(Fraction)
    for group in groups:
        for item, place in shared_places(_mapping(group.value), items=items).items():
            sums[item] += place * group.people
            firsts[item] += group.people if place == 1 else 0
    return _tallies(groups, shown_to=shown_to, cells={ALL: dict(firsts)}, sums=sums)


def count_amounts(groups: Iterable[Group], *, shown_to: int | None = None) -> Tallies:
    """Sums of what was given to each item, for values kept as {item: amount}."""
    groups = tuple(groups)
    sums: Counter[str] = Counter()
    for group in groups:
        for item, amount in _mapping(group.value).items():
            sums[item] += _number(amount) * group.people
    return _tallies(groups, shown_to=shown_to, sums=dict(sums))


def shared_places(places: Mapping[str, object], *, items: Sequence[str]) -> dict[str, Fraction]:
    """Everybody's places add up to the same: what was not placed stands in the middle of those not taken."""
    placed = {item: _number(place) for item, place in places.items()}
    every = range(1, max(len(items), len(placed)) + 1)
    left = [place for place in every if place not in placed.values()]
    middle = Fraction(sum(left), len(left) or 1)
    return {item: Fraction(placed.get(item, middle)) for item in dict.fromkeys((*items, *placed))}


def _tallies(
    groups: Sequence[Group],
    *,
    shown_to: int | None,
    cells: Mapping[str, Mapping[str, int]] | None = None,
    sums: Mapping[str, Fraction | int] | None = None,
) -> Tallies:
    channels: Counter[str] = Counter()
    for group in groups:
        channels[group.channel] += group.people
    return Tallies(
        answered=sum(channels.values()),
        shown_to=shown_to,
        channels=dict(channels),
        cells=cells or {},
        sums={item: float(total) for item, total in (sums or {}).items()},
    )


def _mapping(value: object) -> Mapping[str, object]:
    if isinstance(value, dict) and value:
        return value
    raise ValueError(f"a stored answer is not a mapping by id: {value!r:.60}")


def _identifier(value: object) -> str:
    if isinstance(value, str | int) and not isinstance(value, bool) and value != "":
        return str(value)
    raise ValueError(f"a stored answer is not an id or a number: {value!r:.60}")


def _number(value: object) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise ValueError(f"a stored answer is not a whole number: {value!r:.60}")

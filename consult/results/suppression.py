"""Small-cell suppression: which numbers of a table may be printed, and what can be worked out of the others.

A number about fewer than `k` people is hidden, and with it as many of its neighbours as it takes that nobody
can work it out. The attacker is taken to know every printed number, how the numbers add up, that zeros are
printed and that the smallest numbers are hidden first. This module refuses to know questions, pages and the
database, and looks at one table at a time: what other tables say about its cells is handed in as `Told`.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

THRESHOLD: Final = 10
LOWEST_THRESHOLD: Final = 5
REMAINDER: Final = ""  # The people of the base who are in no cell: never printed, but it can be worked out.

_STEPS: Final = (0.1, 0.5, 1.0, 5.0, 10.0, 50.0, 100.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    key: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What was counted. In an exclusive table a person is in at most one cell; otherwise in one to `most`."""

    cells: tuple[Cell, ...]
    base: int
    exclusive: bool = True
    most: int | None = None

    def __post_init__(self) -> None:
        counts = [cell.count for cell in self.cells]
        if len({cell.key for cell in self.cells} - {REMAINDER}) != len(counts):
            raise ValueError("the cells of a table need distinct, non-empty keys")
        if any(not 0 <= count <= self.base for count in counts):
            raise ValueError("a cell counts fewer than no one or more than the base")
        if self.exclusive and sum(counts) > self.base:
            raise ValueError("exclusive cells count more people than the base")
        if not self.exclusive and not self.base <= sum(counts) <= (self.most or len(counts)) * self.base:
            raise ValueError("the cells of a multiple choice cannot come from that many people")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownCell:
    key: str
    count: int | None  # None: hidden.


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What everybody may see of a table, and nothing else: an audit needs no more than this."""

    cells: tuple[ShownCell, ...]
    base: int | None  # None: the base itself is below the threshold.
    exclusive: bool = True
    most: int | None = None
    complete: bool = True  # Whether everybody in the base is in one of the cells.

    def count_of(self, key: str) -> int | None:
        """What is printed for that cell; 0 for one the table does not have."""
        return next((cell.count for cell in self.cells if cell.key == key), 0)

    @property
    def hidden(self) -> tuple[str, ...]:
        return tuple(cell.key for cell in self.cells if cell.count is None)

    @property
    def is_hidden_whole(self) -> bool:
        """No cell is printed, not even a zero: whoever looks learns the base and nothing more."""
        return all(cell.count is None for cell in self.cells)


class Interval(NamedTuple):
    """The smallest and the largest value that fit everything printed."""

    low: int
    high: int

    @property
    def width(self) -> int:
        return self.high - self.low


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Something printed elsewhere about these cells together: their sum lies between `low` and `high`."""

    keys: frozenset[str]
    low: int
    high: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Leak:
    """A number that is printed and must not be, or a hidden one that can be guessed too well."""

    key: str
    interval: Interval


def checked_threshold(k: int) -> int:
    if k < LOWEST_THRESHOLD:
        raise ValueError(f"the threshold of suppression is at least {LOWEST_THRESHOLD}")
    return k


def suppress(table: Table, *, k: int = THRESHOLD) -> Published:
    """The table as it may be printed: small cells hidden, then ever larger ones until the audit is silent.

    Zeros are printed: among at least twice `k` people, "nobody chose this" is about no one in particular.
    Below that they would tell what a small group has in common, so the whole table is hidden and only its
    base stands; and so it is where hiding single cells does not help.
    """
    if table.base < 2 * checked_threshold(k):
        return _published(table, hidden=_keys(table), base=table.base if table.base >= k else None)
    for hidden in _ever_more_hidden(table, k=k):
        published = _published(table, hidden=hidden, base=table.base)
        if not discloses(published, k=k):
            return published
    return _published(table, hidden=_keys(table), base=table.base)


def bounds(published: Published, *, told: Sequence[Told] = ()) -> dict[str, Interval]:
    """What can be worked out: for each hidden cell, the exact range of the values that fit what is printed.

    The remainder is among them, under `REMAINDER`, when the cells do not cover the base. What is told about
    single cells is used jointly; what is told about several together, one fact at a time. More than that, and
    tables that share cells, are the work of the linear-programming audit.
    """
    if published.base is None:
        return {}
    row = _Row.of(published).knowing(told, published)
    found = row.intervals()
    for fact in told:
        inside, outside = row.split(fact, published)
        narrower = inside.intervals() | outside.intervals()
        found = {key: _both(interval, narrower[key]) for key, interval in found.items()}
    return found


def discloses(published: Published, *, k: int = THRESHOLD, told: Sequence[Told] = ()) -> tuple[Leak, ...]:
    """The auditor: every number, printed or worked out, that tells about fewer than `k` people."""
    checked_threshold(k)
    if published.is_hidden_whole and not told:
        return ()
    base = published.base
    if base is None or base < k:
        return tuple(_printed(cell.key, cell.count) for cell in published.cells if cell.count is not None)
    printed = (
        _printed(cell.key, cell.count)
        for cell in published.cells
        if cell.count is not None and _is_small(cell.count, base=base, exclusive=published.exclusive, k=k)
    )
    inferred = (
        Leak(key=key, interval=interval)
        for key, interval in bounds(published, told=told).items()
        if interval.width < k and not (key == REMAINDER and _is_harmless(interval, k=k))
    )
    return (*printed, *inferred)


def safe_mean(total: float, *, over: int, k: int = THRESHOLD, quantum: float = 1) -> float | None:
    """The mean of `total` over so many people, None below `k` people, rounded so that the total is not known.

    `quantum` is the smallest step one person's value can take (1 for places, 10 for tens of dinars): the
    rounding leaves the total open by at least `k` of them.
    """
    steps = rounding_steps(over, k=checked_threshold(k), quantum=quantum)
    return rounded_mean(total, over=over, step=steps[0]) if over >= k and steps else None


def rounding_steps(over: int, *, k: int = THRESHOLD, quantum: float = 1) -> tuple[float, ...]:
    """The steps to which a mean over so many people may be rounded, the finest first; none below `k`."""
    return tuple(step for step in _STEPS if over >= k and step * over >= k * quantum)


def rounded_mean(total: float, *, over: int, step: float) -> float:
    """Halves go up; the tiny part makes up for totals that a binary fraction cannot hold."""
    return round(math.floor(total / over / step + 0.5 + 1e-9) * step, 1)


def share(count: int | None, *, of: int | None) -> float | None:
    """A share between 0 and 1, None where either number is hidden or nobody answered."""
    return None if count is None or not of else count / of


def _is_small(count: int, *, base: int, exclusive: bool, k: int) -> bool:
    """In a multiple choice the few who did *not* choose are as identifiable as the few who did."""
    return 0 < count < k or (not exclusive and 0 < base - count < k)


def _printed(key: str, count: int) -> Leak:
    return Leak(key=key, interval=Interval(count, count))


def _is_harmless(interval: Interval, *, k: int) -> bool:
    """A remainder that is known exactly is as good as printed: none at all, or a crowd."""
    return interval.width == 0 and (interval.low == 0 or interval.low >= k)


def _ever_more_hidden(table: Table, *, k: int) -> Iterator[frozenset[str]]:
    small = frozenset(
        c.key for c in table.cells if _is_small(c.count, base=table.base, exclusive=table.exclusive, k=k)
    )
    yield small
    others = [cell for cell in table.cells if cell.key not in small and cell.count]
    # Equals go together: which of two equals went first would tell.
    for most in sorted({cell.count for cell in others}):
        yield small | {cell.key for cell in others if cell.count <= most}


def _keys(table: Table) -> frozenset[str]:
    return frozenset(cell.key for cell in table.cells)


def _published(table: Table, *, hidden: frozenset[str], base: int | None) -> Published:
    cells = tuple(ShownCell(key=c.key, count=None if c.key in hidden else c.count) for c in table.cells)
    complete = not table.exclusive or sum(cell.count for cell in table.cells) == table.base
    return Published(cells=cells, base=base, exclusive=table.exclusive, most=table.most, complete=complete)


def _both(one: Interval, other: Interval) -> Interval:
    return Interval(max(one.low, other.low), min(one.high, other.high))


@dataclass(frozen=True, slots=True)
class _Row:
    """Hidden cells with limits of their own, whose sum lies in a known range: their bounds are exact."""

    limits: dict[str, Interval]
    total: Interval

    @classmethod
    def of(cls, published: Published) -> "_Row":
        base = published.base or 0
        shown = [cell.count for cell in published.cells if cell.count is not None]
        limits = dict.fromkeys(published.hidden, _limit(shown, base=base, exclusive=published.exclusive))
        if not published.exclusive:
            most = published.most or len(published.cells)
            return cls(limits, Interval(max(0, base - sum(shown)), most * base - sum(shown)))
        if not published.complete:
            limits[REMAINDER] = Interval(0, base)
        return cls(limits, Interval(base - sum(shown), base - sum(shown)))

    def knowing(self, told: Sequence[Told], published: Published) -> "_Row":
        """The same row with each cell's limits as narrow as what is told about that cell alone."""
        limits = dict(self.limits)
        for fact in told:
            about = fact.keys & limits.keys()
            if len(about) == 1:
                key, shown = next(iter(about)), _shown_of(fact.keys, published)
                high = limits[key].high if fact.high is None else fact.high - shown
                limits[key] = _both(limits[key], Interval(fact.low - shown, high))
        return _Row(limits, self.total)

    def intervals(self) -> dict[str, Interval]:
        lows = sum(limit.low for limit in self.limits.values())
        highs = sum(limit.high for limit in self.limits.values())
        return {
            key: _both(
                limit, Interval(self.total.low - highs + limit.high, self.total.high - lows + limit.low)
            )
            for key, limit in self.limits.items()
        }

    def split(self, fact: Told, published: Published) -> tuple["_Row", "_Row"]:
        """The row cut in two by something told about some of its cells, each part with the tightest sum."""
        shown = _shown_of(fact.keys, published)
        inside = {key: limit for key, limit in self.limits.items() if key in fact.keys}
        outside = {key: limit for key, limit in self.limits.items() if key not in fact.keys}
        within, without = _range(inside.values()), _range(outside.values())
        high = within.high if fact.high is None else min(within.high, fact.high - shown)
        part = _both(
            Interval(max(within.low, fact.low - shown), high),
            Interval(self.total.low - without.high, self.total.high - without.low),
        )
        rest = _both(without, Interval(self.total.low - part.high, self.total.high - part.low))
        return _Row(inside, part), _Row(outside, rest)


def _limit(shown: Sequence[int], *, base: int, exclusive: bool) -> Interval:
    """What is known of any hidden cell by itself.

    Where anything is printed, zeros are; and the smallest are hidden first, equals together, so a hidden cell
    of an exclusive table is below every printed one.
    """
    if not shown:
        return Interval(0, base)
    if not exclusive:
        return Interval(1, base - 1)
    return Interval(1, min((count - 1 for count in shown if count), default=base))


def _shown_of(keys: frozenset[str], published: Published) -> int:
    return sum(cell.count for cell in published.cells if cell.count is not None and cell.key in keys)


def _range(limits: Iterable[Interval]) -> Interval:
    limits = tuple(limits)
    return Interval(sum(limit.low for limit in limits), sum(limit.high for limit in limits))

"""What small-cell suppression promises, against an attacker with a linear program and one with all tables."""

from collections import defaultdict
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from consult.results.suppression import (
    REMAINDER,
    Cell,
    Interval,
    Published,
    ShownCell,
    Table,
    Told,
    bounds,
    discloses,
    rounding_steps,
    safe_mean,
    share,
    suppress,
)


def table(*counts: int, base: int | None = None, exclusive: bool = True, most: int | None = None) -> Table:
    cells = tuple(Cell(key=f"o{at}", count=count) for at, count in enumerate(counts))
    return Table(cells=cells, base=sum(counts) if base is None else base, exclusive=exclusive, most=most)


def printed(published: Published) -> tuple[int | None, ...]:
    return tuple(cell.count for cell in published.cells)


def naive(*counts: int | None, base: int, exclusive: bool = True, complete: bool = True) -> Published:
    cells = tuple(ShownCell(key=f"o{at}", count=count) for at, count in enumerate(counts))
    return Published(cells=cells, base=base, exclusive=exclusive, complete=complete)


@st.composite
def exclusive_tables(draw: st.DrawFn) -> Table:
    sizes = st.one_of(st.just(0), st.integers(1, 12), st.integers(1, 400))
    counts = draw(st.lists(sizes, min_size=1, max_size=12))
    rest = draw(st.one_of(st.just(0), st.integers(0, 40)))
    return table(*counts, base=sum(counts) + rest)


@st.composite
def inclusive_tables(draw: st.DrawFn) -> Table:
    """People tick options one by one, so that the table can be true."""
    options, most = draw(st.integers(1, 8)), draw(st.integers(1, 8))
    ticked = draw(
        st.lists(
            st.tuples(
                st.sets(st.integers(0, options - 1), min_size=1, max_size=most),
                st.one_of(st.integers(1, 12), st.integers(1, 120)),
            ),
            max_size=8,
        )
    )
    counts = [sum(people for chosen, people in ticked if at in chosen) for at in range(options)]
    return table(*counts, base=sum(people for _, people in ticked), exclusive=False, most=most)


thresholds = st.sampled_from([5, 7, 10, 20])


@settings(max_examples=1200, deadline=None)
@given(exclusive_tables(), thresholds)
def test_no_hidden_number_of_exclusive_answers_can_be_told_within_the_threshold(whole: Table, k: int) -> None:
    published = suppress(whole, k=k)
    assert discloses(published, k=k) == ()
    if not published.is_hidden_whole:
        assert all(interval.width >= k for key, interval in bounds(published).items() if key != REMAINDER)


@settings(max_examples=1200, deadline=None)
@given(inclusive_tables(), thresholds)
def test_no_hidden_number_of_a_multiple_choice_can_be_told_within_the_threshold(whole: Table, k: int) -> None:
    published = suppress(whole, k=k)
    assert discloses(published, k=k) == ()
    if not published.is_hidden_whole:
        assert all(interval.width >= k for interval in bounds(published).values())


@settings(max_examples=1000, deadline=None)
@given(st.one_of(exclusive_tables(), inclusive_tables()), thresholds)
def test_what_is_printed_is_true_and_never_about_a_few(whole: Table, k: int) -> None:
    published = suppress(whole, k=k)
    for cell, shown in zip(whole.cells, published.cells, strict=True):
        assert shown.count in (None, cell.count)
        assert shown.count is None or not 0 < shown.count < k
        assert shown.count is None or whole.exclusive or not 0 < whole.base - shown.count < k
    assert published.base == (whole.base if whole.base >= k else None)


@settings(max_examples=1000, deadline=None)
@given(st.one_of(exclusive_tables(), inclusive_tables()), thresholds)
def test_the_truth_always_lies_within_what_can_be_worked_out(whole: Table, k: int) -> None:
    found = bounds(suppress(whole, k=k))
    counts = {cell.key: cell.count for cell in whole.cells} | {
        REMAINDER: whole.base - sum(cell.count for cell in whole.cells)
    }
    assert all(interval.low <= counts[key] <= interval.high for key, interval in found.items())


@settings(max_examples=300, deadline=None)
@given(st.one_of(exclusive_tables(), inclusive_tables()), thresholds, st.randoms(use_true_random=False))
def test_the_order_of_the_options_decides_nothing(whole: Table, k: int, chance) -> None:  # type: ignore[no-untyped-def]
    cells = list(whole.cells)
    chance.shuffle(cells)
    shuffled = Table(cells=tuple(cells), base=whole.base, exclusive=whole.exclusive, most=whole.most)
    assert set(suppress(shuffled, k=k).cells) == set(suppress(whole, k=k).cells)


@settings(max_examples=100, deadline=None)
@given(st.one_of(exclusive_tables(), inclusive_tables()), thresholds)
def test_a_linear_program_finds_the_same_bounds(whole: Table, k: int) -> None:
    published = suppress(whole, k=k)
    found = bounds(published)
    for key, interval in found.items():
        assert interval == _by_linear_program(published, key)


def _by_linear_program(published: Published, key: str) -> Interval:
    """The attacker written down a second time: columns are the hidden cells, rows what is known."""
    base = published.base or 0
    shown = [cell.count for cell in published.cells if cell.count is not None]
    keys = [*published.hidden, *([] if published.complete else [REMAINDER])]
    smallest = min((count for count in shown if count), default=base + 1)
    top = (smallest - 1 if published.exclusive else base - 1) if shown else base
    limits = [(0, base) if k == REMAINDER else (1 if shown else 0, top) for k in keys]
    goal = [1.0 if k == key else 0.0 for k in keys]
    total = base - sum(shown)
    most = (published.most or len(published.cells)) * base - sum(shown)
    known: dict[str, object] = (
        {"A_eq": [[1.0] * len(keys)], "b_eq": [total]}
        if published.exclusive
        else {"A_ub": [[1.0] * len(keys), [-1.0] * len(keys)], "b_ub": [most, -total]}
    )
    low = linprog(goal, bounds=limits, **known)
    high = linprog([-g for g in goal], bounds=limits, **known)
    return Interval(round(low.fun), round(-high.fun))


@pytest.mark.parametrize("options", [2, 3])
def test_even_who_knows_the_rule_and_tries_every_table_learns_no_hidden_number(options: int) -> None:
    k = 5
    for base in range(2 * k, 34):
        seen: defaultdict[Published, list[tuple[int, ...]]] = defaultdict(list)
        for counts in _splits(base, options):
            seen[suppress(table(*counts), k=k)].append(counts)
        for published, possible in seen.items():
            for key in published.hidden:
                values = [counts[int(key[1:])] for counts in possible]
                assert max(values) - min(values) >= k, (published, possible)


def _splits(total: int, parts: int) -> Iterator[tuple[int, ...]]:
    if parts == 1:
        yield (total,)
        return
    for first in range(total + 1):
        yield from ((first, *rest) for rest in _splits(total - first, parts - 1))


def test_a_small_number_is_hidden_together_with_the_next_smallest() -> None:
    assert printed(suppress(table(50, 4, 30, 40))) == (50, None, None, 40)


def test_hidden_numbers_are_safe_from_the_width_of_the_threshold_on() -> None:
    assert printed(suppress(table(500, 3, 9))) == (500, None, None)
    assert printed(suppress(table(500, 3, 8))) == (None, None, None)


def test_nothing_is_hidden_where_nobody_is_few() -> None:
    assert printed(suppress(table(50, 10, 0, 40))) == (50, 10, 0, 40)


def test_equals_are_hidden_together_because_the_choice_between_them_would_tell() -> None:
    assert printed(suppress(table(50, 4, 30, 30))) == (50, None, None, None)


def test_two_answers_hide_each_other() -> None:
    published = suppress(table(3, 97))
    assert printed(published) == (None, None)
    assert published.base == 100


def test_among_few_people_only_their_number_is_told() -> None:
    assert suppress(table(12, 0)) == naive(None, None, base=12)


def test_fewer_people_than_the_threshold_are_not_even_counted_in_public() -> None:
    published = suppress(table(5, 4))
    assert published.base is None
    assert bounds(published) == {}


def test_the_few_who_did_not_choose_something_are_hidden_too() -> None:
    assert printed(suppress(table(97, 60, 20, base=100, exclusive=False))) == (None, 60, 20)


def test_the_people_in_no_cell_are_protected_like_those_in_one() -> None:
    published = suppress(table(60, 36, base=100))
    assert printed(published) == (60, None)
    assert bounds(published)[REMAINDER].width >= 10


def test_a_table_without_any_answer_is_hidden_and_does_no_harm() -> None:
    assert suppress(table(0, 0, 0)).is_hidden_whole
    assert suppress(Table(cells=(), base=0)).is_hidden_whole


def test_a_threshold_below_five_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 5"):
        suppress(table(10, 10), k=4)
    with pytest.raises(ValueError, match="at least 5"):
        discloses(naive(10, 10, base=20), k=4)


@pytest.mark.parametrize(
    "published",
    [
        naive(50, None, base=53),  # Base less the others is the hidden number.
        naive(50, 3, base=53),  # Nothing was hidden.
        naive(50, None, None, base=57),  # Two hidden ones, but seven people between them.
        naive(100, 40, 97, base=100, exclusive=False),  # Three did not choose the third.
        naive(3, 4, base=7),  # A base below the threshold.
        naive(60, 36, base=100, complete=False),  # Four in no cell.
    ],
)
def test_the_auditor_finds_what_naive_hiding_gives_away(published: Published) -> None:
    assert discloses(published)


def test_everybody_chose_something_so_the_rest_chose_what_is_hidden() -> None:
    published = naive(70, None, base=100, exclusive=False)
    assert bounds(published)["o1"] == Interval(30, 99)
    assert discloses(published) == ()
    assert discloses(naive(10, None, base=100, exclusive=False))


def test_what_another_table_tells_narrows_the_hidden_numbers() -> None:
    published = naive(None, None, 500, base=600)
    assert discloses(published) == ()
    told = Told(keys=frozenset({"o0"}), low=95)
    assert bounds(published, told=(told,)) == {"o0": Interval(95, 99), "o1": Interval(1, 5)}
    assert {leak.key for leak in discloses(published, told=(told,))} == {"o0", "o1"}


def test_what_is_told_about_several_cells_together_narrows_the_others() -> None:
    published = naive(None, None, None, 500, base=600)
    together = Told(keys=frozenset({"o0", "o1"}), low=95, high=97)
    assert bounds(published, told=(together,))["o2"] == Interval(3, 5)
    assert bounds(published, told=(together,))["o0"] == Interval(1, 96)


def test_what_is_told_about_two_cells_apart_narrows_the_third_by_both() -> None:
    published = naive(None, None, None, 500, base=600)
    told = (Told(keys=frozenset({"o0"}), low=40), Told(keys=frozenset({"o1"}), low=50))
    assert bounds(published, told=told)["o2"] == Interval(1, 10)


def test_what_is_told_about_printed_cells_changes_nothing() -> None:
    published = naive(None, None, 500, base=600)
    assert bounds(published, told=(Told(keys=frozenset({"o2"}), low=400),)) == bounds(published)


@pytest.mark.parametrize(
    "wrong",
    [
        {"cells": (Cell(key="a", count=1), Cell(key="a", count=2)), "base": 3},
        {"cells": (Cell(key="", count=1),), "base": 3},
        {"cells": (Cell(key="a", count=-1),), "base": 3},
        {"cells": (Cell(key="a", count=4),), "base": 3},
        {"cells": (Cell(key="a", count=2), Cell(key="b", count=2)), "base": 3},
        {"cells": (Cell(key="a", count=1), Cell(key="b", count=1)), "base": 3, "exclusive": False},
        {"cells": (Cell(key="a", count=3), Cell(key="b", count=3)), "base": 3, "exclusive": False, "most": 1},
    ],
)
def test_numbers_that_cannot_be_true_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"cells?|keys"):
        Table(**wrong)  # type: ignore[arg-type]


@settings(max_examples=500, deadline=None)
@given(st.integers(0, 3000), st.integers(0, 100), thresholds, st.sampled_from([1, 5, 10]))
def test_a_mean_leaves_the_total_behind_it_open(people: int, each: int, k: int, quantum: int) -> None:
    mean = safe_mean(people * each * quantum, over=people, k=k, quantum=quantum)
    steps = rounding_steps(people, k=k, quantum=quantum)
    assert (mean is None) == (people < k or not steps)
    if mean is not None:
        assert steps[0] * people >= k * quantum
        assert abs(mean - each * quantum) <= steps[0] / 2 + 1e-9


def test_means_grow_finer_with_the_number_of_people() -> None:
    assert safe_mean(26, over=9) is None
    assert safe_mean(29, over=10) == 3
    assert safe_mean(58, over=20) == 3
    assert safe_mean(57, over=21) == 2.5
    assert safe_mean(286, over=100) == 2.9


def test_a_share_needs_both_of_its_numbers() -> None:
    assert share(25, of=100) == 0.25
    assert share(None, of=100) is None
    assert share(25, of=None) is None
    assert share(0, of=0) is None

"""Which sheets are typed twice, how two typings compare, and the interval of the error rate."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.responses.model import Compared, chosen, differing, wilson

BATCH = UUID(int=7)
OTHER = UUID(int=8)


@given(st.integers(min_value=0, max_value=400))
def test_one_sheet_in_ten_is_drawn_and_at_least_one(count: int) -> None:
    drawn = chosen(BATCH, [str(number) for number in range(1, count + 1)])
    assert len(drawn) == -(-count // 10)
    assert len(set(drawn)) == len(drawn)


def test_the_draw_depends_on_the_batch_and_not_on_the_order_of_typing() -> None:
    sheets = [str(number) for number in range(1, 101)]
    assert chosen(BATCH, sheets) == chosen(BATCH, sheets[::-1])
    assert chosen(BATCH, sheets) != chosen(OTHER, sheets)
    assert list(chosen(BATCH, sheets)) == sorted(chosen(BATCH, sheets), key=int)


# Known values: R, prop.test(x, n, correct = FALSE)$conf.int
@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    [
        (0, 10, 0.0, 0.277533),
        (3, 120, 0.008538, 0.070930),
        (15, 50, 0.191030, 0.437505),
        (10, 10, 0.722467, 1.0),
    ],
)
def test_the_interval_is_wilsons(count: int, of: int, low: float, high: float) -> None:
    assert wilson(count, of) == pytest.approx((low, high), abs=5e-5)


def test_a_rate_of_nothing_is_not_nought() -> None:
    assert Compared().rate is None
    assert Compared(compared_count=40).rate == 0
    assert Compared(compared_count=40).interval[1] > 0.08


def test_only_fields_that_somebody_filled_are_compared() -> None:
    first = {"a": ("1",), "b": ("x",), "c": ("",)}
    second = {"a": ("1",), "b": ("y",), "d": ("2",)}
    assert differing(first, second, ["a", "b", "c", "d", "e"]) == (3, ("b", "d"))


def test_the_order_of_ticks_is_no_difference_and_words_may_differ_in_marks() -> None:
    first = {"ticks": ("air", "waste"), "words": ("أُريدُ  الماء.",), "id": ("60+",)}
    second = {"ticks": ("waste", "air"), "words": ("اريد الماء",), "id": ("60",)}
    assert differing(first, second, ["ticks", "words", "id"], worded={"words"}) == (3, ("id",))

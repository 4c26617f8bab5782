"""Agreement with people."""

import pytest

from analysis.quality.agreement import agreement, agreement_by_variety, variety_gap


def test_under_thirty_answers_no_figure_is_given() -> None:
    found = agreement(["a"] * 29, ["a"] * 29)
    assert not found.is_sufficient
    assert (found.count, found.f1, found.low) == (29, None, None)


def test_f1_counts_abstentions_against_recall_only() -> None:
    found = agreement(["a"] * 40, ["a"] * 30 + [None] * 10)
    assert (found.precision, found.recall) == (1.0, 0.75)
    assert found.f1 == pytest.approx(2 * 0.75 / 1.75, abs=1e-4)


def test_the_interval_holds_the_figure_and_narrows_with_more_answers() -> None:
    few = agreement(["a"] * 40, ["a"] * 32 + ["b"] * 8)
    many = agreement(["a"] * 400, ["a"] * 320 + ["b"] * 80)
    assert few.low is not None
    assert few.high is not None
    assert many.low is not None
    assert many.high is not None
    assert few.low <= 0.8 <= few.high
    assert many.high - many.low < few.high - few.low


def test_the_same_answers_give_the_same_interval() -> None:
    assert agreement(["a"] * 50, ["a", None] * 25) == agreement(["a"] * 50, ["a", None] * 25)


def test_a_machine_that_never_speaks_has_no_precision() -> None:
    found = agreement(["a"] * 30, [None] * 30)
    assert (found.precision, found.f1) == (0.0, 0.0)


def test_the_gap_is_between_varieties_with_enough_answers() -> None:
    reviewed, machine = ["a"] * 80, ["a"] * 40 + ["a"] * 20 + ["b"] * 15 + ["b"] * 5
    varieties = ["fr"] * 40 + ["aeb"] * 35 + ["en"] * 5
    found = agreement_by_variety(reviewed, machine, varieties=varieties)
    assert set(found) == {"all", "fr", "aeb", "en"}
    assert not found["en"].is_sufficient
    assert variety_gap(found) == pytest.approx(1.0 - 20 / 35, abs=1e-3)
    assert variety_gap({"all": found["all"]}) is None


def test_pairs_are_needed() -> None:
    with pytest.raises(ValueError, match="every reviewed answer"):
        agreement(["a"], [])

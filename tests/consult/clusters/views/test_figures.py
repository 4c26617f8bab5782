"""The figures of the board add up, and an old run cannot break the page."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.clusters.model import Cluster
from consult.clusters.store import RunRow
from consult.clusters.views.figures import mix, quality, widths


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=6))
def test_the_widths_of_a_bar_add_up_to_the_whole(parts: list[int]) -> None:
    assert sum(widths(tuple(parts))) == (100 if sum(parts) else 0)


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=6))
def test_a_width_is_within_one_percent_of_its_part(parts: list[int]) -> None:
    for part, width in zip(parts, widths(tuple(parts)), strict=True):
        assert abs(width - part * 100 / max(1, sum(parts))) <= 1


def test_a_mix_counts_every_answer_and_an_unknown_variety_as_other() -> None:
    assert mix({"fr": 2, "ar": 1, "klingon": 1}) == (("fr", 2), ("ar", 1), ("other", 1))


def run(quality: dict[str, Any], manifest: dict[str, Any]) -> RunRow:
    return RunRow(id=uuid4(), created_at=datetime(2026, 3, 1, tzinfo=UTC), manifest=manifest, quality=quality)


def test_the_quality_of_a_run_weighs_each_theme_by_its_answers() -> None:
    made = run(
        {
            "themes": [
                {"answers": 300, "coverage": 0.9, "language_leakage_ami": 0.0},
                {"answers": 100, "coverage": 0.5, "language_leakage_ami": 0.4},
            ]
        },
        {"counts": {"answers": 400, "clusters": 7}},
    )
    one = Cluster(
        id=uuid4(), run_id=made.id, key="c", theme="economy", members=(uuid4(), uuid4()), stability=0.5
    )
    other_run = Cluster(
        id=uuid4(), run_id=uuid4(), key="c", theme="economy", members=(uuid4(),), stability=1.0
    )
    shown = quality(made, {one.id: one, other_run.id: other_run})
    assert (shown.coverage, shown.leakage, shown.stability) == (pytest.approx(0.8), pytest.approx(0.1), 0.5)
    assert (shown.answer_count, shown.cluster_count) == (400, 7)


@pytest.mark.parametrize(
    "given",
    [{}, {"themes": None}, {"themes": [1, {"coverage": "x", "answers": 3}]}, {"themes": {"coverage": 1}}],
)
def test_a_run_that_says_nothing_readable_has_no_figures(given: dict[str, Any]) -> None:
    shown = quality(run(given, {"counts": "many"}), {})
    assert (shown.coverage, shown.leakage, shown.stability, shown.answer_count) == (None, None, None, None)

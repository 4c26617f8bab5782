"""What the bench prints: rows with a figure, what it was measured on, and the target it was held against.

Knows how to show figures, not how to measure them; nothing here asserts a target.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One measured figure: what, on which set of how many items, the value (None: skipped), a remark.

    `target` is what the project aims at, `better` says in which direction.
    """

    name: str
    on: str
    count: int
    value: float | None
    note: str = ""
    target: float | None = None
    better: Literal["more", "less"] = "more"

    @property
    def verdict(self) -> str:
        """ "met", "short by …" with the distance to the target, or nothing where there is none."""
        if self.value is None or self.target is None:
            return ""
        distance = self.value - self.target if self.better == "more" else self.target - self.value
        return "met" if distance >= -5e-4 else f"short by {_figure(-distance)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All rows of one bench."""

    rows: tuple[Row, ...]

    def as_json(self) -> str:
        """The rows as a JSON list of objects, each with its verdict."""
        listed = [asdict(row) | {"verdict": row.verdict} for row in self.rows]
        return json.dumps(listed, ensure_ascii=False, indent=1) + "\n"


def _figure(value: float) -> str:
    return f"{value:.3f}" if abs(value) < 100 else f"{value:.0f}"


def _target(row: Row) -> str:
    if row.target is None:
        return ""
    return f"{'≥' if row.better == 'more' else '≤'} {_figure(row.target)}"


def as_table(report: Report) -> str:
    """The rows as aligned text."""
    lines = [f"{'what':<44} {'on':<14} {'n':>6} {'value':>9}  {'target':>8}  {'':<15} note"]
    for row in report.rows:
        value = "-" if row.value is None else _figure(row.value)
        lines.append(
            f"{row.name:<44} {row.on:<14} {row.count:>6} {value:>9}  {_target(row):>8}  {row.verdict:<15} "
            f"{row.note}".rstrip()
        )
    lines.append(
        "Sets called dev set the library's numbers and guard against loss; sets called test did not. All were "
        "written for this project, by the same hand as the lexicon; a city's own answers will score lower."
    )
    return "\n".join(lines) + "\n"

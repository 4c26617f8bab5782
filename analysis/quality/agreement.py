"""How far the machine agrees with people who read the same answers, and for whom it works less well.

Says "insufficient" rather than a figure that thirty answers cannot carry.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

FEWEST_REVIEWED: Final = 30
_DRAWS: Final = 1000
_BLOCK: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Agreement on `count` answers a person placed. `precision`: share right among those the machine placed;
    `recall`: share of all that it placed right; `f1` their harmonic mean, with `low` and `high` its 95 %
    bootstrap interval. All None where `count` is under 30: "insufficient".
    """

    count: int
    precision: float | None = None
    recall: float | None = None
    f1: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def is_sufficient(self) -> bool:
        """True when enough answers were reviewed for the figures to be shown."""
        return self.f1 is not None


def _f1(right: NDArray[np.int64], placed: NDArray[np.int64], count: int) -> NDArray[np.float64]:
    # 2PR / (P + R) with P = right / placed and R = right / count.
    return np.asarray(2.0 * right / np.maximum(placed + count, 1), dtype=np.float64)


def agreement(reviewed: Sequence[str], machine: Sequence[str | None], *, random_state: int = 0) -> Agreement:
    """Compares a person's topic of each answer with the machine's (None where it abstained), pairwise.

    Micro-averaged F1; percentile bootstrap over answers with 1,000 draws (Efron and Tibshirani 1993). Raises
    ValueError when the lengths differ.
    """
    if len(reviewed) != len(machine):
        raise ValueError("one machine topic, or None, is needed for every reviewed answer")
    count = len(reviewed)
    if count < FEWEST_REVIEWED:
        return Agreement(count=count)
    right = np.array([own == found for own, found in zip(reviewed, machine, strict=True)], dtype=np.int64)
    placed = np.array([found is not None for found in machine], dtype=np.int64)
    random = np.random.default_rng(random_state)
    draws: list[NDArray[np.float64]] = []
    for _ in range(0, _DRAWS, _BLOCK):
        rows = random.integers(0, count, size=(_BLOCK, count))
        draws.append(_f1(right[rows].sum(axis=1), placed[rows].sum(axis=1), count))
    low, high = np.percentile(np.concatenate(draws), [2.5, 97.5])
    total = int(placed.sum())
    return Agreement(
        count=count,
        precision=round(float(right.sum()) / total, 4) if total else 0.0,
        recall=round(float(right.sum()) / count, 4),
        f1=round(float(_f1(right.sum(), placed.sum(), count)), 4),
        low=round(float(low), 4),
        high=round(float(high), 4),
    )


def agreement_by_variety(
    reviewed: Sequence[str], machine: Sequence[str | None], *, varieties: Sequence[str]
) -> dict[str, Agreement]:
    """`agreement` for each variety that occurs, and under "all" for all answers together."""
    found = {"all": agreement(reviewed, machine)}
    for variety in sorted(set(varieties)):
        rows = [row for row, own in enumerate(varieties) if own == variety]
        found[variety] = agreement([reviewed[row] for row in rows], [machine[row] for row in rows])
    return found


def variety_gap(agreements: dict[str, Agreement]) -> float | None:
    """Largest difference in F1 between two varieties with enough reviewed answers; None for fewer than two."""
    scores = [one.f1 for variety, one in agreements.items() if variety != "all" and one.f1 is not None]
    return round(max(scores) - min(scores), 4) if len(scores) > 1 else None

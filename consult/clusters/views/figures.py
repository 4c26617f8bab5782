"""The book-keeping of a review in figures ready to be drawn: ledgers, mixes of languages, quality.

What a run says about itself is JSON that an older version may have written, so it is read with care.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from consult.clusters.model import Cluster, Ledger
from consult.clusters.store import RunRow

VARIETIES = ("ar", "aeb", "arabizi", "fr", "en", "mixed", "other")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """A ledger with the widths of its bar, in whole percents that add up to 100."""

    assigned: int
    review: int
    excluded: int
    total: int
    widths: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """F1 of the machine against the team, between 0 and 1, with its 95 % interval; None for too few answers."""

    count: int
    f1: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """Shares between 0 and 1, None when the run did not say."""

    at: datetime
    answer_count: int | None
    cluster_count: int | None
    coverage: float | None
    leakage: float | None
    stability: float | None
    coverage_gap: float | None
    redundant_pairs: int | None
    agreement: Agreement | None
    by_variety: tuple[tuple[str, Agreement], ...]


def sums(ledger: Ledger) -> Sums:
    return Sums(
        assigned=ledger.assigned,
        review=ledger.review,
        excluded=ledger.excluded,
        total=ledger.total,
        widths=widths((ledger.assigned, ledger.review, ledger.excluded)),
    )


def widths(parts: tuple[int, ...]) -> tuple[int, ...]:
    """Whole percents that add up to 100 (largest remainders); all 0 when there is nothing."""
    total = sum(parts)
    if not total:
        return tuple(0 for _ in parts)
    whole = [part * 100 // total for part in parts]
    by_remainder = sorted(range(len(parts)), key=lambda place: -(parts[place] * 100 % total))
    for place in by_remainder[: 100 - sum(whole)]:
        whole[place] += 1
    return tuple(whole)


def mix(varieties: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """How many answers in each variety, the most first."""
    counted: Counter[str] = Counter()
    for code, count in varieties.items():
        counted[code if code in VARIETIES else "other"] += count
    return tuple(sorted(counted.items(), key=lambda pair: (-pair[1], VARIETIES.index(pair[0]))))


def quality(run: RunRow, clusters: Mapping[UUID, Cluster]) -> Quality:
    """Figures of all themes together, each theme weighing as many answers as it has."""
    themes = [one for one in _listed(run.quality.get("themes")) if isinstance(one, dict)]
    counts: Any = run.manifest.get("counts")
    counts = counts if isinstance(counts, dict) else {}
    own = [cluster for cluster in clusters.values() if cluster.run_id == run.id]
    gaps = [gap for one in themes if (gap := _number(one.get("coverage_gap"))) is not None]
    pairs = [count for one in themes if (count := _whole(one.get("redundant_pairs"))) is not None]
    by_variety = _agreements(run.quality.get("agreement"))
    return Quality(
        at=run.created_at,
        answer_count=_whole(counts.get("answers")),
        cluster_count=_whole(counts.get("clusters")),
        coverage=_weighted((one.get("coverage"), one.get("answers")) for one in themes),
        leakage=_weighted((one.get("language_leakage_ami"), one.get("answers")) for one in themes),
        stability=_weighted((cluster.stability, len(cluster.members)) for cluster in own),
        coverage_gap=max(gaps) if gaps else None,
        redundant_pairs=sum(pairs) if pairs else None,
        agreement=by_variety.pop("all", None),
        by_variety=tuple(
            (code, by_variety[code])
            for code in VARIETIES
            if code in by_variety and by_variety[code].f1 is not None
        ),
    )


def _agreements(given: object) -> dict[str, Agreement]:
    """Agreement by variety, and of all answers under "all"."""
    varieties = given.get("varieties") if isinstance(given, dict) else None
    if not isinstance(varieties, dict):
        return {}
    return {
        str(code): Agreement(
            count=_whole(one.get("count")) or 0,
            f1=_number(one.get("f1")),
            low=_number(one.get("low")),
            high=_number(one.get("high")),
        )
        for code, one in varieties.items()
        if isinstance(one, dict)
    }


def _number(given: object) -> float | None:
    return float(given) if isinstance(given, int | float) and not isinstance(given, bool) else None


def _listed(given: object) -> list[Any]:
    return given if isinstance(given, list) else []


def _whole(given: object) -> int | None:
    return given if isinstance(given, int) and not isinstance(given, bool) else None


def _weighted(pairs: Iterable[tuple[object, object]]) -> float | None:
    """The mean of what can be read as numbers, held between 0 and 1."""
    known = [
        (float(value), int(weight))
        for value, weight in pairs
        if isinstance(value, int | float) and isinstance(weight, int | float) and weight > 0
    ]
    total = sum(weight for _, weight in known)
    return min(1.0, max(0.0, sum(value * weight for value, weight in known) / total)) if total else None

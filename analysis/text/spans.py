"""A marked stretch of an original text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Characters start to end (half-open) of the original text; `kind` says what was found there."""

    start: int
    end: int
    kind: str


def without_overlaps(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans in the order of the text; where two overlap the one given first stays."""
    kept: list[Span] = []
    for span in spans:
        if all(span.end <= other.start or span.start >= other.end for other in kept):
            kept.append(span)
    return tuple(sorted(kept, key=lambda span: span.start))

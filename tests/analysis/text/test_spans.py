"""Spans that do not overlap."""

from analysis.text.spans import Span, without_overlaps


def test_the_first_of_two_overlapping_spans_stays() -> None:
    certain, guess, apart = (
        Span(start=5, end=9, kind="email"),
        Span(start=0, end=6, kind="name"),
        Span(start=0, end=5, kind="phone"),
    )
    assert without_overlaps([certain, guess, apart]) == (apart, certain)

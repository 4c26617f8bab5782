"""Blacking out parts of a citizen's words. It refuses to judge what is personal."""

from collections.abc import Iterable

import msgspec

from consult.responses.model import BLOCK, masked

__all__ = ["BLOCK", "Span", "cut", "redact", "uncovered"]


class Span(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """From `start` up to, not including, `end`, in characters of the original text."""

    start: int
    end: int
    kind: str = ""


def redact(text: str, spans: Iterable[Span]) -> str:
    """The text with every span replaced by a block; spans that overlap or touch become one."""
    given = tuple(spans)
    for span in given:
        if not 0 <= span.start < span.end <= len(text):
            raise ValueError(f"a redaction from {span.start} to {span.end} lies outside of the text")
    return masked(text, ((span.start, span.end, span.kind) for span in given))


def cut(text: str, *, start: int, end: int, redactions: Iterable[Span]) -> str:
    """A piece of the text, with what is redacted in it replaced."""
    inside = (Span(start=max(start, s.start) - start, end=min(end, s.end) - start) for s in redactions)
    return redact(text[start:end], (span for span in inside if span.start < span.end))


def uncovered(marks: Iterable[Span], *, redactions: Iterable[Span], start: int, end: int) -> tuple[Span, ...]:
    """The marks that show in the piece from `start` to `end`, whole or in part, despite the redactions."""
    hidden = {at for span in redactions for at in range(max(start, span.start), min(end, span.end))}
    return tuple(
        mark for mark in marks if not hidden.issuperset(range(max(start, mark.start), min(end, mark.end)))
    )

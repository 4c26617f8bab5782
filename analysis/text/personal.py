"""Marks personal data in a text, on the offsets of the original: the text itself is never changed here.

Finds what has a shape or an announcing word; it cannot promise that nothing else identifies somebody.
"""

from __future__ import annotations

from itertools import chain
from typing import Final

from analysis.text.addresses import find_addresses
from analysis.text.aligned import align
from analysis.text.identifiers import find_identifiers
from analysis.text.names import find_names
from analysis.text.spans import Span, without_overlaps

KINDS: Final = (
    "email", "url", "iban", "rib", "card", "tax_id", "plate", "passport", "phone", "cin", "address", "name",
)  # fmt: skip


def find_personal(text: str) -> tuple[Span, ...]:
    """Personal data in the text as non-overlapping spans in order, offsets on the original. Any text is
    accepted.
    """
    aligned = align(text)
    spans: list[Span] = []
    read = aligned.text
    for start, end, kind in chain(find_identifiers(read), find_addresses(read), find_names(read)):
        original_start, original_end = aligned.original_span(start, end)
        spans.append(Span(start=original_start, end=original_end, kind=kind))
    return without_overlaps(spans)


def masked(text: str, spans: tuple[Span, ...], *, mask: str = " ") -> str:
    """The text with every span replaced by `mask`: for reading by a machine, since lengths change."""
    for span in sorted(spans, key=lambda span: span.start, reverse=True):
        text = text[: span.start] + mask + text[span.end :]
    return text

"""A text as others may read it: whatever may name a person stands behind a block."""

import unicodedata
from collections.abc import Iterable

BLOCK = "▇▇▇"  # stands for personal data, always as long, so that the length of a name or number is not told


def masked(text: str, spans: Iterable[tuple[int, int, str]]) -> str:
    """The text as others may read it: each span (start, end, kind) is a block; those that overlap are one.

    What lies outside of the text is cut off: better a block too many than a page that cannot be shown.
    """
    kept, at = [], 0
    for start, end in _covered(text, spans):
        kept += [text[at:start], BLOCK]
        at = end
    return "".join((*kept, text[at:]))


def _covered(text: str, spans: Iterable[tuple[int, int, str]]) -> list[tuple[int, int]]:
    covered: list[tuple[int, int]] = []
    for start, end in sorted((max(start, 0), min(end, len(text))) for start, end, _ in spans):
        if start >= end:
            continue
        end = _whole_character(text, end)
        if covered and start <= covered[-1][1]:
            covered[-1] = (covered[-1][0], max(covered[-1][1], end))
        else:
            covered.append((start, end))
    return covered


def _whole_character(text: str, end: int) -> int:
    """Marks on the last letter (Arabic vowels, accents) belong to it: left behind, they would tell of it."""
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return end

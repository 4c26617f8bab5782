"""A reading of a text in which every character remembers where it stood in the original.

Lets recognisers look through invisible characters, tatweel and Arabic-Indic digits, and still report original
offsets.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Mn"})
_KEPT_CONTROLS = frozenset("\t\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignedText:
    """`text` is read; `origin[i]` is the offset in the original of its character i."""

    text: str
    origin: tuple[int, ...]

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """The half-open span of the original that the half-open span start–end of the reading came from."""
        return self.origin[start], self.origin[end - 1] + 1


@lru_cache(maxsize=8192)
def _read(char: str) -> str:
    if char == "ـ" or (unicodedata.category(char) in _INVISIBLE and char not in _KEPT_CONTROLS):
        return ""
    if char.isdigit():
        return str(unicodedata.digit(char))
    return unicodedata.normalize("NFKC", char)


def align(text: str) -> AlignedText:
    """Reads the text character by character: compatibility forms folded, digits ASCII, invisible characters
    left out.
    """
    read: list[str] = []
    origin: list[int] = []
    for place, char in enumerate(text):
        for seen in _read(char):
            read.append(seen)
            origin.append(place)
    return AlignedText(text="".join(read), origin=tuple(origin))

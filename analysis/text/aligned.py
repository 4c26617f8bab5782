"""A reading of a text in which every character remembers where it stood in the original.

Lets recognisers look through invisible characters, tatweel and Arabic-Indic digits, and still report original
offsets.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Mn"})
_KEPT_CONTROLS = frozenset("\t\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignedText:
    """`text` is read; `origin[i]` is the offset in the original of its character i."""

    text: str
    origin: Sequence[int]

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """The half-open span of the original that the half-open span start–end of the reading came from."""
        return self.origin[start], self.origin[end - 1] + 1


# Most texts hold none of these and read as they stand.
_READ_OTHERWISE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u0300-\u036f\u0600-\u0605\u0610-\u061c\u0640\u064b-\u065f\u0660-\u0669\u0670"
    "\u06d6-\u06ed\u06f0-\u06f9\u0700-\ud7ff\ud800-\uffff\U00010000-\U0010ffff]"
)


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
    if _READ_OTHERWISE.search(text) is None and unicodedata.is_normalized("NFKC", text):
        return AlignedText(text=text, origin=range(len(text)))
    read: list[str] = []
    origin: list[int] = []
    for place, char in enumerate(text):
        for seen in _read(char):
            read.append(seen)
            origin.append(place)
    return AlignedText(text="".join(read), origin=tuple(origin))

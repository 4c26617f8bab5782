"""Which writing systems a text uses, by counting letters.

Knows alphabets, not languages: Arabizi and French are both simply Latin here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Script = Literal["arab", "latn", "mixed", "other", "none"]

_MINOR_SHARE: Final = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptCounts:
    """Letters of each writing system in a text."""

    arab: int
    latn: int
    other: int

    @property
    def letters(self) -> int:
        """All letters, of whatever script."""
        return self.arab + self.latn + self.other


def is_arabic(char: str) -> bool:
    """True for a character of the Arabic blocks, letters and marks alike."""
    if char < "\u0600":
        return False
    return (
        char <= "\u06ff"
        or "\u0750" <= char <= "\u077f"
        or "\u08a0" <= char <= "\u08ff"
        or "\ufb50" <= char <= "\ufefc"
    )


def _is_latin(char: str) -> bool:
    return char < "\u0250" or "\u1e00" <= char <= "\u1eff" or "\uff21" <= char <= "\uff5a"


def count_scripts(text: str) -> ScriptCounts:
    """Letters per script; digits, punctuation and emoji count for none."""
    letters = [char for char in text if char.isalpha()]
    arab = sum(map(is_arabic, letters))
    latn = sum(map(_is_latin, letters))
    return ScriptCounts(arab=arab, latn=latn, other=len(letters) - arab - latn)


def script_of(text: str) -> Script:
    """The script of most letters; "mixed" when Arabic and Latin each hold a fifth of them; "none" without
    letters.
    """
    return script_by_counts(count_scripts(text))


def script_by_counts(counts: ScriptCounts) -> Script:
    """`script_of` for letters already counted."""
    if not counts.letters:
        return "none"
    if min(counts.arab, counts.latn) >= _MINOR_SHARE * counts.letters:
        return "mixed"
    ranked: tuple[tuple[int, Script], ...] = (
        (counts.arab, "arab"),
        (counts.latn, "latn"),
        (counts.other, "other"),
    )
    return max(ranked)[1]

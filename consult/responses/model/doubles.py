"""Sheets that are typed twice: which ones, how two typings compare, and what that says of all the others.

Nobody picks the sheets: a hash of the batch and the sheet's number does. It refuses to keep what was typed.
"""

import hashlib
import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from consult.responses.model.plain import plain

ONE_IN = 10
_Z = 1.959963984540054  # two-sided 95 %


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """How many fields were compared, and how many of them differed."""

    compared_count: int = 0
    differing_count: int = 0

    @property
    def rate(self) -> float | None:
        """None as long as nothing was compared: that is not yet known, and not nought."""
        return self.differing_count / self.compared_count if self.compared_count else None

    @property
    def interval(self) -> tuple[float, float]:
        return wilson(self.differing_count, self.compared_count)

    def __add__(self, other: "Compared") -> "Compared":
        return Compared(
            compared_count=self.compared_count + other.compared_count,
            differing_count=self.differing_count + other.differing_count,
        )


def chosen(batch_id: UUID, sheets: Collection[str]) -> tuple[str, ...]:
    """One sheet in ten, rounded up, so at least one: those with the smallest hashes, in the order of their numbers."""
    by_hash = sorted(sheets, key=lambda sheet: hashlib.sha256(f"{batch_id}\0{sheet}".encode()).digest())
    picked = by_hash[: math.ceil(len(sheets) / ONE_IN)]
    return tuple(sorted(picked, key=sheet_order))


def sheet_order(sheet: str) -> tuple[int, str]:
    return (int(sheet) if sheet.isdecimal() else 0, sheet)


def differing(
    first: Mapping[str, Sequence[str]],
    second: Mapping[str, Sequence[str]],
    names: Sequence[str],
    *,
    worded: Collection[str] = (),
) -> tuple[int, tuple[str, ...]]:
    """The number of fields compared, and the names of those that differ.

    A field that both typings left blank was not compared: hundreds of blanks would make any clerk look faultless. Words
    (`worded`) agree when only case, blanks, punctuation or the form of a letter tells them apart.
    """
    compared = [name for name in names if _filled(first.get(name)) or _filled(second.get(name))]

    def typed(given: Mapping[str, Sequence[str]], name: str) -> list[str]:
        said = [value.strip() for value in given.get(name, ()) if value.strip()]
        return sorted(plain(value) or value for value in said) if name in worded else sorted(said)

    return len(compared), tuple(name for name in compared if typed(first, name) != typed(second, name))


def _filled(values: Sequence[str] | None) -> bool:
    return any(value.strip() for value in values or ())


def wilson(count: int, of: int) -> tuple[float, float]:
    """The 95 % score interval of a share: (p + z²/2n ± z√(p(1−p)/n + z²/4n²)) / (1 + z²/n).

    E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the American
    Statistical Association 22 (1927), 209–212. Unlike p ± z√(p(1−p)/n) it keeps a width when nothing differed.
    """
    if not of:
        return 0.0, 1.0
    share, z2 = count / of, _Z * _Z
    middle = share + z2 / (2 * of)
    spread = _Z * math.sqrt(share * (1 - share) / of + z2 / (4 * of * of))
    whole = 1 + z2 / of
    return max(0.0, (middle - spread) / whole), min(1.0, (middle + spread) / whole)

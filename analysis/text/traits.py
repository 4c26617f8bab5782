"""What of a text says its variety: how much of each language it holds, how sure, and in how long a stretch.

Knows the chances of single words, counts and sums; the weights of what it counts stand elsewhere.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

LATIN_LANGUAGES: Final = ("arabizi", "fr", "en", "other")
_PAIRS: Final = ((0, 1), (0, 2), (1, 2))
# From these amounts on, more of the same says nothing new.
_MOST_ARABIC: Final = 12
_MOST_BESIDE: Final = 4.0
_MOST_SURE: Final = 3
_LONGEST_STRETCH: Final = 12.0
_ODDS: Final = 6.0
_DERJA: Final = 12.0
_SURE: Final = 0.95

ARABIC_TRAITS: Final = (
    "arab",
    "arab share",
    "arab once",
    "arab only",
    "latin",
    "derja",
    "derja only",
    "derja sure",
)
TRAITS: Final = (
    *ARABIC_TRAITS,
    *(
        f"{one} {trait}"
        for one in LATIN_LANGUAGES
        for trait in ("share", "amount", "sure", "stretch", "beside arab")
    ),
    *(
        f"{LATIN_LANGUAGES[one]} {LATIN_LANGUAGES[two]} {trait}"
        for one, two in _PAIRS
        for trait in ("share", "sure", "stretch")
    ),
)


def chances_of(scores: Sequence[float]) -> tuple[float, ...]:
    """Scores as probabilities that add up to one."""
    most = max(scores)
    raised = [math.exp(score - most) for score in scores]
    total = sum(raised)
    return tuple(value / total for value in raised)


def log_odds(chance: float) -> float:
    """The log-odds of a probability, within bounds that no single word can pass."""
    return max(-_ODDS, min(_ODDS, math.log((chance + 1e-9) / (1.0 - chance + 1e-9))))


def _stretch(odds: Sequence[float]) -> float:
    """The most evidence that words standing together give (Bentley 1984, the greatest sum of a stretch)."""
    most = current = 0.0
    for value in odds:
        current = max(0.0, current + value)
        most = max(most, current)
    return min(most, _LONGEST_STRETCH) / 6.0


def _arabic_traits(count: int, total: int, derja: float) -> list[float]:
    only = count == total
    derja = max(-_DERJA, min(_DERJA, derja)) if count else 0.0
    return [
        min(count, _MOST_ARABIC) / 4.0,
        count / total,
        float(count == 1),
        float(only),
        float(not only),
        derja / 4.0,
        derja / 4.0 if only else 0.0,
        math.tanh(derja / 2.0) if only else 0.0,
    ]


def traits(
    arabic: int, derja: float, chances: Sequence[Sequence[float]], odds: Sequence[Sequence[float]]
) -> list[float]:
    """One number for each of `TRAITS`: from the count of Arabic words, the log-odds that they are Derja, and,
    for each Latin word, its chances and log-odds by `LATIN_LANGUAGES`. One word at least must be given.
    """
    total = arabic + len(chances)
    values = _arabic_traits(arabic, total, derja)
    if not chances:
        return values + [0.0] * (len(TRAITS) - len(values))
    shares: list[float] = []
    sures: list[float] = []
    stretches: list[float] = []
    for own, own_odds in zip(zip(*chances, strict=True), zip(*odds, strict=True), strict=True):
        amount = sum(own)
        shares.append(amount / total)
        sures.append(min(sum(chance > _SURE for chance in own), _MOST_SURE) / 2.0)
        stretches.append(_stretch(own_odds))
        beside = min(float(arabic), amount, _MOST_BESIDE) / 2.0
        values += [shares[-1], math.log1p(amount), sures[-1], stretches[-1], beside]
    for one, two in _PAIRS:
        values += [min(column[one], column[two]) for column in (shares, sures, stretches)]
    return values

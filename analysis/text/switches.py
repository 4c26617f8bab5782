"""Marks where a text changes its language: the longest stretches of Derja, Standard Arabic, Arabizi, French and
English.

A single foreign word between two words of one language is a loan and no change. Stretches in a language of
none of these, numbers and addresses belong to no stretch; what the change means for the text is not judged.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Final

from analysis.text.aligned import align
from analysis.text.derja import arabic_words, derja_log_odds
from analysis.text.normalise import clean
from analysis.text.scripts import is_arabic
from analysis.text.tagging import spoken_words
from analysis.text.traits import LATIN_LANGUAGES
from analysis.text.variety import latin_word

_STATES: Final = (*LATIN_LANGUAGES, "arab")
# What a change costs, and the most a single word can say against a language. A word that may be a loan says less
# than two changes, so that alone inside a stretch it does not interrupt it. Arabic letters are never a loan, nor
# is Arabizi, unless it is a name.
_CHANGE: Final = 2.2
_LOAN: Final = 3.5
_MOST: Final = 6.0
# Fewer Arabic words than this are judged together with the other Arabic words of the text.
_FEW: Final = 4

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[^\s@]{1,64}@\S+", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch:
    """Characters start to end (half-open) of the original text, all in one language: ar, aeb, arabizi, fr or
    en.
    """

    start: int
    end: int
    language: str


@lru_cache(maxsize=65536)
def _costs(word: str) -> tuple[float, ...]:
    """What it costs to read the word in each state; nothing in the best."""
    if is_arabic(word[0]):
        return (_MOST,) * len(LATIN_LANGUAGES) + (0.0,)
    chances, _ = latin_word(clean(word))
    best = max(chances)
    most = _MOST if best == chances[0] and word.islower() else _LOAN
    return (*(min(most, math.log(best / max(chance, 1e-9))) for chance in chances), most)


def _states(costs: Sequence[tuple[float, ...]]) -> list[int]:
    """The cheapest reading of all words (Viterbi 1967); of equal ones the state named first."""
    total = list(costs[0])
    came: list[list[int]] = []
    for own in costs[1:]:
        best = min(range(len(total)), key=total.__getitem__)
        bound = total[best] + _CHANGE
        came.append([best if bound < kept else state for state, kept in enumerate(total)])
        total = [min(kept, bound) + cost for kept, cost in zip(total, own, strict=True)]
    path = [min(range(len(total)), key=total.__getitem__)]
    for back in reversed(came):
        path.append(back[path[-1]])
    return path[::-1]


def _arabic_language(stretch: str, text: str) -> str:
    own = arabic_words(stretch)
    if len(own) < _FEW:
        own = arabic_words(text)
    return "aeb" if derja_log_odds(own) > 0.0 else "ar"


def code_switches(text: str) -> tuple[Switch, ...]:
    """The stretches of the original text in its order, at most one for each change of language; none for a
    text without words. Only the first 400 words are read.
    """
    aligned = align(text)
    read = _ADDRESS.sub(lambda match: " " * len(match.group()), aligned.text)
    matches = spoken_words(read)
    if not matches:
        return ()
    states = _states([_costs(match.group()) for match in matches])
    found: list[Switch] = []
    for state, group in groupby(zip(states, matches, strict=True), key=lambda pair: _STATES[pair[0]]):
        run = [match for _, match in group]
        if state == "other":
            continue
        start, end = run[0].start(), run[-1].end()
        language = _arabic_language(read[start:end], read) if state == "arab" else state
        first, last = aligned.original_span(start, end)
        found.append(Switch(start=first, end=last, language=language))
    return tuple(found)

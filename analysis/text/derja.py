"""Tells Tunisian Derja from Standard Arabic in Arabic script, by words and word shapes only one of them has.

Knows no other dialect: any colloquial Arabic close enough to Tunisian counts as Derja.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import Final

from analysis.text.normalise import normalise, words
from analysis.wordlists import sections

# Log-odds in favour of Derja; a word both lists hold says nothing.
_DERJA: Final = {"grammar": 3.0, "content": 1.4, "shared": 0.0}
_STANDARD: Final = {"grammar": -2.0, "content": -0.3}
_PRIOR: Final = -0.3
_CLITICS: Final = ("وال", "بال", "فال", "كال", "لل", "ال", "و", "ف", "ب", "ل")

_NEGATED = re.compile(r"^ما\w{2,}ش$")
_FIRST_PLURAL = re.compile(r"^ن\w{2,}(?:و|وا|وش)$")
_THIRD_PLURAL = re.compile(r"^[يت]\w{2,}(?:و|وش)$")
_VERB_WITH_DATIVE = re.compile(r"^\w{2,}ول(?:ي|نا|هم|ها|كم)$")
_STANDARD_PLURAL = re.compile(r"^[يت]\w{3,}ون$")


@lru_cache(maxsize=1)
def _evidence() -> dict[str, float]:
    weights: dict[str, float] = {}
    for name, table in (("words/ar.txt", _STANDARD), ("words/aeb.txt", _DERJA)):
        for kind, listed in sections(name).items():
            for word in {normalise(word) for word in listed}:
                # Words listed twice within one list keep the first value; words of both lists cancel to
                # nothing.
                weights[word] = 0.0 if word in weights and weights[word] * table[kind] < 0 else table[kind]
    return weights


@lru_cache(maxsize=1)
def _weak_verbs() -> frozenset[str]:
    return frozenset(sections("words/weak_verbs.txt")[""])


def _listed(word: str) -> float:
    evidence = _evidence()
    if word in evidence:
        return evidence[word]
    for clitic in _CLITICS:
        stem = word[len(clitic) :]
        if word.startswith(clitic) and len(stem) >= 3 and stem in evidence:
            return evidence[stem]
    return 0.0


def _shape(word: str, previous: str) -> float:
    if word in _weak_verbs():
        return -1.0
    if _NEGATED.match(word) or (previous == "ما" and len(word) > 3 and word.endswith("ش")):
        return 2.5
    if _FIRST_PLURAL.match(word):
        return 2.0
    if _THIRD_PLURAL.match(word) or _VERB_WITH_DATIVE.match(word):
        return 1.2
    return -1.2 if _STANDARD_PLURAL.match(word) else 0.0


def derja_probability(text: str) -> float:
    """Probability in 0–1 that the Arabic-script words of the text are Derja rather than Standard Arabic.

    Method: naive sum of log-odds of listed words and of shapes (ما…ش, ن…و). Without evidence it leans to
    Standard Arabic.
    """
    total = _PRIOR
    previous = ""
    for word in words(normalise(text))[:400]:
        listed = _listed(word)
        total += listed if listed else _shape(word, previous)
        previous = word
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))

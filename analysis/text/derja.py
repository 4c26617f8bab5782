"""Tells Tunisian Derja from Standard Arabic in Arabic script, by words and word shapes only one of them has and
by the letters each is fond of.

The lists and shapes are knowledge; how much each counts was learned by `analysis.text.learning`. Knows no
other dialect: any colloquial Arabic close enough to Tunisian counts as Derja.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from analysis.text.normalise import normalise, words
from analysis.text.pieces import BIAS, scores, weights
from analysis.text.scripts import is_arabic
from analysis.wordlists import sections

# Evidence in favour of Derja; a word both lists hold says nothing.
_DERJA: Final = {"grammar": 3.0, "content": 1.4, "shared": 0.0}
_STANDARD: Final = {"grammar": -2.0, "content": -0.3}
PIECES: Final = "words/pieces_arabic.tsv"
# Rows of that table which are no pieces: what known evidence counts.
FOR_DERJA: Final = "*derja"
FOR_STANDARD: Final = "*standard"
_MAX_WORDS: Final = 400
# A word or two alone hardly tell; then the text is held to be Standard Arabic. Fades with each further word.
_LEANING: Final = 1.5
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


@lru_cache(maxsize=65536)
def known_evidence(word: str, previous: str) -> tuple[float, float]:
    """What lists and shapes say of a normalised word after another: for Derja, for Standard Arabic."""
    value = _listed(word) or _shape(word, previous)
    return max(value, 0.0), max(-value, 0.0)


@lru_cache(maxsize=65536)
def _word_log_odds(word: str) -> float:
    return scores(PIECES, word)[0] - weights(PIECES)[BIAS][0]


def arabic_words(text: str) -> list[str]:
    """The words of a text the log-odds are taken of: normalised, in Arabic letters, 400 at most."""
    return [word for word in words(normalise(text)) if is_arabic(word[0])][:_MAX_WORDS]


def derja_log_odds(listed: Sequence[str]) -> float:
    """Log-odds that these normalised words are Derja; without words it leans to Standard Arabic."""
    table = weights(PIECES)
    total = table[BIAS][0] - _LEANING * math.exp(1.0 - max(len(listed), 1))
    for_derja, for_standard = table[FOR_DERJA][0], table[FOR_STANDARD][0]
    for word, previous in zip(listed, ("", *listed), strict=False):
        derja, standard = known_evidence(word, previous)
        total += _word_log_odds(word) + for_derja * derja + for_standard * standard
    return total


def derja_probability(text: str) -> float:
    """Probability in 0–1 that the Arabic-script words of the text are Derja rather than Standard Arabic."""
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, derja_log_odds(arabic_words(text))))))

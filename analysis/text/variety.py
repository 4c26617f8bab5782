"""The learned tables of the identifier: the chances of a Latin word, and of a variety given the traits of a text.

Reads what `analysis.text.learning` wrote; knows neither texts nor how the tables came about.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from analysis.text.pieces import BIAS, scores, weights
from analysis.text.traits import TRAITS, chances_of, log_odds

LATIN_PIECES: Final = "words/pieces_latin.tsv"
TRAIT_WEIGHTS: Final = "words/variety_traits.tsv"


def folded(word: str) -> str:
    """The spelling a Latin word is looked up by: without case, with one apostrophe; accents stay."""
    return word.casefold().replace("’", "'")


@lru_cache(maxsize=65536)
def latin_word(word: str) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Chances and log-odds that a word standing alone is of each of the Latin languages."""
    chances = chances_of(scores(LATIN_PIECES, folded(word)))
    return chances, tuple(map(log_odds, chances))


@lru_cache(maxsize=1)
def _trait_weights() -> tuple[tuple[float, ...], tuple[tuple[float, ...], ...]]:
    table = weights(TRAIT_WEIGHTS)
    return table[BIAS], tuple(table[trait] for trait in TRAITS)


def variety_chances(values: Sequence[float]) -> tuple[float, ...]:
    """Probability of each variety, in the order of the table, given a value for each of `TRAITS`."""
    bias, by_trait = _trait_weights()
    totals = list(bias)
    for value, row in zip(values, by_trait, strict=True):
        if value:
            totals = [total + value * weight for total, weight in zip(totals, row, strict=True)]
    return chances_of(totals)

"""Scores a word by its pieces: the whole of it, its letters in ones to fours, its beginning and its ending.

The weights of the pieces stand in a bundled table, learned by `analysis.text.learning`. Knows sums and
tables, not what the columns mean.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from analysis.wordlists import rows

# Weights are kept as whole numbers, so that a table is short and a change of it readable.
SCALE: Final = 100
BIAS: Final = "*bias"
_LONGEST: Final = 4

Weights = tuple[float, ...]


def pieces(word: str) -> tuple[str, ...]:
    """The pieces of a word between the marks ^ and $, each once, short ones first; the whole word is the last."""
    marked = f"^{word}$"
    found = [
        marked[place : place + length]
        for length in range(1, _LONGEST + 1)
        for place in range(len(marked) - length + 1)
    ]
    return tuple(dict.fromkeys([*found, marked]))


@cache
def weights(name: str) -> Mapping[str, Weights]:
    """A table of weights: by piece, one number for each column after the first."""
    table: dict[str, Weights] = {}
    for row in rows(name):
        piece, *values = row.values()
        table[piece] = tuple(int(value) / SCALE for value in values)
    return table


def scores(name: str, word: str) -> Weights:
    """The sum of the weights of the pieces of a word, column by column, with the bias of the table."""
    table = weights(name)
    found = [table[piece] for piece in (BIAS, *pieces(word)) if piece in table]
    return tuple(map(sum, zip(*found, strict=True)))

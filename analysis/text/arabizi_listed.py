"""Spellings of Tunisian in Latin letters that the lexicon and the word table list, looked up under a key where the
usual variants of one spelling meet.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from analysis.text.normalise import normalise
from analysis.wordlists import rows

_SAME_SOUND: Final = (
    ("kh", "5"),
    ("gh", "8"),
    ("q", "9"),
    ("sh", "ch"),
    ("oo", "ou"),
    ("y", "i"),
    ("ouw", "ou"),
)
_DOUBLED: Final = re.compile(r"(.)\1+")


def _key(word: str) -> str:
    """A spelling key under which the usual variants of one Arabizi word meet."""
    for typed, sound in _SAME_SOUND:
        word = word.replace(typed, sound)
    return _DOUBLED.sub(r"\1", word)


def _by_key(table: str) -> dict[str, str]:
    """The Arabic word of every listed spelling; the first row that lists one has it."""
    found: dict[str, str] = {}
    for row in rows(table):
        for form in row["forms"].split():
            found.setdefault(_key(normalise(form).replace("'", "").replace("-", "")), row["arabic"])
    return found


@lru_cache(maxsize=1)
def _lexicon() -> dict[str, str]:
    return _by_key("arabizi_lexicon.tsv")


@lru_cache(maxsize=1)
def _every_spelling() -> dict[str, str]:
    # Where both list a spelling the lexicon, which other parts of the library read too, decides.
    return _by_key("words/derja_words.tsv") | _lexicon()


def in_lexicon(word: str) -> str | None:
    """The Arabic word the lexicon has for a normalised Latin word."""
    return _lexicon().get(_key(word))


def listed_spelling(word: str) -> str | None:
    """The Arabic word the lexicon or the word table has for a normalised Latin word."""
    return _every_spelling().get(_key(word))

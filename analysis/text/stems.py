"""Brings the written forms of one word together: an Arabic word with and without its article, a plural and
its singular.

Light on purpose: what is stemmed here is compared or counted, never shown and never encoded.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from analysis.text.normalise import normalise, words
from analysis.text.scripts import is_arabic
from analysis.wordlists import sections

_PREFIXES: Final = ("وال", "بال", "فال", "كال", "عال", "ولل", "لل", "ال", "و")
_SUFFIXES: Final = ("اتنا", "اتهم", "نا", "هم", "ها", "ات", "ين", "ون", "يه", "ه")
_LATIN_SUFFIXES: Final = ("ements", "ement", "es", "s", "x", "e")
_SHORTEST: Final = 3


def _cut(word: str, affixes: tuple[str, ...], *, front: bool) -> str:
    for affix in affixes:
        fits = word.startswith(affix) if front else word.endswith(affix)
        if fits and len(word) - len(affix) >= _SHORTEST:
            return word[len(affix) :] if front else word[: -len(affix)]
    return word


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The light stem of a word; after Larkey, Ballesteros and Connell 2002 ("light10") for Arabic, plural
    endings for Latin.
    """
    word = normalise(word)
    if not word:
        return word
    if is_arabic(word[0]):
        return _cut(_cut(word, _PREFIXES, front=True), _SUFFIXES, front=False)
    elided = word.rsplit("'", 1)[-1] if word[1:2] == "'" or word.startswith("qu'") else word
    return _cut(elided.replace("'s", ""), _LATIN_SUFFIXES, front=False)


@lru_cache(maxsize=4)
def stop_words(language: str) -> frozenset[str]:
    """Normalised words of "ar" (Derja included), "fr" or "en" that say nothing about a subject."""
    return frozenset(normalise(word.replace("_", " ")) for word in sections(f"stop/{language}.txt")[""])


@lru_cache(maxsize=1)
def _all_stop_words() -> frozenset[str]:
    return stop_words("ar") | stop_words("fr") | stop_words("en")


@lru_cache(maxsize=65536)
def is_stop_word(word: str) -> bool:
    """True for a stop word of any of the languages, with or without an Arabic "and" or article before it."""
    key = normalise(word)
    return key in _all_stop_words() or (key[:1] in ("و", "ف") and key[1:] in _all_stop_words())


def content_stems(text: str) -> list[str]:
    """The stems of the words of a text that carry a subject, in order; words of fewer than three letters are
    left out.
    """
    found = [stem(word) for word in words(normalise(text)) if not is_stop_word(word)]
    return [word for word in found if len(word) >= _SHORTEST and not word.isdigit()]

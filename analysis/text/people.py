"""What single words tell about names: known first names, surnames, particles inside names, words that are none.

Knows lists and endings; where in a text a name may stand is not its business.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from analysis.text.normalise import normalise
from analysis.text.scripts import is_arabic
from analysis.wordlists import rows, sections

_LISTS: Final = ("words/names.txt", "words/people.txt")
# Surnames written in one word: بوزيان, بلحاج, بنعلي.
# على folds to علي and marié to marie.
_LOOKALIKES: Final = frozenset({"على", "marié", "mariés", "mariée"})
_JOINED: Final = ("بو", "بل", "بال", "بن")


@lru_cache(maxsize=16)
def _listed(section: str) -> frozenset[str]:
    return frozenset(
        normalise(word.replace("_", " ")) for name in _LISTS for word in sections(name).get(section, ())
    )


@lru_cache(maxsize=1)
def _ordinary() -> frozenset[str]:
    found: set[str] = set()
    for name in ("ar", "aeb", "fr", "en"):
        for listed in sections(f"words/{name}.txt").values():
            found.update(map(normalise, listed))
    for row in rows("arabizi_lexicon.tsv"):
        found.update(map(normalise, row["forms"].split()))
    for row in rows("words/derja_words.tsv"):
        found.add(normalise(row["arabic"]))
    return frozenset(found) - _listed("first") - _listed("last")


def is_first(word: str) -> bool:
    """A known first name, in either script."""
    key = normalise(word)
    return word.casefold() not in _LOOKALIKES and (key in _listed("first") or key in _listed("ambiguous"))


def is_ambiguous(word: str) -> bool:
    """A first name that is an ordinary word too: سعيد, Nour."""
    return normalise(word) in _listed("ambiguous")


def is_particle(word: str) -> bool:
    """A word inside names that is none alone: بن, Ben, عبد."""
    return normalise(word) in _listed("particle")


def is_stop(word: str) -> bool:
    """An office, or a word that follows a name or an announcement without belonging to it."""
    key = normalise(word)
    if word.casefold() in _LOOKALIKES:
        return True
    if key in _listed("first") and key not in _listed("stop"):
        return False
    return any(key in _listed(section) for section in ("office", "follower", "stop"))


def is_ordinary(word: str) -> bool:
    """A word of everyday language that is no known name."""
    return normalise(word) in _ordinary()


def is_listed_surname(word: str) -> bool:
    """A known surname, in either script."""
    return normalise(word) in _listed("last")


def is_surname(word: str) -> bool:
    """A known surname, or an Arabic word built like one: with article and not an ordinary word, or in بو."""
    key = normalise(word)
    if key in _listed("last"):
        return True
    if not is_arabic(word[0]) or key in _ordinary():
        return False
    if key.startswith("ال"):
        return len(key) > 4 and (key.endswith("ي") or key[2:] not in _ordinary())
    return key.startswith(_JOINED) and len(key) > 4

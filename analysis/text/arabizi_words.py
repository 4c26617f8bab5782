"""The Arabic words a Latin spelling may stand for, found by their consonants.

A skeleton keeps the consonants and drops what Tunisians type freely (vowels, w, y, hamza), with one sign for
letters that Latin spelling does not tell apart. Words are indexed by it, with a cost for how unusual they are.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product
from typing import Final

from analysis.text.normalise import normalise
from analysis.text.scripts import is_arabic
from analysis.wordlists import rows, sections

_SIGNS: Final = str.maketrans(
    {
        "ث": "t", "ذ": "d", "ظ": "d", "ض": "d", "د": "d", "ط": "t", "ت": "t", "ص": "s", "س": "s",
        "ش": "C", "ح": "h", "ه": "h", "خ": "5", "غ": "8", "ق": "k", "ڨ": "k", "ك": "k", "ع": "3", "ب": "b",
        "ج": "j", "ر": "r", "ز": "z", "ف": "f", "ل": "l", "م": "m", "ن": "n",
        "ا": None, "و": None, "ي": None, "ى": None, "ة": None, "ء": None, "أ": None, "إ": None,
        "آ": None, "ئ": None, "ؤ": None,
    }
)  # fmt: skip
# Latin units and the signs they may stand for; a unit of several signs gives several skeletons.
_UNITS: Final = {
    "kh": ("5", "kh"), "gh": ("8",), "ch": ("C",), "sh": ("C", "sh"),
    "th": ("t", "d", "th"), "dh": ("d", "dh"), "dj": ("j",), "ph": ("f",),
    "ck": ("k",), "7": ("h",), "h": ("h",), "5": ("5",), "8": ("8",), "9": ("k",), "q": ("k",), "g": ("k", "8"),
    "k": ("k",), "c": ("k", "s"), "3": ("3",), "6": ("t",), "4": ("d",), "b": ("b",), "p": ("b",), "f": ("f",),
    "v": ("f",), "d": ("d",), "t": ("t",), "s": ("s",), "z": ("z",), "j": ("j",), "r": ("r",), "l": ("l",),
    "m": ("m",), "n": ("n",), "x": ("ks",), "aa": ("", "3"), "ae": ("", "3"), "ea": ("", "3"), "ao": ("", "3"),
}  # fmt: skip
_UNIT: Final = re.compile("|".join(sorted(_UNITS, key=len, reverse=True)) + "|.")
_DOUBLED: Final = re.compile(r"(.)\1+")
_MOST_SKELETONS: Final = 8
# How unusual a word is by the list that holds it; a word of several lists is more usual than one of one.
_UNUSUAL: Final = {"grammar": 0.0, "derja": 0.35, "lexicon": 0.3, "aeb": 0.5, "name": 0.8, "ar": 0.75}
_SHARED: Final = 0.15

Entry = tuple[float, str]


def skeleton_of_arabic(word: str) -> str:
    """The one skeleton of an Arabic word."""
    return _DOUBLED.sub(r"\1", word.translate(_SIGNS))


@lru_cache(maxsize=16384)
def skeletons_of_latin(word: str) -> tuple[str, ...]:
    """The skeletons a normalised Latin word may have, the likeliest first; at most eight."""
    choices = [_UNITS.get(unit, ("",)) for unit in _UNIT.findall(word)]
    if word[:1] == "a" and choices and choices[0] == ("",):
        choices[0] = ("", "3")
    if word.endswith("h") and len(choices) > 1 and choices[-1] == ("h",):
        choices[-1] = ("h", "")
    found: dict[str, None] = {}
    for signs in product(*choices):
        found.setdefault(_DOUBLED.sub(r"\1", "".join(signs)))
        if len(found) == _MOST_SKELETONS:
            break
    return tuple(found)


def _listed() -> list[tuple[str, str]]:
    """Every (list, Arabic word), an article in front taken off."""
    kinds = {"g": "grammar", "c": "lexicon"}
    found = [(kinds[row["kind"]], row["arabic"]) for row in rows("arabizi_lexicon.tsv")]
    found += [("derja", row["arabic"]) for row in rows("words/derja_words.tsv")]
    found += [("name", word) for word in sections("words/names.txt")["first"] if is_arabic(word[0])]
    for name in ("aeb", "ar"):
        for listed in sections(f"words/{name}.txt").values():
            found += [(name, word) for word in listed]
    return [(name, word) for name, word in found if " " not in word and "_" not in word]


def _unusual_words() -> dict[str, float]:
    lists: dict[str, set[str]] = {}
    for name, word in _listed():
        bare = word.replace("\u0651", "")
        bare = bare[2:] if bare.startswith("ال") and len(bare) > 5 else bare
        lists.setdefault(bare, set()).add(name)
    # Of words that differ in their hamzas only, the better listed one stands for all.
    found: dict[str, tuple[float, str]] = {}
    for word, names in sorted(lists.items()):
        cost = min(_UNUSUAL[name] for name in names) - _SHARED * (len(names) - 1)
        key = normalise(word)
        found[key] = min(found.get(key, (9.0, "")), (max(cost, 0.0), word))
    return {word: cost for cost, word in found.values()}


def _indexed(entries: list[Entry]) -> dict[str, tuple[Entry, ...]]:
    found: dict[str, list[Entry]] = {}
    for cost, word in sorted(entries):
        found.setdefault(skeleton_of_arabic(word), []).append((cost, word))
    return {skeleton: tuple(listed) for skeleton, listed in found.items()}


@lru_cache(maxsize=1)
def words_by_skeleton() -> dict[str, tuple[Entry, ...]]:
    """Every known word with its cost under its skeleton, the most usual first."""
    return _indexed([(cost, word) for word, cost in _unusual_words().items()])


def before_suffix(word: str) -> str:
    """The word as it is written before a pronoun: حومة becomes حومت, يلقى becomes يلقا."""
    if word.endswith("ة"):
        return word[:-1] + "ت"
    return word[:-1] + "ا" if word.endswith("ى") else word


@lru_cache(maxsize=1)
def stems_by_skeleton() -> dict[str, tuple[Entry, ...]]:
    """The words as written before a pronoun or the sh of negation, under the skeleton they have there."""
    return _indexed(
        [(cost, before_suffix(word)) for word, cost in _unusual_words().items() if len(word) >= 2]
    )

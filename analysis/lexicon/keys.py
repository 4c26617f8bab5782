"""The keys under which a word of a text and a form of the lexicon meet: clitics, plurals and spellings by
rule.

Knows letters and affixes, no words: what a form means stands in the data files.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from analysis.text.normalise import normalise

_SHORTEST: Final = 3
# Longest first. What Derja and Standard Arabic write against a word.
_ARABIC_PREFIXES: Final = (
    "وبال", "وفال", "وعال", "ومال", "وال", "بال", "فال", "كال", "عال", "مال", "هال", "ولل", "لل", "ال", "ول",
    "وب", "وف", "و", "ف", "ب", "ك", "ل",
)  # fmt: skip
_ARABIC_SUFFIXES: Final = (
    "اتنا", "اتهم", "اتها", "اتكم", "تنا", "تهم", "تها", "تكم", "نا", "هم", "ها", "كم", "ات", "ين", "ون",
    "يه", "تي", "تو", "تك", "ه", "ي", "و", "ك",
)  # fmt: skip
# Written ت before a pronoun, ة otherwise.
_OPEN_ENDING: Final = frozenset({"تنا", "تهم", "تها", "تكم", "تي", "تو", "تك"})

_ARABIZI_SOUNDS: Final = (
    ("tch", "C"), ("kh", "5"), ("gh", "8"), ("ch", "C"), ("sh", "C"), ("q", "9"), ("th", "t"), ("dh", "d"),
    ("7", "h"), ("6", "t"), ("4", "d"), ("p", "b"), ("v", "f"), ("ou", "u"), ("oo", "u"), ("w", "u"),
    ("ee", "i"), ("y", "i"), ("e", "i"), ("o", "u"),
)  # fmt: skip
_ARABIZI_PREFIXES: Final = (
    "wel", "wil", "lel", "lil", "fel", "fil", "bel", "bil", "mel", "mil", "3al", "kel", "hal", "el", "il", "l",
    "w", "f", "b",
)  # fmt: skip
_ARABIZI_SUFFIXES: Final = (
    "etna",
    "ethom",
    "etkom",
    "etha",
    "hom",
    "kom",
    "na",
    "ha",
    "ti",
    "tou",
    "ek",
    "i",
)
_DOUBLED = re.compile(r"(.)\1+")
_VOWELS = re.compile(r"[aiu2']")
_DETERMINERS: Final = frozenset(
    [
        "le",
        "la",
        "les",
        "l",
        "un",
        "une",
        "des",
        "du",
        "de",
        "d",
        "au",
        "aux",
        "en",
        "the",
        "a",
        "an",
        "of",
        "to",
        "el",
        "il",
        "al",
        "lel",
        "fel",
        "bel",
        "mel",
        "3al",
    ]
)
_ELIDED = re.compile(r"^(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)'(?=.)")


@lru_cache(maxsize=65536)
def arabic_keys(word: str) -> tuple[str, ...]:
    """Candidates for an Arabic-script word, likeliest first: as it stands, without clitics, without endings.

    The unstripped word comes first, because many words begin with letters that look like clitics (بحر, كلاب,
    واحة). The article is never taken off الما, which would leave the negation.
    """
    word = normalise(word)
    found = [word]
    for prefix in _ARABIC_PREFIXES:
        rest = word[len(prefix) :]
        if word.startswith(prefix) and (
            len(rest) >= _SHORTEST or (prefix == "ال" and len(rest) == 2 and rest != "ما")
        ):
            found.append(rest)
    for stem in tuple(found):
        for suffix in _ARABIC_SUFFIXES:
            rest = stem[: -len(suffix)]
            if stem.endswith(suffix) and len(rest) >= _SHORTEST:
                found.append(rest)
                if suffix in _OPEN_ENDING:
                    found.append(rest + "ه")
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=65536)
def arabic_key(word: str) -> str:
    """One light stem of an Arabic-script word, for phrases (after Larkey, Ballesteros and Connell 2002)."""
    word = normalise(word)
    for prefix in _ARABIC_PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= _SHORTEST:
            word = word[len(prefix) :]
            break
    for suffix in _ARABIC_SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= _SHORTEST:
            return word[: -len(suffix)]
    return word


@lru_cache(maxsize=65536)
def european_key(word: str) -> str:
    """A French or English word without elision, accents, plural and feminine ending."""
    word = _ELIDED.sub("", normalise(word)).replace("'s", "").replace("'", "")
    if word.endswith("aux") and len(word) > 5:
        word = word[:-2] + "l"
    while len(word) > _SHORTEST and word[-1] in "sxe":
        word = word[:-1]
    return word


def _sounds(word: str) -> str:
    for typed, sound in _ARABIZI_SOUNDS:
        word = word.replace(typed, sound)
    return _DOUBLED.sub(r"\1", word)


@lru_cache(maxsize=65536)
def arabizi_keys(word: str) -> tuple[str, ...]:
    """Candidates for an Arabizi word by sound: as it stands, without clitics, without pronoun endings."""
    word = normalise(word).replace("-", "").replace("'", "")
    found = [word]
    found += [
        word[len(prefix) :]
        for prefix in _ARABIZI_PREFIXES
        if word.startswith(prefix) and len(word) - len(prefix) >= _SHORTEST
    ]
    if len(word) > 4 and word[0] == "e" and word[1] == word[2]:
        found.append(word[2:])
    found += [
        stem[: -len(suffix)]
        for stem in found
        for suffix in _ARABIZI_SUFFIXES
        if stem.endswith(suffix) and len(stem) - len(suffix) >= 4
    ]
    return tuple(dict.fromkeys(_sounds(key) for key in found))


@lru_cache(maxsize=65536)
def arabizi_skeleton(word: str) -> str:
    """The consonants of an Arabizi word without its article: what all its spellings share."""
    word = normalise(word).replace("-", "").replace("'", "")
    for prefix in ("wel", "lel", "fel", "bel", "mel", "3al", "el", "il"):
        if word.startswith(prefix) and len(word) - len(prefix) >= _SHORTEST:
            word = word[len(prefix) :]
            break
    else:
        if len(word) > 4 and word[0] == "l" and word[1] not in "aeiouy":
            word = word[1:]
        elif len(word) > 4 and word[0] == "e" and word[1] == word[2]:
            word = word[2:]
    sounds = _sounds(word)
    return _DOUBLED.sub(r"\1", sounds[:1].replace("i", "").replace("u", "") + _VOWELS.sub("", sounds[1:]))


@lru_cache(maxsize=65536)
def is_determiner(word: str) -> bool:
    """Articles and the prepositions French and English put inside set phrases; they may come and go."""
    return normalise(word) in _DETERMINERS

"""Spells one Arabizi word in Arabic letters by rule: Tunisian values of digits, French-style vowels.

Longest match first, then the place in the word decides which vowels were long enough to be written. Knows no
words.
"""

from __future__ import annotations

import re
from typing import Final

# Digits carry their Tunisian values (5 = kha, 8 = ghayn, 9 = qaf), which differ from the Levant and Egypt.
_CONSONANTS: Final = {
    "tch": "تش", "kh": "خ", "gh": "غ", "ch": "ش", "sh": "ش", "th": "ث", "dh": "ذ", "dj": "ج", "ck": "ك",
    "ph": "ف",
    "2": "ء", "3": "ع", "4": "ذ", "5": "خ", "6": "ط", "7": "ح", "8": "غ", "9": "ق",
    "b": "ب", "c": "ك", "d": "د", "f": "ف", "g": "ق", "h": "ه", "j": "ج", "k": "ك", "l": "ل", "m": "م",
    "n": "ن", "p": "ب",
    "q": "ق", "r": "ر", "s": "س", "t": "ت", "v": "ف", "w": "و", "x": "كس", "y": "ي", "z": "ز",
}  # fmt: skip
_LONG_VOWELS: Final = {
    "ou": "و",
    "oo": "و",
    "aa": "ا",
    "ee": "ي",
    "ii": "ي",
    "ai": "اي",
    "ei": "ي",
    "au": "و",
}
_UNIT = re.compile("|".join(sorted([*_CONSONANTS, *_LONG_VOWELS, *"aeiou"], key=len, reverse=True)))

_DOUBLED = re.compile(r"([^aeiou\W\d])\1")
_ASSIMILATED_ARTICLE = re.compile(r"^e(?=(ss|dd|nn|tt|rr|zz|ll|chch|dhdh|thth))")
_DIGIT = re.compile(r"\d")
_ENDINGS: Final = (
    (re.compile(r"(?:iyya|iya|ia|eya)$"), "ية"),
    (re.compile(r"(?<=..)(?:ana|ena)$"), "انة"),
    (re.compile(r"(?<=..)ouna$"), "ونة"),
    (re.compile(r"(?<=..)na$"), "نا"),
    (re.compile(r"(?<=..)ha$"), "ها"),
    (re.compile(r"(?<=..)hom$"), "هم"),
    (re.compile(r"(?<=..)kom$"), "كم"),
    (re.compile(r"(?<=...)(?:ech|ich|ach|esh|ish)$"), "ش"),
    (re.compile(r"(?<=....)et$"), "ات"),
    (re.compile(r"(?<=[^aeiou]i)n$"), "ن"),
    (re.compile(r"(?<=.)aw$"), "او"),
    (re.compile(r"(?<=.)iw$"), "يو"),
)
_PARTICIPLE = re.compile(
    r"^([^aeiou]|[a-z]h|ch)[ae](?=([^aeiou]|kh|gh|ch|dh|th)[ei]([^aeiou]|kh|gh|ch|dh|th)$)"
)


def _units(word: str) -> list[str]:
    return _UNIT.findall(word)


def _is_vowel(unit: str) -> bool:
    return unit[0] in "aeiou"


def _consonants_from(units: list[str], position: int) -> int:
    """How many consonants stand at this place before the next vowel or the end."""
    count = 0
    while position + count < len(units) and not _is_vowel(units[position + count]):
        count += 1
    return count


def _consonants_before(units: list[str], place: int) -> int:
    """How many consonants stand between this place and the vowel or the start before it."""
    count = 0
    while count < place and not _is_vowel(units[place - count - 1]):
        count += 1
    return count


def _inner_vowel(units: list[str], place: int) -> str:
    """The letter of a single vowel inside a word: long ones are written, short ones are not.

    Which open syllables are long was counted on the spellings of the word tables.
    """
    vowel = units[place]
    if vowel == "i":
        return "ي" if _consonants_from(units, place + 1) == 1 else ""
    if vowel in "ou" or _consonants_from(units, place + 1) != 1:
        return ""
    last = place + 2 == len(units)
    verb = units[0] in ("y", "t", "n") and len(units) > 4
    onset = _consonants_before(units, place)
    first = onset == place
    if vowel == "a":
        long = last or (not verb and onset >= 2 if first else onset < 2)
    else:
        long = not verb and (onset >= 2 if last and first else not last)
    return "ا" if long else ""


def _edge_vowel(units: list[str], place: int) -> str:
    if place == 0:
        return "ا"
    verb = units[0] in ("y", "t", "n") and len(units) > 4
    return {"a": "ى" if verb else "ة", "e": "ا", "i": "ي", "o": "و", "u": "و"}[units[place]]


def _letter(units: list[str], place: int) -> str:
    unit = units[place]
    if unit == "c" and place + 1 < len(units) and units[place + 1][0] in "ei":
        return "س"
    if unit in _CONSONANTS:
        return _CONSONANTS[unit]
    if unit in _LONG_VOWELS:
        return ("ا" if place == 0 and unit != "aa" else "") + _LONG_VOWELS[unit]
    if place in (0, len(units) - 1):
        return _edge_vowel(units, place)
    return _inner_vowel(units, place)


def _ending(word: str) -> tuple[str, str]:
    for pattern, letters in _ENDINGS:
        match = pattern.search(word)
        if match:
            return word[: match.start()], letters
    return word, ""


def spell(word: str) -> str:
    """The word in Arabic letters. `word` is a normalised Latin word (lower case, no accents); other
    characters vanish.
    """
    article = ""
    if _ASSIMILATED_ARTICLE.match(word):
        article, word = "ال", word[1:]
    word = _DOUBLED.sub(r"\1", word)
    stem, ending = _ending(word)
    participle = _PARTICIPLE.match(stem) if not ending else None
    units = _units(stem)
    if not _DIGIT.search(word):
        # Who types no digits types h for both, and the sound of 7 is the more frequent within a word.
        units = [*("7" if unit == "h" else unit for unit in units[:-1]), *units[-1:]]
    letters = [_letter(units, place) for place in range(len(units))]
    if participle and len(letters) > 1:
        letters[1] = "ا"
    if ending and units and _is_vowel(units[-1]) and len(units) > 1 and units[-1] == "a":
        letters[-1] = "ا"
    return article + "".join(letters) + ending

"""Recognises names of people after the words that announce them: اسمي, السيد, je m'appelle, M., my name is,
esmi.

A name nobody announces is not found here; a person must still read every quote before it is published.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from analysis.text.normalise import normalise
from analysis.text.scripts import is_arabic
from analysis.wordlists import rows, sections

# After these a name follows for certain.
_ANNOUNCED = re.compile(
    r"(?:(?<!\w)[وف]?(?:اسمي|إسمي|أسمي|المسم[ىي]|المسماة|المدعو(?:ة)?)(?!\w)|"
    r"\bje\s+m[’']?\s?appel+e?(?!\w)|\bmon\s+nom\s+(?:est|c[’']est)(?!\w)|"
    r"\bmy\s+name\s+is(?!\w)|\bmy\s+name[’']s(?!\w)|\bi\s+am\s+called(?!\w)|"
    r"\b(?:ana\s+|ena\s+)?(?:esmi|ismi|esmy)(?!\w)|"
    r"(?:(?<!\w)(?:ال)?(?:إمضاء|[إا]سم(?:\s+واللقب)?)|\bnom(?:\s+et\s+pr[ée]nom)?|\bsign[ée])\s*(?=:))\s*[:：]?\s*",
    re.IGNORECASE,
)
# After these comes a name or an office.
_TITLED = re.compile(
    r"(?:(?<!\w)[ولبف]?(?:السيد(?:ة)?|لسيد(?:ة)?|الآنسة|الانسة)(?!\w)|(?<!\w)(?:M\.|MM\.|Mr\.?|Mrs\.?|Ms\.?|Miss|Mme\.?|Mlle\.?|Monsieur|Madame|Mademoiselle)(?!\w))\s*",
    re.IGNORECASE,
)
# After these a name counts only when it is a known first name.
_ADDRESSED = re.compile(
    r"(?:(?<!\w)(?:أنا|انا|اسمه|اسمها|إسمو|سي|لالة|لالا|للا|الأستاذ(?:ة)?|الدكتور(?:ة)?|دكتور|الحاج(?:ة)?|عم|خالتي|جاري|جارتي)(?!\w)|"
    r"\b(?:je\s+suis|moi\s+c[’']est|i\s+am|i[’']m|this\s+is|ana|ena|si|lella|docteur|dr\.?|haj|3am)(?!\w))\s+",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*\.?")
_GAP = re.compile(r"[ \t\u00a0]{1,3}")
_MOST_WORDS: Final = 3

Found = tuple[int, int, str]


@lru_cache(maxsize=8)
def _names(section: str) -> frozenset[str]:
    return frozenset(normalise(word.replace("_", " ")) for word in sections("words/names.txt")[section])


@lru_cache(maxsize=1)
def _ordinary_words() -> frozenset[str]:
    found: set[str] = set()
    for name in ("ar", "aeb", "fr", "en"):
        for listed in sections(f"words/{name}.txt").values():
            found.update(map(normalise, listed))
    for row in rows("arabizi_lexicon.tsv"):
        found.update(map(normalise, row["forms"].split()))
    return frozenset(found) - _names("first")


def _may_begin(word: str, *, certain: bool) -> bool:
    key = normalise(word)
    if key in _names("office") or key in _names("follower"):
        return False
    if key in _names("first") or key in _names("particle"):
        return True
    if not certain:
        return False
    return word[0].isupper() or (key not in _ordinary_words() and len(key) > 1)


def _may_continue(word: str, previous: str) -> bool:
    key = normalise(word)
    if key in _names("follower") or key in _names("office"):
        return False
    if key in _names("first") or key in _names("particle") or normalise(previous) in _names("particle"):
        return True
    if is_arabic(word[0]):
        # Without capitals only a known first name tells that the next unknown word may be the surname.
        surname = key not in _ordinary_words() and not key.startswith("و") and len(key) > 2
        return surname and normalise(previous) in _names("first")
    return word[0].isupper() or (not previous[0].isupper() and key not in _ordinary_words() and len(key) > 2)


def _name_at(text: str, start: int, *, certain: bool) -> int:
    """Where the name that begins at `start` ends; `start` itself when there is none."""
    match = _WORD.match(text, start)
    if not match or not _may_begin(match.group(), certain=certain):
        return start
    end, previous = match.end(), match.group()
    for _ in range(_MOST_WORDS - 1):
        gap = _GAP.match(text, end)
        following = _WORD.match(text, gap.end()) if gap else None
        if (
            (previous.endswith(".") and len(previous) > 3)
            or not following
            or not _may_continue(following.group(), previous)
        ):
            break
        end, previous = following.end(), following.group()
    return end - 1 if previous.endswith(".") and len(previous) > 2 else end


def _titled_names(text: str) -> Iterator[Found]:
    for match in _TITLED.finditer(text):
        following = _WORD.match(text, match.end())
        if not following:
            continue
        # Arabic has no capitals, and an article after السيد is far more often an office than a surname.
        plain = following.group()[0].islower() or normalise(following.group()).startswith("ال")
        end = _name_at(text, match.end(), certain=not plain)
        if end > match.end():
            yield match.end(), end, "name"


def find_names(text: str) -> Iterator[Found]:
    """(start, end, "name") of every announced name, the announcing word left out; spans may overlap."""
    for match in _ANNOUNCED.finditer(text):
        end = _name_at(text, match.end(), certain=True)
        if end > match.end():
            yield match.end(), end, "name"
    yield from _titled_names(text)
    for match in _ADDRESSED.finditer(text):
        end = _name_at(text, match.end(), certain=False)
        if end > match.end():
            yield match.end(), end, "name"

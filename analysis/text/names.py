"""Recognises names of people after the words that announce them: اسمي, السيد, je m'appelle, M., my name is,
esmi, mon fils, الإمضاء.

A name nobody announces is not found here; a person must still read every quote before it is published.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from analysis.text.people import (
    is_ambiguous,
    is_first,
    is_listed_surname,
    is_ordinary,
    is_particle,
    is_stop,
    is_surname,
)
from analysis.text.scripts import is_arabic

# After these a name follows for certain.
_ANNOUNCED = re.compile(
    r"(?:(?<!\w)[وف]?(?:اسمي\s+ولقبي|اسمي|إسمي|أسمي|المسم[ىي]|المسماة|المدعو(?:ة)?)(?!\w)|"
    r"\bje\s+m[’']?\s?appel+e?(?!\w)|\bje\s+me\s+(?:nomme|pr[ée]sente\s*:)(?!\w)|\bmon\s+nom\s+(?:est|c[’']est)(?!\w)|"
    r"\bmy\s+name\s+is(?!\w)|\bmy\s+name[’']s(?!\w)|\bi\s+am\s+called(?!\w)|"
    r"\b(?:ana\s+|ena\s+)?(?:[ei]smi\s+w\s+la[9q]bi|esmi|ismi|esmy|esmou|esmha|ismou)(?!\w)|"
    r"(?<!\w)(?:ال)?[إا]سم(?:\s+و\s?اللقب)?\s*(?=:))\s*[:：]?\s*",
    re.IGNORECASE,
)
# After these comes a name or an office, and only a capital or a known name tells which.
_TITLED = re.compile(
    r"(?:(?<!\w)[ولبف]?(?:السيد(?:ة)?|لسيد(?:ة)?|الآنسة|الانسة)(?!\w)|(?<!\w)[ولبف]?(?:الأستاذ(?:ة)?|الاستاذ(?:ة)?|الدكتور(?:ة)?|دكتور(?:ة)?)(?!\w)|"
    r"(?<!\w)(?:M\.|MM\.|(?-i:M(?=\s[A-ZÀ-Ý]))|Melle\.?|Mr\.?|Mrs\.?|Ms\.?|Miss|Mme\.?|Mlle\.?|Monsieur|Madame|Mademoiselle|Dr\.?|Docteur|Doctor|Prof\.?|Maître)(?!\w)|"
    r"(?<!\w)(?:cordialement|salutations|regards|yours|sincerely|signed|sign[ée]e?|soussign[ée]e?|(?:full\s+|my\s+)?name\s*(?=:)|(?:pr[ée]nom\s+et\s+)?nom(?:\s+et\s+pr[ée]noms?)?\s*(?=:))(?!\w)\s*[,:]?|"
    r"(?<!\w)(?:ال)?[إا]مضاء(?!\w)\s*:?|(?<!\w)(?:ال)?ممضي(?:ة)?\s+[أا]سفله(?!\w)\s*:?)\s*",
    re.IGNORECASE,
)
# After these a name counts when it is a known first name, or has a capital where the cue is one of kinship.
_KIN = re.compile(
    r"\b(?:m(?:on|a)\s+(?:petite?\s+)?(?:petite?|fils|fille|voisine?|mari|femme|fr[èe]re|s(?:œ|oe)ur|amie?|p[èe]re|m[èe]re|coll[èe]gue|cousine?|oncle|tante)|"
    r"my\s+(?:son|daughter|neighbou?r|husband|wife|brother|sister|friend|father|mother|uncle|aunt|cousin|colleague))(?!\w)\s+",
    re.IGNORECASE,
)
_ADDRESSED = re.compile(
    r"(?:(?<!\w)و?(?:أنا|انا|معكم|معاكم|[أا]سم[هو]|[أا]سمها|إسمو|سي|لالة|لالا|للا|الأستاذ(?:ة)?|الدكتور(?:ة)?|دكتور(?:ة)?|الحاج(?:ة)?|عم|عمي|خالي|خالتي|جاري|جارتي|جارنا|"
    r"[إا]بني|[إا]بنتي|بنتي|ولدي|زوجي|زوجتي|راجلي|مرتي|أخي|أختي|خويا|أختي|صديقي|صديقتي|المواطن(?:ة)?|أخوكم|أختكم|تحيات|تحياتي)(?!\w)|"
    r"\b(?:je\s+suis|moi,?(?:\s+c[’']est)?|c[’']est|i\s+am|i[’']m|this\s+is|ana|ena|m3akom|m3akoum|m3ak|(?:call\s+)?me|si|lella|lalla|haj|hajja|3am|5alti|khalti|"
    r"jari|jarti|jarna|waldi|weldi|wildi|benti|binti|5ouya|khouya|o5ti|okhti|rajli|marti|sa7bi|sahbi)(?!\w))\s?[,،:]?\s+",
    re.IGNORECASE,
)
_SELF: Final = frozenset({"أنا", "انا", "je", "i", "ana", "ena", "moi", "c", "this", "3am", "me", "call"})
_OF_KIN = re.compile("[إا]بني|[إا]بنتي|بنتي|ولدي|أخي|أختي|خويا|جاري|جارتي|عمي|خالي|خالتي")
_LITTLE: Final = frozenset({"الصغير", "الصغيرة", "الأكبر"})
# Particles that never stand alone.
_BOUND: Final = frozenset({"بن", "بنت", "أبو", "بو", "آل", "عبد"})
# Digits write letters in Arabizi: 3abdel, Sa7bi.
_WORD = re.compile(
    r"(?:[^\W\d_]|[35789](?=[^\W\d_]))(?:[^\W\d_]|(?<=\w)[35789](?=[^\W\d_]|\b))*(?:[’'-][^\W\d_]+)*\.?"
)
_GAP = re.compile(r"[ \t\u00a0]{1,3}")
# Words after these are as often no name as a name.
_SIGNED_ARABIC = re.compile("مضاء|ممضي|ستاذ|دكتور")
_ENDS = re.compile(r"\s*(?:$|[\n.,،;؛:!؟?()])")
_MOST_WORDS: Final = 6

Found = tuple[int, int, str]
Words = list[tuple[str, int]]


def _words_at(text: str, start: int) -> Words:
    """Up to six words from `start` with their ends, as far as only blanks part them; no full stop but an initial's."""
    found: Words = []
    match = _WORD.match(text, start)
    while match and len(found) < _MOST_WORDS:
        word = match.group()
        stopped = word.endswith(".") and len(word) > 2
        found.append((word.rstrip("."), match.end() - stopped))
        gap = None if stopped else _GAP.match(text, match.end())
        match = _WORD.match(text, gap.end()) if gap else None
    return found


def _may_begin(words: Words, *, certain: bool, titled: bool) -> bool:
    word, arabic = words[0][0], is_arabic(words[0][0][0])
    second = words[1][0] if len(words) > 1 else ""
    if is_first(word) or (titled and is_listed_surname(word)):
        return True
    if is_particle(word) or (len(word) == 1 and word.isupper()):
        return bool(second) and not is_stop(second) and _leads(word, second, certain=certain)
    if is_stop(word) or not certain:
        return False
    if arabic:
        # Without capitals a title is followed by a verb as often as by a name: the surname must tell.
        unknown = len(word) > 1 and not word.startswith("و") and not is_ordinary(word)
        return unknown and (not titled or (bool(second) and is_surname(second)))
    return word[0].isupper() or (len(word) > 1 and not is_ordinary(word))


def _leads(word: str, second: str, *, certain: bool) -> bool:
    """Whether a particle or an initial begins a name: El Ayeb, A. Trabelsi, بن عمار, but not الحاج قال."""
    if not is_arabic(word[0]):
        return certain and word[0].isupper() and second[0].isupper()
    return word in _BOUND or is_first(second) or is_surname(second)


def _given(words: Words) -> int:
    """How many words the given name takes: عبد الكريم, صلاح الدين, محمد علي, or one."""
    first = words[0][0]
    if is_particle(first):
        return min(2, len(words))
    taken = 1
    while taken < min(3, len(words)) and _completes(words[taken][0]):
        if is_arabic(words[taken][0][0]) != is_arabic(first[0]):
            break
        taken += 1
    return taken


def _completes(word: str) -> bool:
    """A second given name, with its article or without: محمد علي, محمد الصالح, نور الدين."""
    whole = word.casefold() in {"الدين", "الله", "eddine", "edine", "allah"}
    return whole or is_first(word) or (word.startswith("ال") and is_first(word[2:]) and not is_stop(word))


def _surname(words: Words, taken: int, ends_here: Callable[[int], bool]) -> int:
    """How many words name and surname take together, `taken` of them given."""
    place = taken
    while place < len(words) and is_particle(words[place][0]):
        place += 1
    if place >= len(words) or is_stop(words[place][0]):
        return taken
    if place > taken:
        return _after_particle(words, taken, place)
    arabic = is_arabic(words[place][0][0])
    if arabic != is_arabic(words[0][0][0]):
        return taken if arabic else _capitals(words, taken)
    return _arabic_surname(words, taken, ends_here) if arabic else _latin_surname(words, taken, ends_here)


def _after_particle(words: Words, taken: int, place: int) -> int:
    word = words[place][0]
    if is_arabic(word[0]):
        return place + 1 + (place + 1 < len(words) and _is_surely_name(words[place + 1][0]))
    shown = word[0].isupper() or words[0][0][0].islower()
    return _capitals(words, place + 1) if shown else taken


def _arabic_surname(words: Words, taken: int, ends_here: Callable[[int], bool]) -> int:
    word, end = words[taken]
    if not is_surname(word):
        # Where the clause ends, what follows an announced first name can hardly be anything else.
        last = len(word) > 2 and ends_here(end) and not is_ordinary(word) and not word.startswith("و")
        return taken + last
    tribe = words[taken + 1][0] if taken + 1 < len(words) else ""
    follows = tribe.startswith("ال") and tribe.endswith("ي") and is_surname(tribe) and not is_stop(tribe)
    return taken + 1 + follows


def _latin_surname(words: Words, taken: int, ends_here: Callable[[int], bool]) -> int:
    word, end = words[taken]
    if word[0].isupper():
        return _capitals(words, taken + 1)
    last = len(word) > 2 and ends_here(end) and not is_ordinary(word)
    return taken + (words[0][0][0].islower() and (is_surname(word) or last))


def _is_surely_name(word: str) -> bool:
    # What may still follow بن الحاج or عبد الناصر.
    if not is_arabic(word[0]) or is_stop(word):
        return False
    return is_listed_surname(word) or is_first(word) or (word.startswith("ال") and is_surname(word))


def _capitals(words: Words, place: int) -> int:
    """One more capitalised word may follow a surname."""
    more = place < min(4, len(words)) and words[place][0][0].isupper() and not is_stop(words[place][0])
    return place + 1 if more else place


def _name_at(text: str, start: int, *, certain: bool, cue: str = "", titled: bool = False) -> int:
    """Where the name that begins at `start` ends; `start` itself when there is none."""
    words = _words_at(text, start)
    if not words or not _may_begin(words, certain=certain, titled=titled):
        return start
    whole = _surname(words, _given(words), lambda end: certain and _ENDS.match(text, end) is not None)
    if _OF_KIN.fullmatch(cue) and words[0][0] in _LITTLE:
        return start
    if cue in _SELF and whole == 1 and is_ambiguous(words[0][0]) and not words[0][0][0].isupper():
        return start
    return words[whole - 1][1]


def _is_plain(word: str) -> bool:
    # Arabic has no capitals, and an article after السيد is far more often an office than a surname.
    return word.startswith("ال") if is_arabic(word[0]) else not word[0].isupper()


def _after(
    pattern: re.Pattern[str], text: str, certain: Callable[[str, str], bool], *, titled: bool = False
) -> Iterator[Found]:
    for match in pattern.finditer(text):
        following = _WORD.match(text, match.end())
        if not following:
            continue
        cue = (re.findall(r"\w+", match.group().casefold()) or [""])[0]
        sure = certain(match.group(), following.group())
        end = _name_at(text, match.end(), certain=sure, cue=cue, titled=titled)
        if end > match.end():
            yield match.end(), end, "name"


def find_names(text: str) -> Iterator[Found]:
    """(start, end, "name") of every announced name, the announcing word left out; spans may overlap."""
    yield from _after(_ANNOUNCED, text, lambda _, __: True)
    yield from _after(
        _TITLED, text, lambda cue, word: not _is_plain(word) and not _SIGNED_ARABIC.search(cue), titled=True
    )
    yield from _after(_KIN, text, lambda _, word: word[0].isupper())
    yield from _after(_ADDRESSED, text, lambda _, __: False)

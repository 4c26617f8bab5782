"""Recognises where somebody lives: a street together with a house number, in Arabic, French, English and Arabizi.

A street without a number is a public place and is left alone, and so is a number before a bus, a road or a year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from analysis.text.people import is_first, is_ordinary, is_particle, is_stop, is_surname
from analysis.text.scripts import is_arabic

_LATIN_TYPE: Final = (
    r"(?:rue|avenue|av\.|ave\.?|boulevard|bd\.?|bvd\.?|blvd\.?|impasse|imp\.|all[ée]e|ruelle|passage|"
    r"nahj|nahej|na7j|ne7j|chare3|chara3|zan9et|zanket)"
)
_ARABIC_TYPE: Final = r"(?:نهج|شارع|زنقة|زقاق|أنهج|ممر)"
_NUMBER_WORD: Final = r"(?:n\s?[°ºo]\.?\s?|num[ée]ro\s|no\.?\s|#\s?)"
_HOUSE: Final = r"\d{1,4}(?:\s?(?:bis|ter|مكرر)(?!\w))?"
_MONTH: Final = (
    r"(?:janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[ûu]t|septembre|octobre|novembre|d[ée]cembre|"
    r"جانفي|فيفري|مارس|أفريل|افريل|ماي|جوان|جويلية|أوت|سبتمبر|أكتوبر|نوفمبر|ديسمبر)"
)
_DAY: Final = rf"\d{{1,2}}\s{_MONTH}(?:\s\d{{4}})?(?!\w)"
_LATIN_DAY = re.compile(rf"(?:du\s)?{_DAY}", re.IGNORECASE)
_ARABIC_DAY = re.compile(_DAY)
_BEFORE_LATIN = re.compile(
    rf"(?<![\w.,/-])(?:{_NUMBER_WORD})?{_HOUSE}\s?,?\s?(?P<type>{_LATIN_TYPE})\s(?P<name>)", re.IGNORECASE
)
_BEFORE_ARABIC = re.compile(
    rf"(?<![\d.,/-])(?:(?:عدد|رقم)\s)?{_HOUSE}\s?[,،]?\s?(?P<type>{_ARABIC_TYPE})\s(?P<name>)", re.IGNORECASE
)
_STREET = re.compile(
    rf"(?:(?<!\w){_LATIN_TYPE}|(?<!\w)(?:[وفبل](?=[نشز]))?(?P<arabic>{_ARABIC_TYPE}))\s(?P<name>)",
    re.IGNORECASE,
)
_AFTER = re.compile(rf"\s?[,،]?\s?(?:{_NUMBER_WORD}|(?:عدد|رقم)\s?){_HOUSE}(?!\w|[.,/-]\d)", re.IGNORECASE)
_ENGLISH = re.compile(
    rf"(?<![\w.,/-])(?:{_NUMBER_WORD})?{_HOUSE},?\s(?:[A-Z][\w’'-]+\s){{1,3}}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Boulevard|Alley|Square)(?!\w)"
)
# The number belongs to what stands before it.
_NOT_A_HOUSE = re.compile(
    r"(?:bus|ligne|lines?|m[ée]tro|tram|route|road|RN|RR|GP|km|article|place|depuis|en|in|since|fin|janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[ûu]t|"
    r"septembre|octobre|novembre|d[ée]cembre|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|men|mel|"
    r"حافلة|الحافلة|الخط|خط|سنة|منذ|عام|الطريق|طريق|الفصل|مترو|جانفي|فيفري|مارس|أفريل|ماي|جوان|جويلية|أوت|سبتمبر|أكتوبر|نوفمبر|ديسمبر)"
    r"\s(?:(?:رقم|عدد|n°|ra9m)\s?)?$",
    re.IGNORECASE,
)
_AT_HOME = re.compile(
    r"(?:[أنيا]?سكن\w*|ساكن\w*|[أن]قطن\w*|قاطن\w*|عنوان\w*|منزل\w*|دار\w*|الكائن\w*|habit\w+|domicil\w+|adress\w*|demeur\w+|chez|live|lives|home|house|"
    r"n[ei]sk[eo]n\w*|sak[ei]n\w*|dar[ni]\w*)\W{1,3}(?:\w+\W{1,3}){0,3}$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_JOINTS: Final = frozenset(
    {
        "de",
        "du",
        "des",
        "la",
        "le",
        "les",
        "el",
        "al",
        "l",
        "ibn",
        "ben",
        "bin",
        "bou",
        "abou",
        "sidi",
        "lalla",
        "saint",
    }
)
# Streets of people named by what they were; and the articles that begin the name of a town.
_HONOURED: Final = frozenset(
    {"frères", "freres", "docteur", "colonel", "général", "président", "cheikh", "professeur"}
)
_LEADING: Final = frozenset({"سيدي", "ابن", "لالة", "الشيخ", "الدكتور"})
_CAPITAL_ARTICLES: Final = frozenset({"La", "Le", "Les"})
_CLAUSE_END = re.compile(r"\s*(?:$|[\n.,،;؛:!؟?()])")
_ELIDED = re.compile(r"[dl][’'](?=\w)", re.IGNORECASE)

Found = tuple[int, int, str]


def _next_word(text: str, at: int) -> tuple[str, int] | None:
    match = _WORD.match(text, at)
    return (match.group(), match.end()) if match else None


def _gap(text: str, at: int) -> int:
    return at + 1 if text[at : at + 1] in (" ", "\u00a0") else -1


def _latin_name(text: str, at: int, *, at_home: bool) -> int:
    """Where the street's name ends: joints and words with capitals; of a name without capitals one word, or a first
    name and a surname. `at` when what follows does not look like the name of a street.
    """
    day = _LATIN_DAY.match(text, at)
    if day:
        return day.end()
    end, place, previous, capital, joints = at, at, "", False, 0
    while found := _next_word(text, place):
        word, after = found
        plain = _ELIDED.sub("", word)
        if previous and plain in _CAPITAL_ARTICLES:
            break
        if plain.casefold() in _JOINTS and not (previous and not capital):
            joints += 1
        elif not previous:
            if not _begins_latin(plain, evident=at_home or joints > 0 or plain != word):
                break
            capital, end, previous = plain[0].isupper(), after, plain
        elif plain[0].isupper() if capital else _follows_lowercase(previous, plain):
            end, previous = after, plain
        else:
            break
        place = _gap(text, after)
        if place < 0:
            break
    return end


def _begins_latin(word: str, *, evident: bool) -> bool:
    if word[0].isupper() or is_first(word) or is_surname(word):
        return True
    return evident and not is_stop(word) and word.casefold() not in {"sur", "qui", "par"}


def _follows_lowercase(previous: str, word: str) -> bool:
    if previous.casefold() in _HONOURED:
        return word[0].isupper()
    return is_first(previous) and (is_surname(word) or is_first(word))


def _arabic_name(text: str, at: int, *, at_home: bool) -> int:
    """Where the street's name ends; `at` when what follows does not look like the name of a street."""
    day = _ARABIC_DAY.match(text, at)
    if day:
        return day.end()
    found = _next_word(text, at)
    if not found or not is_arabic(found[0][0]):
        return at
    word, end = found
    looks = (
        word.startswith("ال") or is_particle(word) or is_first(word) or is_surname(word) or word in _LEADING
    )
    if not looks and (not at_home or is_ordinary(word) or is_stop(word)):
        return at
    previous = word
    while (place := _gap(text, end)) > 0 and (found := _next_word(text, place)):
        inside = is_particle(previous) or previous in _LEADING or is_particle(found[0])
        full = (is_first(previous) and word not in _LEADING) or (is_particle(word) and previous != word)
        ends = _CLAUSE_END.match(text, found[1]) is not None
        if not inside and not (full and _is_surname_here(found[0], ends=ends)):
            break
        previous, end = found
    return end


def _is_surname_here(word: str, *, ends: bool) -> bool:
    if not is_arabic(word[0]) or word.startswith("و") or is_stop(word) or is_ordinary(word):
        return False
    return ends or is_surname(word) or is_first(word)


def _name_end(text: str, at: int, *, arabic: bool, before: str) -> int:
    if arabic:
        return _arabic_name(text, at, at_home=_AT_HOME.search(before) is not None)
    return _latin_name(text, at, at_home=_AT_HOME.search(before) is not None)


def _number_first(text: str) -> Iterator[Found]:
    for arabic, pattern in ((False, _BEFORE_LATIN), (True, _BEFORE_ARABIC)):
        for match in pattern.finditer(text):
            before = text[max(0, match.start() - 40) : match.start()]
            year = _YEAR.fullmatch(re.sub(r"\D", "", match.group()))
            if year or _NOT_A_HOUSE.search(before):
                continue
            end = _name_end(text, match.end(), arabic=arabic, before=before)
            if end > match.end():
                yield match.start(), end, "address"


def _number_last(text: str) -> Iterator[Found]:
    for match in _STREET.finditer(text):
        arabic = match.group("arabic") is not None
        start = match.start("arabic") if arabic else match.start()
        # A number is evidence enough, so any name is taken: one to four words up to it.
        end = match.end()
        for _ in range(5):
            after = _AFTER.match(text, end)
            if after and end > match.end():
                yield start, after.end(), "address"
                break
            day = _LATIN_DAY.match(text, end)
            found = _next_word(text, end)
            if not day and (not found or (arabic and found[0].startswith("و") and end > match.end())):
                break
            end = day.end() if day else found[1] if found else end
            if _AFTER.match(text, end):
                continue
            if _gap(text, end) < 0:
                break
            end += 1


def find_addresses(text: str) -> Iterator[Found]:
    """(start, end, "address") of every street with a house number, spans may overlap. Expects ASCII digits."""
    yield from _number_first(text)
    yield from _number_last(text)
    yield from ((*match.span(), "address") for match in _ENGLISH.finditer(text))

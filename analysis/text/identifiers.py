"""Recognises what has a fixed shape and belongs to one person: phones, identity cards, e-mail, plates,
accounts.

Reads shapes and the words beside them; whether a number is in use is not its business.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

import phonenumbers
from stdnum import iban, luhn

_GAP: Final = r"[ \t\u00a0.\-–—/()_]{0,3}"
_DIGIT_RUN = re.compile(rf"(?<![\d+])(?:\d{_GAP}){{7}}\d(?!\d)(?![ \t\u00a0.\-–—()_]{{0,3}}\d)")
_TUNISIAN_PREFIX: Final = rf"(?:\(?(?:\+|00){_GAP}216\)?|\(?216\)?){_GAP}(?:\(0\){_GAP})?"
_PREFIXED_PHONE = re.compile(rf"(?<!\d){_TUNISIAN_PREFIX}[2-9](?:{_GAP}\d){{7}}(?!\d)")
_FOREIGN_PHONE = re.compile(rf"(?<!\d)(?:\+|00)[1-9](?:{_GAP}\d){{7,13}}(?!\d)")
_PHONE_CUE = re.compile(
    r"(?:t[ée]l(?:[ée]phone)?|phone|mobile|gsm|whats?app|num[ée]ro|call|appel\w*|contact\w*|هاتف\w*|تليفون\w*|تلفون\w*|جوال|واتساب|نمرو|كلمون\w*|"
    r"اتصل\w*|رقمي|telifoun|nomro|nemrou|kallem\w*|kalmou\w*)\W{0,4}(?:\w+\W{1,3}){0,2}$",
    re.IGNORECASE,
)
_CIN_CUE = re.compile(
    r"(?:\bc\.?\s?i\.?\s?n\.?\b|cartes?\s+(?:nationale\s+)?d.?identit\w+|carta\b|identity\s+card|\bid\s+(?:card|number|no)|national\s+id|"
    r"بطاق\w+\s+(?:ال)?تعريف\w*|بطاقتي|ب\s?\.?\s?ت\s?\.?\s?و|رقم\s+البطاقة|كارط\w*|كارت\w*|b[ie]ta9a\w*|taarif|ta3rif)\D{0,25}$",
    re.IGNORECASE,
)
# A number for everybody belongs to nobody.
_GREEN_CUE = re.compile(
    r"(?:vert|verte|hotline|toll|free|urgences?|emergency|الأخضر|أخضر|الطوارئ|akhdhar|a5dhar)\W{0,3}(?:\w{1,8}\W{1,3}){0,2}$",
    re.IGNORECASE,
)
_MONEY_AFTER = re.compile(
    r"^\s{0,2}(?:dinars?|dt\b|tnd\b|d\b|mill?i[mè]\w*|دينار\w*|د\.ت|مليم\w*|مليون\w*|€|euros?|\$|dollars?|%)",
    re.IGNORECASE,
)
# A file, a bill, a meter: what follows is its number, unless a phone is announced.
_REFERENCE_CUE = re.compile(
    r"(?:dossiers?|r[ée]f(?:[ée]rence)?s?|r[ée]clamations?|tickets?|requ[eê]te|requests?|complaints?|demandes?|factures?|compteurs?|contrats?|"
    r"commandes?|d[ée]crets?|d[ée]cisions?|permis|affaires?|invoices?|files?|meters?|case|chkeya|chakwa|matlab|malaf|"
    r"شكاي?[ةو]\w*|شكوى|مطلب\w*|ملف\w*|فاتورة|وصل|قضية|عداد|عقد|قرار|رخصة|مراسلة|مكتوب|الأمر)\W{1,3}(?:\w{2,12}\W{1,2})?(?:n[°ouº]?\W{0,2}|num[ée]ro\W{0,2}|no\W{0,2}|number\W{0,2}|عدد\W{0,2}|رقم\W{0,2}|ra9m\W{0,2}|#)?$",
    re.IGNORECASE,
)
_MONEY_BEFORE = re.compile(
    r"(?:budgets?|co[ûu]ts?|co[ûu]te|montants?|dettes?|sommes?|cr[ée]dits?|prix|cost|amount|debt|worth|ميزاني\w*|كلف\w*|تكلف\w*|كلفة|مبلغ|ديون|قيمة|اعتماد\w*|flous)"
    r"\W{1,3}(?:\w{1,4}\W{1,2}){0,2}$",
    re.IGNORECASE,
)
# Eight digits that are a count in millions, or two years or amounts side by side.
_ROUND = re.compile(r"\d{2}[ \u00a0.]\d(?:\d{2}|00)[ \u00a0.]000|\d{2}000000")
_PAIR = re.compile(r"(?:(?:19|20)\d\d|\d{2}[05]0) (?:(?:19|20)\d\d|\d{2}[05]0)")
_DATE = re.compile(
    r"(?:(?:19|20)\d\d[./\- ](?:0?[1-9]|1[0-2])[./\- ](?:[0-2]?\d|3[01])|"
    r"(?:[0-2]?\d|3[01])[./\- ](?:0?[1-9]|1[0-2])[./\- ](?:19|20)\d\d|"
    r"(?:1\d|20)\d\d\s?[-–—/]\s?(?:1\d|20)\d\d)"
)
_USUAL_GROUPS: Final = frozenset(
    {
        (8,),
        (2, 3, 3),
        (2, 2, 2, 2),
        (5, 3),
        (3, 3, 2),
        (4, 4),
        (2, 6),
        (3, 5),
        (1, 1, 1, 1, 1, 1, 1, 1),
        (6, 2),
    }
)

_EMAIL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}(?: ?@ ?| ?[\[(](?:at|arobase|آت)[\])] ?)[a-z0-9-]+"
    r"(?: ?(?:\.|[\[(](?:dot|point|نقطة)[\])]) ?[a-z][a-z0-9-]*){1,3}",
    re.IGNORECASE,
)
_URL = re.compile(
    r"(?:https?://|www\.)[^\s<>\"'،؛]+|(?<![\w@.-])(?:[a-z0-9-]+\.)+(?:com|tn|org|net|fr|eu|io|info|gov|edu|app)\b(?:/[^\s<>\"'،؛]*)?|"
    r"\b(?:t\.me|wa\.me|fb\.me|youtu\.be|bit\.ly|goo\.gl)/[^\s<>\"'،؛]+",
    re.IGNORECASE,
)
_IBAN = re.compile(rf"(?<![A-Za-z0-9])[A-Za-z]{{2}}{_GAP}\d\d(?:{_GAP}[A-Za-z0-9]){{11,30}}(?![A-Za-z0-9])")
_TUNISIAN_IBAN = re.compile(rf"(?<![A-Za-z0-9])TN{_GAP}59(?:{_GAP}\d){{20}}(?!\d)", re.IGNORECASE)
_ACCOUNT = re.compile(rf"(?<!\d)(?:\d{_GAP}){{19}}\d(?!\d)")
_CARD = re.compile(r"(?<!\d)(?:\d{4}[ -]?){3}\d{4}(?!\d)")
_TAX_FULL = re.compile(
    r"(?<![\dA-Za-z])\d{7} ?/? ?[A-Z] ?/? ?[ABDNP] ?/? ?[CEMNP] ?/? ?\d{3}(?!\d)", re.IGNORECASE
)
_TAX_SHORT = re.compile(
    r"(?:matricule(?:\s+fiscale?)?|\bm\.?f\.?\b|tax\s+id\w*|المعرف\s+الجبائي|معرف\s+جبائي|الباتيندة|باتيندة)"
    r"\W{0,4}(\d{7} ?/? ?[A-Z])(?![A-Za-z])",
    re.IGNORECASE,
)
_PLATE = re.compile(
    r"(?<![\d\w])\d{1,4}\s?[-/]?\s?(?:تونس|ت(?!\w)|tunis(?:ie|ia)?|tun|tu|tn)\s?[-/]?\s?\d{1,4}(?![\d\w])|(?<!\w)(?:RS|ن\s?\.?\s?ت)\s?[-/]?\s?\d{4,6}(?!\d)",
    re.IGNORECASE,
)
# Cars of the State: ministry, then number; only beside a car, for it has the digits of a card.
_STATE_PLATE = re.compile(r"(?<!\d)\d{2}\s?-\s?\d{6}(?!\d)")
_CAR = re.compile(
    r"(?:voiture|v[ée]hicule|camion\w*|taxi|immatricul\w*|plaque|\bcar\b|truck|\bvan\b|plate|karhba|louage|\bbus\b|moto|auto\b|"
    r"سيار\w+|شاحنة|كرهب\w+|تاكسي|لواج|حافلة|كميون\w*|موتور|دراجة)",
    re.IGNORECASE,
)
_PASSPORT = re.compile(
    r"(?:passe?port|باسبور\w*|جواز\s+(?:ال)?سفر\w*)\D{0,20}?([A-Z]\s?\d{6,7})(?!\d)", re.IGNORECASE
)

Found = tuple[int, int, str]


def _all(pattern: re.Pattern[str], kind: str, group: int = 0) -> Callable[[str], Iterator[Found]]:
    def find(text: str) -> Iterator[Found]:
        return ((*match.span(group), kind) for match in pattern.finditer(text))

    return find


def _emails_and_urls(text: str) -> Iterator[Found]:
    yield from _all(_EMAIL, "email")(text)
    for match in _URL.finditer(text):
        yield match.start(), match.start() + len(match.group().rstrip(".,;:!?)»\"'")), "url"


def _accounts(text: str) -> Iterator[Found]:
    yield from _all(_TUNISIAN_IBAN, "iban")(text)
    for match in _IBAN.finditer(text):
        # The longest reading that passes the check digits: words may follow the number.
        for end in range(match.end(), match.start() + 15, -1):
            if iban.is_valid(text[match.start() : end]):
                yield match.start(), end, "iban"
                break
    yield from _all(_ACCOUNT, "rib")(text)
    for match in _CARD.finditer(text):
        if luhn.is_valid(re.sub(r"\D", "", match.group())):
            yield *match.span(), "card"


def _tax_and_vehicles(text: str) -> Iterator[Found]:
    yield from _all(_TAX_FULL, "tax_id")(text)
    yield from _all(_TAX_SHORT, "tax_id", 1)(text)
    for match in _STATE_PLATE.finditer(text):
        if _CAR.search(text[max(0, match.start() - 40) : match.start()]):
            yield *match.span(), "plate"
    for match in _PLATE.finditer(text):
        # "Tunis 2 - 1" is a match and "en 2021 tunis 2030" a slogan; a plate has five digits, or a car beside it.
        numbers = re.findall(r"\d+", match.group())
        known = _CAR.search(text[max(0, match.start() - 40) : match.start()])
        if known or (sum(map(len, numbers)) > 4 and min(map(len, numbers)) < 4):
            yield *match.span(), "plate"
    yield from _all(_PASSPORT, "passport", 1)(text)


def _phones_with_prefix(text: str) -> Iterator[Found]:
    yield from _all(_PREFIXED_PHONE, "phone")(text)
    for match in _FOREIGN_PHONE.finditer(text):
        try:
            number = phonenumbers.parse(match.group(), "TN")
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_possible_number(number):
            yield *match.span(), "phone"


def _kind_of_eight_digits(text: str, match: re.Match[str]) -> str | None:
    """Phone, identity card or neither: the words before decide, then the first digit, then the way it is
    grouped.
    """
    before, shown = text[max(0, match.start() - 45) : match.start()], match.group()
    if _CIN_CUE.search(before):
        return "cin"
    cued = _PHONE_CUE.search(before) is not None and not _GREEN_CUE.search(before)
    groups = tuple(len(group) for group in re.findall(r"\d+", shown))
    if not cued and (_is_count_or_date(before, shown, text[match.end() :]) or groups not in _USUAL_GROUPS):
        return None
    if shown[0] in "01":
        return "phone" if cued else "cin"
    return "phone" if shown[0] in "234579" or cued else None


def _is_count_or_date(before: str, shown: str, after: str) -> bool:
    return bool(
        _DATE.fullmatch(shown)
        or _MONEY_AFTER.match(after)
        or _ROUND.fullmatch(shown)
        or _PAIR.fullmatch(shown)
        or _REFERENCE_CUE.search(before)
        or _MONEY_BEFORE.search(before)
    )


def _eight_digits(text: str) -> Iterator[Found]:
    for match in _DIGIT_RUN.finditer(text):
        kind = _kind_of_eight_digits(text, match)
        if kind:
            yield *match.span(), kind


RECOGNISERS: Final = (_emails_and_urls, _accounts, _tax_and_vehicles, _phones_with_prefix, _eight_digits)


def find_identifiers(text: str) -> Iterator[Found]:
    """(start, end, kind) of every identifier, most certain kinds first; spans may overlap. Expects ASCII
    digits.
    """
    for recognise in RECOGNISERS:
        yield from recognise(text)

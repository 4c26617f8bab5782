"""The only list of languages of the site.

A new one is a line here and a folder in `locales/`. It refuses to know who reads or what is said.
"""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Locale:
    code: str
    name: str
    direction: Literal["rtl", "ltr"]
    babel: str  # The regional locale: plain `ar` has the wrong month names and separators for Tunisia.


LOCALES: tuple[Locale, ...] = (
    Locale(code="ar", name="العربية", direction="rtl", babel="ar_TN"),
    Locale(code="fr", name="Français", direction="ltr", babel="fr_TN"),
    Locale(code="en", name="English", direction="ltr", babel="en"),
)
CODES: tuple[str, ...] = tuple(locale.code for locale in LOCALES)
DEFAULT = LOCALES[0]
_BY_CODE = {locale.code: locale for locale in LOCALES}


def locale_of(code: str) -> Locale | None:
    return _BY_CODE.get(code)

"""Reads `locales/<code>/LC_MESSAGES/messages.po` as it stands: no compiled copy that could be stale.

It refuses to know which locale a request is in: it hands out one set of translations per locale.
"""

import io
from functools import cache
from gettext import GNUTranslations
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from consult.i18n.locales import LOCALES, Locale
from consult.i18n.text import N_

__all__ = ["N_", "PLURAL_FORMS", "folder", "messages_file", "read_catalogue", "translations_of"]

# Babel writes the Arabic header with two forms swapped (python-babel issue 816), so the headers stand here.
PLURAL_FORMS = {
    "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 && n%100<=99 ? 4 : 5);",
    "fr": "nplurals=2; plural=(n > 1);",
    "en": "nplurals=2; plural=(n != 1);",
}


def folder() -> Path:
    return Path(__file__).resolve().parents[2] / "locales"


def messages_file(locale: Locale) -> Path:
    return folder() / locale.code / "LC_MESSAGES" / "messages.po"


def read_catalogue(locale: Locale) -> Catalog:
    with messages_file(locale).open("rb") as file:
        return read_po(file, locale=locale.code)


@cache
def translations_of(code: str) -> GNUTranslations:
    locale = next(locale for locale in LOCALES if locale.code == code)
    compiled = io.BytesIO()
    write_mo(compiled, read_catalogue(locale))
    compiled.seek(0)
    return GNUTranslations(compiled)

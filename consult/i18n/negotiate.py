"""Which locale a request is in: the first segment of its path, and nothing else.

Only the bare `/` asks the browser, because it has no page of its own.
"""

from babel.core import negotiate_locale

from consult.i18n.locales import CODES, DEFAULT, LOCALES, Locale, locale_of


def locale_for(path: str) -> Locale:
    """The locale of a path; the default one where the path names none (a mistyped address)."""
    return locale_of(path.lstrip("/").partition("/")[0]) or DEFAULT


def preferred(accept_language: str) -> Locale:
    """The locale a browser's Accept-Language asks for first, among ours."""
    wanted = [part.partition(";")[0].strip().replace("-", "_") for part in accept_language.split(",")]
    code = negotiate_locale([w.partition("_")[0].lower() for w in wanted if w], CODES)
    return next((locale for locale in LOCALES if locale.code == code), DEFAULT)


def in_locale(path: str, code: str) -> str:
    """The same address in another locale."""
    first, _, rest = path.lstrip("/").partition("/")
    return f"/{code}/{rest if locale_of(first) else path.lstrip('/')}"

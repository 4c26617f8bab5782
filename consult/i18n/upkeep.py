"""Keeps the catalogues in step with code and templates, and says what is missing or wrong.

`pybabel compile --statistics` counts an empty plural as translated, so completeness is judged here.
"""

import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import write_po

from consult.i18n.catalogue import PLURAL_FORMS, messages_file, read_catalogue
from consult.i18n.locales import LOCALES, Locale

ROOT = Path(__file__).resolve().parents[2]
_METHODS = {
    "consult": [("**.py", "python")],
    "templates": [("**.html", "jinja2.ext:babel_extract")],
}
_OPTIONS = {"**.html": {"trimmed": "true", "newstyle_gettext": "true", "extensions": "jinja2.ext.do"}}
_KEYWORDS: dict[str, tuple[int, ...] | None] = {"_": None, "gettext": None, "ngettext": (1, 2), "N_": None}
_PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")


def extracted() -> Catalog:
    """Every message that code and templates use."""
    catalogue = Catalog(project="tashawur", charset="utf-8")
    for folder, methods in _METHODS.items():
        found = extract_from_dir(
            ROOT / folder,
            method_map=methods,
            options_map=_OPTIONS,
            keywords=_KEYWORDS,
            strip_comment_tags=True,
        )
        for path, line, message, comments, context in found:
            catalogue.add(
                message, None, [(f"{folder}/{path}", line)], auto_comments=comments, context=context
            )
    return catalogue


def template() -> str:
    return _written(extracted())


def update() -> list[str]:
    """Adds new messages, drops unused ones, fills English from the message itself; tells what remains to translate."""
    told = []
    source = extracted()
    for locale in LOCALES:
        current = read_catalogue(locale)
        current.update(source, no_fuzzy_matching=True, update_header_comment=False)
        current.obsolete.clear()
        if locale.code == "en":
            _speak_english(current)
        write(locale, current)
        missing = sum(1 for message in current if message.id and not _is_complete(message, locale))
        told.append(f"{locale.code}: {len(current)} messages, {missing} to translate")
    return told


def _speak_english(catalogue: Catalog) -> None:
    for message in catalogue:
        if message.id:
            message.string = tuple(message.id) if isinstance(message.id, (list, tuple)) else message.id


def write(locale: Locale, catalogue: Catalog) -> None:
    """Our own header: Babel's has no stable date and a wrong Arabic plural."""
    header = (
        'msgid ""\nmsgstr ""\n'
        '"Project-Id-Version: tashawur\\n"\n'
        f'"Language: {locale.code}\\n"\n'
        '"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Plural-Forms: {PLURAL_FORMS[locale.code]}\\n"\n\n'
    )
    messages_file(locale).parent.mkdir(parents=True, exist_ok=True)
    messages_file(locale).write_text(header + _written(catalogue), "utf-8")


def _written(catalogue: Catalog) -> str:
    out = io.BytesIO()
    write_po(
        out,
        catalogue,
        omit_header=True,
        include_lineno=False,
        sort_output=True,
        width=0,
        ignore_obsolete=True,
    )
    return out.getvalue().decode().lstrip("\n")


def _forms(message: Message) -> tuple[str, ...]:
    return (
        tuple(message.string) if isinstance(message.string, (list, tuple)) else (str(message.string or ""),)
    )


def _is_complete(message: Message, locale: Locale) -> bool:
    forms = _forms(message)
    if message.pluralizable and len(forms) != int(PLURAL_FORMS[locale.code].split("=")[1].split(";")[0]):
        return False
    return all(form.strip() for form in forms)


def problems() -> list[str]:
    """One line a problem: nothing missing, fuzzy, unused, or with other placeholders than its source."""
    source = {message.id: message for message in extracted() if message.id}
    return [line for locale in LOCALES for line in _problems_of(locale, source)]


def _problems_of(locale: Locale, source: Mapping[Any, Message]) -> Iterator[str]:
    catalogue = read_catalogue(locale)
    known = {message.id: message for message in catalogue if message.id}
    for identity in source.keys() - known.keys():
        yield f"{locale.code}: not in the catalogue: {identity!r}"
    for identity in known.keys() - source.keys():
        yield f"{locale.code}: used nowhere: {identity!r}"
    for message in known.values():
        if message.fuzzy:
            yield f"{locale.code}: fuzzy: {message.id!r}"
        if not _is_complete(message, locale):
            yield f"{locale.code}: not translated: {message.id!r}"
        yield from _placeholder_problems(message, locale)
    if f"Plural-Forms: {PLURAL_FORMS[locale.code]}" not in messages_file(locale).read_text("utf-8"):
        yield f"{locale.code}: the plural rule is not the canonical one"


def _placeholder_problems(message: Message, locale: Locale) -> Iterator[str]:
    ids = message.id if isinstance(message.id, (list, tuple)) else (message.id,)
    allowed = {name for identity in ids for name in _PLACEHOLDER.findall(identity)}
    for form in _forms(message):
        found = set(_PLACEHOLDER.findall(form))
        if form and (found - allowed or (not message.pluralizable and found != allowed)):
            yield f"{locale.code}: placeholders differ: {message.id!r}"

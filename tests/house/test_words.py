"""What pages say is translated: Arabic counts as CLDR says, and no sentence stands in a template outside the catalogues."""

import html
import re
from collections.abc import Iterator
from pathlib import Path

import html5lib
import httpx
import pytest
from babel import Locale
from jinja2 import Environment
from litestar import Litestar
from sqlalchemy.ext.asyncio import AsyncEngine

from consult.consultations.store import Standing
from consult.i18n.catalogue import translations_of
from consult.people.model import Role
from tests.conftest import hire, sign_in, visitor
from tests.consult.results.desk import open_desk
from tests.house.test_pages import OFFICE, PUBLIC

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
READ_ALOUD = ("aria-label", "alt", "title", "placeholder", "content", "value")
# The order of forms in the catalogues; French and English have no other category among whole numbers below a million.
LATIN = re.compile(r"(?<![\w-])[A-Za-z]{2,}(?![\w-])")  # not the code of an objective, such as URB1
FORMS = {"ar": ("zero", "one", "two", "few", "many", "other"), "fr": ("one", "other"), "en": ("one", "other")}
# Of the two meta elements every page has, classes that a block fills in, and the name of a checksum.
FOR_MACHINES = {"width", "device", "initial", "scale", "light", "dark", "wide", "apart", "sha"}
BLOCKS_FOR_MACHINES = {"width", "action", "here", "marks"}
# In Arabic pages: names that stay as they are, and what people type into files and addresses.
KNOWN = {"Tashawur", "CSV", "Excel", "PDF", "xlsx", "csv", "SHA", "id"}


@pytest.mark.parametrize("code", FORMS)
def test_counts_take_the_form_that_cldr_gives(code: str) -> None:
    rule = Locale(code).plural_form
    plural = translations_of(code).plural  # type: ignore[attr-defined]
    wrong = [n for n in range(1001) if FORMS[code][plural(n)] != rule(n)]
    assert wrong == []


def said_in(source: str) -> Iterator[str]:
    """Letters that a template writes itself: between its tags, and in attributes that are read aloud."""
    written, inside, names = "", False, [""]
    is_ours = True  # not a class or an address that a block fills in
    for _, kind, value in Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"]).lex(source):
        if kind == "name" and value in {"trans", "endtrans"}:
            inside = value == "trans"
        if kind == "name":
            is_ours = not (names[-1] == "block" and value in BLOCKS_FOR_MACHINES) and (
                is_ours or value == "endblock"
            )
            names.append(value)
        if kind == "data" and not inside and is_ours:
            written += value
        elif kind in {"variable_begin", "block_begin"}:
            written += "\0"
    written = re.sub(r"<(style|script)\b.*?</\1>|<!--.*?-->", "", written, flags=re.DOTALL)
    for name, value in re.findall(rf'\s({"|".join(READ_ALOUD)})="([^"]*)"', written):
        if name not in {"content", "value"} or re.search(r"\w\s+\w", value):
            yield from re.findall(r"[^\W\d_]{2,}", html.unescape(value))
    written = re.sub(r'<code translate="no">.*?</code>', "", written)
    text = re.sub(r"<b lang=\"ar\">.*?</b>|<small lang=\"fr\">.*?</small>", "", written)
    for words in re.split(r"<[^>]*>", text):
        words = re.sub(r'[a-z-]+="[^"]*"?', "", words)  # of a macro that writes attributes
        yield from re.findall(r"[^\W\d_]{2,}", html.unescape(words))


@pytest.mark.parametrize(
    "path", sorted(TEMPLATES.rglob("*.html")), ids=lambda p: str(p.relative_to(TEMPLATES))
)
def test_a_template_writes_no_word_of_its_own(path: Path) -> None:
    words = list(said_in(path.read_text("utf-8")))
    assert [word for word in words if word not in FOR_MACHINES] == []


@pytest.mark.parametrize(
    "source",
    [
        "<p>Hello</p>",
        '<nav aria-label="Pages">',
        "<p>{% trans %}A{% endtrans %} raw</p>",
        "<b>{{ x }}</b> مرحبا",
    ],
)
def test_a_raw_word_is_seen(source: str) -> None:
    assert list(said_in(source))


def latin_words(page: str) -> list[str]:
    """Words in Latin letters that an Arabic page says in its own voice: not what people wrote, named or typed."""
    page = re.sub("\u2068[^\u2069]*\u2069", "", page)  # a name or a title, set apart from the sentence
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    found: list[str] = []

    def walk(element: object, *, ours: bool) -> None:
        tag, get = element.tag, element.get  # type: ignore[attr-defined]
        if tag in {"style", "script", "template", "bdi", "blockquote", "code", "svg"} or not isinstance(
            tag, str
        ):
            ours = False
        if get("lang") not in {None, "ar"} or get("dir") == "auto" or get("translate") == "no":
            ours = False
        if ours:
            said = [
                element.text or "",
                *(get(name) or "" for name in ("aria-label", "alt", "title", "placeholder")),
            ]  # type: ignore[attr-defined]
            found.extend(word for text in said for word in LATIN.findall(text))
        for child in element:  # type: ignore[attr-defined]
            walk(child, ours=ours)
            if ours:
                found.extend(LATIN.findall(child.tail or ""))

    walk(tree.find("body"), ours=True)
    return [word for word in found if word not in KNOWN]


async def test_an_arabic_page_speaks_arabic(
    site: Litestar, engine: AsyncEngine, gabes: Standing, citizen: httpx.AsyncClient
) -> None:
    desk = await open_desk(engine, gabes)
    told = {}
    pages = [f"/c/{gabes.slug}/answer/{page.key}" for page in gabes.document.questionnaire.pages]
    await citizen.post(f"/ar/c/{gabes.slug}/answer/about-you", data={"d_age": "20-29"})
    for path in (*PUBLIC, *pages, f"/c/{gabes.slug}/check"):
        told[path] = latin_words((await citizen.get(f"/ar{path}")).text)
    async with visitor(site) as client:
        await sign_in(client, await hire(engine, gabes, Role.COORDINATOR))
        for path in (*OFFICE, f"/office/c/{gabes.slug}/topic/{desk.topic}"):
            told[path] = latin_words((await client.get(f"/ar{path}")).text)
    assert {path: words for path, words in told.items() if words} == {}


def test_a_latin_word_in_an_arabic_page_is_seen() -> None:
    page = '<html lang="ar"><body><p>مرحبا hello <bdi>citizen</bdi> bye</p><a aria-label="Close"></a></body></html>'
    assert latin_words(page) == ["hello", "bye", "Close"]

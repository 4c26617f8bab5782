"""The stylesheet that a citizen's page carries inside itself: only the rules that something on that page can match.

A small reader of our own style sheets, not of everybody's: a rule is kept when every element, class and attribute that
one of its selectors names stands in the page, and a custom property when something kept uses it. It errs towards keeping,
and refuses to know which page it dresses.
"""

import base64
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from string import ascii_lowercase, ascii_uppercase

from consult.web.assets import inlined, site_sheet

EMPTY = "<style></style>"  # what a layout writes where its page wants to be dressed

_NAMED = re.compile(r"\.([\w-]+)|\[([\w-]+)|(?<![\w.#:\[-])([a-z][\w-]*)")
_ELEMENT = re.compile(r"(?<![\w.#:\[-])[a-z]")
_TOGETHER = re.compile(r"(?:\.[\w-]+){2,}")
_SPOKEN = re.compile(r":lang\(([\w-]+)\)")
_SPEAKS = re.compile(r'\slang="(([a-z]+)[\w-]*)"')
_PSEUDO = re.compile(r"::?[a-z-]+(?:\([^()]*\))?")
_ANY = re.compile(r":(?:is|where|has)\(")
_PROPERTIES = re.compile(r"(?<![\w-])--[a-z][\w-]*")
_PROPERTY = re.compile(r"(?<![\w-])(--[\w-]+):")
_USED = re.compile(r"var\((--[\w-]+)")
_CLASSES = re.compile(r'\sclass="([^"]+)"')
_TAGS = re.compile(r"<([a-z][a-z0-9]*)")
_LINKED = 'rel="stylesheet"'
_BLOCK = (
    r"</?(?:!doctype|html|head|meta|title|link|style|body|header|footer|main|nav|section|div|fieldset|legend|p|h[1-6]"
    r"|label|[uod]l|li|d[td]|figure|figcaption|blockquote|details|table|thead|tbody|t[rhd]|option)(?=[\s>])"
)
# Room that no reader sees: before and after what stands on lines of its own. What a citizen wrote holds no tag.
_ROOM = re.compile(rf"\s+(?={_BLOCK})|({_BLOCK}[^<>]*>)\s+")
_GROUPS = ("@media", "@supports", "@layer", "@container")


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rules for one page, and the hash by which its security policy knows them."""

    css: str
    source: str


@dataclass(frozen=True, slots=True)
class _Rule:
    head: str
    body: str = ""
    inside: tuple["_Rule", ...] = ()


def dressed(html: str) -> tuple[str, str]:
    """The page with its rules in place, and the hash of them; a page that wants none comes back as it was."""
    if EMPTY not in html:
        return html, ""
    sheet = _sheet(_names_in(html), _LINKED not in html)
    return _ROOM.sub(r"\1", html).replace(EMPTY, f"<style>{sheet.css}</style>", 1), sheet.source


@lru_cache(maxsize=512)
def _sheet(names: frozenset[str], is_alone: bool) -> Sheet:
    """`is_alone`: no linked sheet reads its custom properties, so that they may go by shorter names."""
    css = select(names)
    css = inlined(_PROPERTIES.sub(lambda found: _short_names()[found[0]], css) if is_alone else css)
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    return Sheet(css=css, source=f"'sha256-{digest}'")


@cache
def _short_names() -> dict[str, str]:
    """By the order of the sheet, so that a name is the same on every page."""
    letters = ascii_lowercase + ascii_uppercase
    found = dict.fromkeys(_PROPERTIES.findall(site_sheet()))
    return {name: f"--{letters[at % 52]}{at // 52 or ''}" for at, name in enumerate(found)}


def select(names: frozenset[str]) -> str:
    """What of the site's sheet a page of these names may need. `.class`, `[attribute`, `element`, `:language` and
    `&.two.classes` of one element are names."""
    kept = "".join(_kept(rule, names) for rule in _rules())
    return _without_unused_properties(kept + "".join(_moving(rule, kept) for rule in _rules()))


def _moving(rule: _Rule, kept: str) -> str:
    """The frames of an animation that something kept plays."""
    at, _, name = rule.head.partition(" ")
    played = at == "@keyframes" and re.search(rf"animation:[^;}}]*(?<![\w-]){name}(?![\w-])", kept)
    return f"{rule.head}{{{rule.body}}}" if played else ""


@cache
def _rules() -> tuple[_Rule, ...]:
    return tuple(read(site_sheet()))


@cache
def _known() -> frozenset[str]:
    """The names that any selector of the sheet asks for: others do not tell two pages apart."""

    def walk(rules: tuple[_Rule, ...]) -> Iterator[str]:
        for rule in rules:
            yield from walk(rule.inside)
            if not rule.inside:
                yield from _names_of(rule.head)

    return frozenset(walk(_rules()))


@cache
def _attributes() -> re.Pattern[str]:
    known = sorted(name[1:] for name in _known() if name.startswith("["))
    return re.compile(rf"\s({'|'.join(known)})(?=[\s=>])")


def _names_in(html: str) -> frozenset[str]:
    names = set(_TAGS.findall(html))
    for classes in set(_CLASSES.findall(html)):
        names.update(f".{name}" for name in classes.split())
        together = {
            name
            for name in _known()
            if name.startswith("&") and set(name[2:].split(".")) <= set(classes.split())
        }
        names.update(together)
    names.update(f"[{name}" for name in _attributes().findall(html))
    names.update(f":{name}" for spoken in _SPEAKS.findall(html) for name in spoken)
    return frozenset(names & _known())


def read(css: str) -> Iterator[_Rule]:
    """Rules of a minified sheet, in order; groups hold theirs."""
    at = 0
    while (opens := css.find("{", at)) >= 0:
        head, depth, closes = css[at:opens].strip(), 1, opens + 1
        while depth:
            depth += {"{": 1, "}": -1}.get(css[closes], 0)
            closes += 1
        body = css[opens + 1 : closes - 1]
        yield _Rule(head, inside=tuple(read(body))) if head.startswith(_GROUPS) else _Rule(head, body)
        at = closes


def _kept(rule: _Rule, names: frozenset[str]) -> str:
    if rule.inside:
        inside = "".join(_kept(one, names) for one in rule.inside)
        return f"{rule.head}{{{inside}}}" if inside else ""
    heads = [one for one in _split(rule.head) if _may_match(one, names)]
    return f"{','.join(_fewer(one, names) for one in heads)}{{{rule.body}}}" if heads else ""


def _fewer(selector: str, names: frozenset[str]) -> str:
    """Without the choices of an `:is(…)` or `:has(…)` that the page has not, as long as it weighs as much as before."""
    for choice in _unfolded(selector)[1]:
        offered = _split(choice)
        left = [one for one in offered if _may_match(one, names)]
        if f"({choice})" in selector and max(map(_weight, left)) == max(map(_weight, offered)):
            selector = selector.replace(f"({choice})", f"({','.join(left)})")
    return selector


def _weight(selector: str) -> int:
    """Classes, attributes and states in a selector that names no id: what it is preferred by."""
    return len(re.findall(r"[.\[]|(?<!:):(?!:)", selector)) * 100 + len(_ELEMENT.findall(selector))


def _may_match(selector: str, names: frozenset[str]) -> bool:
    plain, choices = _unfolded(selector)
    return _names_of(plain) <= names and all(
        any(_may_match(one, names) for one in _split(choice)) for choice in choices
    )


def _unfolded(selector: str) -> tuple[str, list[str]]:
    """The selector without its `:is(…)` and its kin, and what stood in each of them."""
    choices = []
    while found := _ANY.search(selector):
        depth, at = 1, found.end()
        while depth:
            depth += {"(": 1, ")": -1}.get(selector[at], 0)
            at += 1
        choices.append(selector[found.end() : at - 1])
        selector = selector[: found.start()] + selector[at:]
    return selector, choices


def _names_of(selector: str) -> set[str]:
    """What a selector asks to be on the page; of `:is(…)`, everything."""
    plain, choices = _unfolded(selector)
    names = {
        f".{of_class}" if of_class else f"[{attribute}" if attribute else element
        for of_class, attribute, element in _NAMED.findall(_PSEUDO.sub("", plain))
    }
    names.update(f":{language}" for language in _SPOKEN.findall(plain))
    names.update(f"&{classes}" for classes in _TOGETHER.findall(_PSEUDO.sub("", plain)))
    return names.union(*(_names_of(one) for choice in choices for one in _split(choice)))


def _split(selectors: str) -> list[str]:
    """At the commas that stand in no bracket."""
    parts, depth, start = [], 0, 0
    for at, letter in enumerate(selectors):
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == "," and not depth:
            parts.append(selectors[start:at])
            start = at + 1
    return [part.strip() for part in (*parts, selectors[start:])]


def _without_unused_properties(css: str) -> str:
    """Custom properties that nothing kept reads go, until none is left that only another unused one read."""
    while True:
        unused = set(_PROPERTY.findall(css)) - set(_USED.findall(css))
        fewer = css
        for name in unused:
            fewer = re.sub(rf"(?<![\w-]){name}:[^;}}]*;?", "", fewer)
        fewer = re.sub(r"[^{}]+\{\}", "", fewer)
        if fewer == css:
            return css
        css = fewer

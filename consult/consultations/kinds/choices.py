"""Things a question offers, each with a stable id: options, rows, items, statements. Labels are shown, never
matched.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

import msgspec

from consult.consultations.kinds.icons import ICONS
from consult.consultations.kinds.source import MAX_ITEMS, Source
from consult.i18n.text import N_, Text

CHOICE_KEYS = frozenset({"id", "label", "detail", "free_text", "objective", "icon"})


class Choice(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`group` is the theme a row belongs to; `free_text` lets the citizen add words of their own; an
    `exclusive` one ("none of these") stands with no other.
    """

    id: str
    label: Text
    detail: Text | None = None
    free_text: bool = False
    objective: str | None = None
    group: str | None = None
    icon: str | None = None
    exclusive: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What a question may borrow from its consultation: lists (axes, objectives), texts (the vision), known
    ids.
    """

    lists: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)
    texts: Mapping[str, Text] = field(default_factory=dict)
    objectives: frozenset[str] = frozenset()


def ids(choices: Sequence[Choice]) -> tuple[str, ...]:
    return tuple(choice.id for choice in choices)


def label_of(choices: Sequence[Choice], identifier: str, *, locale: str) -> str:
    """The label in that locale, or the id itself when a later form no longer offers it."""
    return next((choice.label.in_(locale) for choice in choices if choice.id == identifier), identifier)


def free_choice(choices: Sequence[Choice]) -> Choice | None:
    return next((choice for choice in choices if choice.free_text), None)


def ordered(choices: Sequence[Choice], seed: str | None) -> tuple[Choice, ...]:
    """File order without a seed, so that one rendered page serves everyone; with one, an order that never
    changes for it.

    A choice with free text ("other") stays at the end either way, and one that stands alone after it.
    """
    if seed is None:
        return tuple(choices)

    def place(choice: Choice) -> tuple[bool, bool, bytes]:
        return choice.exclusive, choice.free_text, sha256(f"{seed}\0{choice.id}".encode()).digest()

    return tuple(sorted(choices, key=place))


def load_choices(
    source: Source,
    key: str,
    *,
    around: Around,
    text: str = "label",
    least: int = 2,
    most: int = MAX_ITEMS,
    more: Collection[str] = (),
) -> tuple[Choice, ...]:
    """The entries under `key`; `text` is the name their wording has in the file, `more` are names that only
    this kind reads.
    """
    seen: set[str] = set()
    found: list[Choice] = []
    for item in source.items(key, most=most):
        item.expect((CHOICE_KEYS - {"label"}) | {text, *more}, required=("id", text))
        identifier = item.identifier()
        item.unique(seen, identifier)
        found.append(
            Choice(
                id=identifier,
                label=item.words(text),
                detail=item.text("detail"),
                free_text=item.flag("free_text"),
                objective=reference(item, "objective", known=around.objectives),
                icon=item.one_of("icon", ICONS) or None,
                exclusive="exclusive" in more and item.flag("exclusive"),
            )
        )
    _check_count(source, key, found, least=least)
    return tuple(found)


def _check_count(source: Source, key: str, found: Sequence[Choice], *, least: int) -> None:
    if len(found) < least:
        source.report(
            N_("At least %(least)s entries are needed under “%(name)s”."), at=key, least=least, name=key
        )
    free = [choice for choice in found if choice.free_text]
    if len(free) > 1:
        source.report(N_("Only one entry can have “free_text: true”."), at=key)


def load_listed(source: Source, key: str, *, around: Around, least: int = 2) -> tuple[Choice, ...]:
    """Entries written here, or borrowed from the consultation by `<key>_from: axes`."""
    borrowed = f"{key}_from"
    if not source.has(borrowed):
        return load_choices(source, key, around=around, least=least, most=60)
    if source.has(key):
        source.report(N_("Give “%(one)s” or “%(other)s”, not both."), one=key, other=borrowed)
    name = source.one_of(borrowed, tuple(around.lists))
    found = around.lists.get(name, ())
    if name and len(found) < least:
        source.report(
            N_("At least %(least)s entries are needed under “%(name)s”."), at=borrowed, least=least, name=name
        )
    return found


def reference(source: Source, key: str, *, known: Collection[str]) -> str | None:
    """An id defined elsewhere in the file; an unknown one is reported."""
    given = source.string(key)
    if given and given not in known:
        source.report(N_("“%(given)s” is not defined in this file."), at=key, given=given[:60])
    return given or None

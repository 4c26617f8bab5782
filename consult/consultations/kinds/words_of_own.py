"""The field beside "other": words of a citizen's own next to a choice. What is written there is never dropped
in silence.
"""

from __future__ import annotations

from collections.abc import Sequence

from consult.consultations.kinds.choices import Choice, free_choice, ids
from consult.consultations.kinds.given import Given, Item, Line
from consult.consultations.kinds.reading import FieldsLike, Reader
from consult.i18n.text import N_

OTHER_CHARS = 200
OTHER_ANSWER = N_(
    "You wrote an answer of your own but chose another one. Choose your own answer, or clear what you wrote."
)


def own_name(key: str) -> str:
    return f"{key}.other"


def read_own(reader: Reader, key: str, *, choices: Sequence[Choice], most: int) -> str:
    return reader.text(own_name(key), most=most) if free_choice(choices) else ""


def read_one(
    key: str, fields: FieldsLike, *, choices: Sequence[Choice], most: int, theme: str | None
) -> Given:
    """One choice. Words without a choice choose "other"; words beside a different choice are a problem."""
    reader = Reader(fields)
    picked = reader.pick(key, among=ids(choices))
    said = read_own(reader, key, choices=choices, most=most)
    free = free_choice(choices)
    if said and free and not reader.several(key):
        picked = free.id
    if said and free and picked and picked != free.id:
        reader.refuse(own_name(key), OTHER_ANSWER)
    return reader.given(Item(value=picked, body=said or None, theme=theme)) if picked else reader.given()


def own_field(key: str, items: Sequence[Item]) -> dict[str, tuple[str, ...]]:
    body = items[0].body if items else None
    return {own_name(key): (body,)} if body else {}


def free_line(items: Sequence[Item]) -> tuple[Line, ...]:
    return tuple(Line(text=item.body, is_citizen_text=True) for item in items[:1] if item.body)

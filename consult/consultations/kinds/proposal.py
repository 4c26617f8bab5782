"""Projects a citizen puts forward: a title, what it is, and the theme it belongs to. Each one is an item of
its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from consult.consultations.kinds import contract
from consult.consultations.kinds.choices import Around, Choice, ids, label_of
from consult.consultations.kinds.contract import Asked, Kind
from consult.consultations.kinds.given import Filled, Given, Item, Line, Rows
from consult.consultations.kinds.reading import FieldsLike, Reader
from consult.consultations.kinds.source import Source
from consult.i18n.text import N_

PARTS = ("axis", "title", "text")


class Spec(contract.Spec, tag="proposal", frozen=True, kw_only=True, omit_defaults=True):
    """`axes` is empty when the citizen is not asked for a theme; `titled` says whether a title is asked
    for.
    """

    max_items: int = 1
    axes: tuple[Choice, ...] = ()
    titled: bool = True
    title_max_chars: int = 80
    max_chars: int = 1500

    def parts(self) -> tuple[str, ...]:
        return tuple(part for part, asked in zip(PARTS, (self.axes, self.titled, True), strict=True) if asked)


class Proposal(Kind[Spec]):
    keys = frozenset({"max_items", "fields", "title_max_chars", "max_chars"})
    spec_type = Spec

    def load(self, source: Source, *, around: Around) -> Spec:
        parts = source.strings("fields") or PARTS
        if "text" not in parts or set(parts) - set(PARTS):
            source.report(
                N_("“fields” may hold %(allowed)s, and must hold text."),
                at="fields",
                allowed=", ".join(PARTS),
            )
        return Spec(
            max_items=source.integer("max_items", 1, least=1, most=5),
            axes=around.lists.get("axes", ()) if "axis" in parts else (),
            titled="title" in parts,
            title_max_chars=source.integer("title_max_chars", 80, least=20, most=200),
            max_chars=source.integer("max_chars", 1500, least=20, most=10_000),
        )

    def field_names(self, question: Asked[Spec], *, rows: Rows = None) -> tuple[str, ...]:
        spec = question.spec
        return tuple(
            f"{question.key}.{number}.{part}"
            for number in range(1, spec.max_items + 1)
            for part in spec.parts()
        )

    def read(self, question: Asked[Spec], fields: FieldsLike, *, rows: Rows = None) -> Given:
        """A block without words is no proposal, whatever theme stands in it; the blocks that are left close
        ranks.
        """
        reader = Reader(fields)
        found: list[Item] = []
        for number in range(1, question.spec.max_items + 1):
            item = _block(reader, question, number=number, index=len(found))
            if item is not None:
                found.append(item)
        return reader.given(*found)

    def most_characters(self, spec: Spec) -> int:
        return spec.max_items * (spec.title_max_chars + spec.max_chars)

    def to_fields(self, question: Asked[Spec], items: Sequence[Item]) -> Filled:
        filled: dict[str, tuple[str, ...]] = {}
        for number, item in enumerate(items, start=1):
            title, text = title_and_text(item)
            said = {"axis": axis_of(item), "title": title, "text": text}
            filled |= {f"{question.key}.{number}.{part}": (value,) for part, value in said.items() if value}
        return filled

    def summarise(self, question: Asked[Spec], items: Sequence[Item], *, locale: str) -> tuple[Line, ...]:
        lines: list[Line] = []
        for item in items:
            axis, (title, text) = axis_of(item), title_and_text(item)
            label = label_of(question.spec.axes, axis, locale=locale) if axis else None
            said = [part for part in (title, text) if part]
            lines += [
                Line(label=label if part == said[0] else None, text=part, is_citizen_text=True)
                for part in said
            ]
        return tuple(lines)


def axis_of(item: Item) -> str:
    axis = item.value.get("axis") if isinstance(item.value, dict) else None
    return axis if isinstance(axis, str) else ""


def title_and_text(item: Item) -> tuple[str, str]:
    """The title is the first line of the body, so that every word of the citizen's stands in one text."""
    body = item.body or ""
    if not (isinstance(item.value, dict) and item.value.get("titled")):
        return "", body
    title, _, text = body.partition("\n")
    return title, text


def _block(reader: Reader, question: Asked[Spec], *, number: int, index: int) -> Item | None:
    spec, name = question.spec, f"{question.key}.{number}"
    axis = reader.pick(f"{name}.axis", among=ids(spec.axes)) if spec.axes else ""
    title = " ".join(reader.text(f"{name}.title", most=spec.title_max_chars).split()) if spec.titled else ""
    text = reader.text(f"{name}.text", most=spec.max_chars)
    if not title and not text:
        return None
    body = "\n".join(part for part in (title, text) if part)
    return Item(
        index=index,
        value={"axis": axis or None, "titled": bool(title)},
        body=body,
        theme=axis or question.theme,
    )


KIND = Proposal()

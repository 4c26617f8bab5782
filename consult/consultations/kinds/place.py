"""A neighbourhood out of the city's list, or one that the list forgot. It asks for a place, never for an
address.
"""

from __future__ import annotations

from collections.abc import Sequence

from consult.consultations.kinds import contract
from consult.consultations.kinds.choices import Around, Choice, free_choice, ids, label_of, load_choices
from consult.consultations.kinds.contract import Asked, Kind, value_chosen, value_field
from consult.consultations.kinds.given import Filled, Given, Item, Line, Rows
from consult.consultations.kinds.reading import FieldsLike
from consult.consultations.kinds.source import Source
from consult.consultations.kinds.words_of_own import free_line, own_field, own_name, read_one

NAME_CHARS = 80


class Spec(contract.Spec, tag="place", frozen=True, kw_only=True, omit_defaults=True):
    options: tuple[Choice, ...]

    def offered(self, seed: str | None = None) -> tuple[Choice, ...]:
        """Always in the order of the file: people look a place up, they do not weigh it."""
        return self.options


class Place(Kind[Spec]):
    keys = frozenset({"options"})
    spec_type = Spec

    def load(self, source: Source, *, around: Around) -> Spec:
        return Spec(options=load_choices(source, "options", around=around))

    def field_names(self, question: Asked[Spec], *, rows: Rows = None) -> tuple[str, ...]:
        return (
            (question.key, own_name(question.key)) if free_choice(question.spec.options) else (question.key,)
        )

    def read(self, question: Asked[Spec], fields: FieldsLike, *, rows: Rows = None) -> Given:
        return read_one(
            question.key, fields, choices=question.spec.options, most=NAME_CHARS, theme=question.theme
        )

    def to_fields(self, question: Asked[Spec], items: Sequence[Item]) -> Filled:
        return value_field(question.key, items) | own_field(question.key, items)

    def summarise(self, question: Asked[Spec], items: Sequence[Item], *, locale: str) -> tuple[Line, ...]:
        picked = tuple(
            Line(text=label_of(question.spec.options, str(item.value), locale=locale)) for item in items[:1]
        )
        return picked + free_line(items)

    def condition_ids(self, spec: Spec) -> tuple[str, ...]:
        return ids(spec.options)

    def chosen(self, items: Sequence[Item]) -> frozenset[str]:
        return value_chosen(items)


KIND = Place()

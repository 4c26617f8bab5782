"""One answer out of several, with words of one's own where an option allows them."""

from __future__ import annotations

from collections.abc import Sequence

from consult.consultations.kinds import contract
from consult.consultations.kinds.choices import (
    Around,
    Choice,
    free_choice,
    ids,
    label_of,
    load_choices,
    ordered,
)
from consult.consultations.kinds.contract import Asked, Kind, value_chosen, value_field
from consult.consultations.kinds.given import Filled, Given, Item, Line, Rows
from consult.consultations.kinds.reading import FieldsLike
from consult.consultations.kinds.source import Source
from consult.consultations.kinds.words_of_own import OTHER_CHARS, free_line, own_field, own_name, read_one


class Spec(contract.Spec, tag="single_choice", frozen=True, kw_only=True, omit_defaults=True):
    options: tuple[Choice, ...]
    randomise: bool = False
    other_max_chars: int = OTHER_CHARS

    def offered(self, seed: str | None = None) -> tuple[Choice, ...]:
        return ordered(self.options, seed if self.randomise else None)


class SingleChoice(Kind[Spec]):
    keys = frozenset({"options", "randomise", "other_max_chars"})
    spec_type = Spec

    def load(self, source: Source, *, around: Around) -> Spec:
        return Spec(
            options=load_choices(source, "options", around=around),
            randomise=source.flag("randomise"),
            other_max_chars=source.integer("other_max_chars", OTHER_CHARS, least=20, most=500),
        )

    def field_names(self, question: Asked[Spec], *, rows: Rows = None) -> tuple[str, ...]:
        return (
            (question.key, own_name(question.key)) if free_choice(question.spec.options) else (question.key,)
        )

    def read(self, question: Asked[Spec], fields: FieldsLike, *, rows: Rows = None) -> Given:
        spec = question.spec
        return read_one(
            question.key, fields, choices=spec.options, most=spec.other_max_chars, theme=question.theme
        )

    def most_characters(self, spec: Spec) -> int:
        return spec.other_max_chars

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


KIND = SingleChoice()

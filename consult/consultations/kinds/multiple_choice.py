"""Any number of answers, or a stated most, out of several. The order of ticking means nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

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
from consult.consultations.kinds.contract import Asked, Kind
from consult.consultations.kinds.given import Filled, Given, Item, Json, Line, Rows
from consult.consultations.kinds.reading import FieldsLike, Reader
from consult.consultations.kinds.source import Source
from consult.consultations.kinds.words_of_own import OTHER_CHARS, free_line, own_field, own_name, read_own
from consult.i18n.text import N_

TOO_MANY = N_("Choose %(most)s at most: you have chosen %(count)s.")
NOT_TOGETHER = N_("This answer can only stand alone. Keep it, or keep the others.")


class Spec(contract.Spec, tag="multiple_choice", frozen=True, kw_only=True, omit_defaults=True):
    options: tuple[Choice, ...]
    max_choices: int | None = None
    randomise: bool = False
    other_max_chars: int = OTHER_CHARS

    def offered(self, seed: str | None = None) -> tuple[Choice, ...]:
        return ordered(self.options, seed if self.randomise else None)


class MultipleChoice(Kind[Spec]):
    keys = frozenset({"options", "max_choices", "randomise", "other_max_chars"})
    spec_type = Spec

    def load(self, source: Source, *, around: Around) -> Spec:
        options = load_choices(source, "options", around=around, more=("exclusive",))
        if any(option.exclusive and option.free_text for option in options):
            source.report(N_("“exclusive” and “free_text” cannot stand in one entry."), at="options")
        return Spec(
            options=options,
            max_choices=source.integer("max_choices", least=1, most=max(1, len(options))) or None,
            randomise=source.flag("randomise"),
            other_max_chars=source.integer("other_max_chars", OTHER_CHARS, least=20, most=500),
        )

    def field_names(self, question: Asked[Spec], *, rows: Rows = None) -> tuple[str, ...]:
        return (
            (question.key, own_name(question.key)) if free_choice(question.spec.options) else (question.key,)
        )

    def read(self, question: Asked[Spec], fields: FieldsLike, *, rows: Rows = None) -> Given:
        """Words without their tick tick "other", so that nothing written is lost."""
        spec, key = question.spec, question.key
        reader = Reader(fields)
        ticked = set(reader.picks(key, among=ids(spec.options)))
        said = read_own(reader, key, choices=spec.options, most=spec.other_max_chars)
        free = free_choice(spec.options)
        if said and free:
            ticked.add(free.id)
        alone = next((option for option in spec.options if option.exclusive and option.id in ticked), None)
        if alone and len(ticked) > 1:
            reader.refuse(key, NOT_TOGETHER, alone=alone.id)
        if spec.max_choices and len(ticked) > spec.max_choices:
            reader.refuse(key, TOO_MANY, most=spec.max_choices, count=len(ticked))
        value: list[Json] = [option for option in ids(spec.options) if option in ticked]
        return (
            reader.given(Item(value=value, body=said or None, theme=question.theme))
            if value
            else reader.given()
        )

    def most_characters(self, spec: Spec) -> int:
        return spec.other_max_chars

    def to_fields(self, question: Asked[Spec], items: Sequence[Item]) -> Filled:
        ticked = {question.key: _ticked(items[0])} if items else {}
        return ticked | own_field(question.key, items)

    def summarise(self, question: Asked[Spec], items: Sequence[Item], *, locale: str) -> tuple[Line, ...]:
        options = question.spec.options
        lines = (
            Line(text=label_of(options, picked, locale=locale))
            for item in items[:1]
            for picked in _ticked(item)
        )
        return (*lines, *free_line(items))

    def condition_ids(self, spec: Spec) -> tuple[str, ...]:
        return ids(spec.options)

    def chosen(self, items: Sequence[Item]) -> frozenset[str]:
        return frozenset(picked for item in items[:1] for picked in _ticked(item))

    def from_row(self, question: Asked[Spec], row: Mapping[str, object]) -> Filled:
        """What was ticked stands in one cell, parted by blanks; no id holds one."""
        fields = super().from_row(question, row)
        return {
            name: tuple(cell[0].split()) if name == question.key else cell for name, cell in fields.items()
        }


def _ticked(item: Item) -> tuple[str, ...]:
    return tuple(str(picked) for picked in item.value) if isinstance(item.value, list) else ()


KIND = MultipleChoice()

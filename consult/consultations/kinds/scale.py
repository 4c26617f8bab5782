"""A whole number between two ends that have names, such as 0 to 10."""

from __future__ import annotations

from collections.abc import Sequence

from consult.consultations.kinds import contract
from consult.consultations.kinds.choices import Around, Choice, ids, label_of
from consult.consultations.kinds.contract import Asked, Kind, value_chosen, value_field
from consult.consultations.kinds.given import Filled, Given, Item, Line, Rows
from consult.consultations.kinds.points import NO_OPINION, as_value
from consult.consultations.kinds.reading import FieldsLike, Reader
from consult.consultations.kinds.source import Source
from consult.i18n.text import N_, Text

MOST_STEPS = 20


class Spec(contract.Spec, tag="scale", frozen=True, kw_only=True, omit_defaults=True):
    """`ends` names the lowest and the highest number; numbers between them speak for themselves."""

    min: int
    max: int
    ends: tuple[Text, Text] | None = None
    no_opinion: bool = False

    def offered(self, seed: str | None = None) -> tuple[Choice, ...]:
        numbers = map(str, range(self.min, self.max + 1))
        offered = tuple(Choice(id=number, label=Text(ar=number, fr=number, en=number)) for number in numbers)
        return (*offered, NO_OPINION) if self.no_opinion else offered


class Scale(Kind[Spec]):
    keys = frozenset({"min", "max", "ends", "no_opinion"})
    numeric = True
    spec_type = Spec

    def load(self, source: Source, *, around: Around) -> Spec:
        least = source.integer("min", 0, least=-100, most=100)
        most = source.integer("max", 10, least=-100, most=100)
        if not least < most <= least + MOST_STEPS:
            source.report(
                N_("“max” must be greater than “min”, by %(most)s at most."), at="max", most=MOST_STEPS
            )
            most = least + 1
        ends = tuple(item.as_text() for item in source.items("ends", most=2))
        if len(ends) == 1:
            source.report(N_("Name both ends of the scale, or neither."), at="ends")
        named = (ends[0], ends[1]) if len(ends) == 2 else None
        return Spec(min=least, max=most, ends=named, no_opinion=source.flag("no_opinion"))

    def field_names(self, question: Asked[Spec], *, rows: Rows = None) -> tuple[str, ...]:
        return (question.key,)

    def read(self, question: Asked[Spec], fields: FieldsLike, *, rows: Rows = None) -> Given:
        reader = Reader(fields)
        picked = reader.pick(question.key, among=ids(question.spec.offered()))
        return reader.given(Item(value=as_value(picked), theme=question.theme)) if picked else reader.given()

    def to_fields(self, question: Asked[Spec], items: Sequence[Item]) -> Filled:
        return value_field(question.key, items)

    def summarise(self, question: Asked[Spec], items: Sequence[Item], *, locale: str) -> tuple[Line, ...]:
        return tuple(Line(text=self._said(question.spec, item, locale=locale)) for item in items[:1])

    def _said(self, spec: Spec, item: Item, *, locale: str) -> str:
        label = label_of(spec.offered(), str(item.value), locale=locale)
        return label if item.value == NO_OPINION.id else f"{label} / {spec.max}"

    def condition_ids(self, spec: Spec) -> tuple[str, ...]:
        return ids(spec.offered())

    def chosen(self, items: Sequence[Item]) -> frozenset[str]:
        return value_chosen(items)


KIND = Scale()

"""Agreement, importance or the like on a few labelled points, with "no opinion" beside them."""

from __future__ import annotations

from collections.abc import Sequence

from consult.consultations.kinds import contract
from consult.consultations.kinds.choices import Around, Choice, ids, label_of
from consult.consultations.kinds.contract import Asked, Kind, value_chosen, value_field
from consult.consultations.kinds.given import Filled, Given, Item, Line, Rows
from consult.consultations.kinds.points import Point, as_choices, as_value, load_points
from consult.consultations.kinds.reading import FieldsLike, Reader
from consult.consultations.kinds.source import Source
from consult.i18n.text import Text


class Spec(contract.Spec, tag="likert", frozen=True, kw_only=True, omit_defaults=True):
    """`about` is the text that is judged, such as the vision of the strategy."""

    scale: tuple[Point, ...]
    no_opinion: bool = False
    about: Text | None = None

    def offered(self, seed: str | None = None) -> tuple[Choice, ...]:
        return as_choices(self.scale, no_opinion=self.no_opinion)


class Likert(Kind[Spec]):
    keys = frozenset({"scale", "no_opinion", "refers_to"})
    numeric = True
    spec_type = Spec

    def load(self, source: Source, *, around: Around) -> Spec:
        return Spec(
            scale=load_points(source, "scale"),
            no_opinion=source.flag("no_opinion"),
            about=around.texts.get(source.one_of("refers_to", tuple(around.texts))),
        )

    def field_names(self, question: Asked[Spec], *, rows: Rows = None) -> tuple[str, ...]:
        return (question.key,)

    def read(self, question: Asked[Spec], fields: FieldsLike, *, rows: Rows = None) -> Given:
        reader = Reader(fields)
        picked = reader.pick(question.key, among=ids(question.spec.offered()))
        return reader.given(Item(value=as_value(picked), theme=question.theme)) if picked else reader.given()

    def to_fields(self, question: Asked[Spec], items: Sequence[Item]) -> Filled:
        return value_field(question.key, items)

    def summarise(self, question: Asked[Spec], items: Sequence[Item], *, locale: str) -> tuple[Line, ...]:
        offered = question.spec.offered()
        return tuple(Line(text=label_of(offered, str(item.value), locale=locale)) for item in items[:1])

    def condition_ids(self, spec: Spec) -> tuple[str, ...]:
        return ids(spec.offered())

    def chosen(self, items: Sequence[Item]) -> frozenset[str]:
        return value_chosen(items)


KIND = Likert()

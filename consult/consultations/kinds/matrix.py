"""The same labelled points for several rows. It can be spread over pages, one for each group of rows."""

from __future__ import annotations

from collections.abc import Sequence

from consult.consultations.kinds import contract
from consult.consultations.kinds.choices import Around, Choice, ids, label_of, load_listed, ordered
from consult.consultations.kinds.contract import Asked, Kind, as_map
from consult.consultations.kinds.given import Filled, Given, Item, Json, Line, Rows
from consult.consultations.kinds.points import Point, as_choices, as_value, load_points
from consult.consultations.kinds.reading import FieldsLike, Reader
from consult.consultations.kinds.source import Source
from consult.i18n.text import N_

ROW_LEFT_OUT = N_("Choose an answer for this line.")


class Spec(contract.Spec, tag="matrix", frozen=True, kw_only=True, omit_defaults=True):
    """`page_by` is "axis" when each page shows the rows of one axis only."""

    rows: tuple[Choice, ...]
    scale: tuple[Point, ...]
    no_opinion: bool = False
    page_by: str | None = None
    randomise: bool = False

    def offered(self, seed: str | None = None) -> tuple[Choice, ...]:
        return as_choices(self.scale, no_opinion=self.no_opinion)

    def rows_shown(self, rows: Rows = None, seed: str | None = None) -> tuple[Choice, ...]:
        shown = self.rows if rows is None else tuple(row for row in self.rows if row.id in rows)
        return ordered(shown, seed if self.randomise else None)


class Matrix(Kind[Spec]):
    keys = frozenset({"rows", "rows_from", "scale", "no_opinion", "page_by", "randomise"})
    numeric = True
    spec_type = Spec

    def load(self, source: Source, *, around: Around) -> Spec:
        rows = load_listed(source, "rows", around=around, least=1)
        page_by = source.one_of("page_by", ("axis",)) or None
        if page_by and any(row.group is None for row in rows):
            source.report(
                N_("“page_by: axis” needs rows that belong to axes (“rows_from: objectives”)."), at="page_by"
            )
        return Spec(
            rows=rows,
            scale=load_points(source, "scale"),
            no_opinion=source.flag("no_opinion"),
            page_by=page_by,
            randomise=source.one_of("randomise", ("true", "false", "within_page"), default="false")
            != "false",
        )

    def field_names(self, question: Asked[Spec], *, rows: Rows = None) -> tuple[str, ...]:
        return tuple(f"{question.key}.{row}" for row in ids(question.spec.rows_shown(rows)))

    def read(self, question: Asked[Spec], fields: FieldsLike, *, rows: Rows = None) -> Given:
        reader = Reader(fields)
        offered = ids(question.spec.offered())
        value: dict[str, Json] = {}
        for row in ids(question.spec.rows_shown(rows)):
            name = f"{question.key}.{row}"
            picked = reader.pick(name, among=offered)
            if picked:
                value[row] = as_value(picked)
            elif question.required:
                reader.refuse(name, ROW_LEFT_OUT)
        return reader.given(Item(value=value, theme=question.theme)) if value else reader.given()

    def to_fields(self, question: Asked[Spec], items: Sequence[Item]) -> Filled:
        return {f"{question.key}.{row}": (str(point),) for row, point in as_map(items).items()}

    def summarise(self, question: Asked[Spec], items: Sequence[Item], *, locale: str) -> tuple[Line, ...]:
        spec, value = question.spec, as_map(items)
        return tuple(
            Line(
                label=row.label.in_(locale), text=label_of(spec.offered(), str(value[row.id]), locale=locale)
            )
            for row in spec.rows
            if row.id in value
        )

    def rows_of(self, spec: Spec, *, group: str | None) -> tuple[str, ...] | None:
        return None if group is None else tuple(row.id for row in spec.rows if row.group == group)


KIND = Matrix()

"""A neighbourhood out of the city's list, or one that the list forgot, with a sketched map beside the list where
the city has drawn one. It asks for a place, never for an address.
"""

from __future__ import annotations

from collections.abc import Sequence

from consult.consultations.kinds import contract
from consult.consultations.kinds.choices import Around, Choice, free_choice, ids, label_of, load_choices
from consult.consultations.kinds.contract import Asked, Kind, value_chosen, value_field
from consult.consultations.kinds.given import Filled, Given, Item, Line, Rows
from consult.consultations.kinds.outlines import Area, Point, load_area, load_outline, path_of
from consult.consultations.kinds.reading import FieldsLike
from consult.consultations.kinds.source import Source
from consult.consultations.kinds.words_of_own import free_line, own_field, own_name, read_one
from consult.i18n.text import N_, Text

NAME_CHARS = 80
MOST_MAPPED = 24
MAP_TOO_FULL = N_("A map can hold %(most)s places at most: leave out the outlines, or merge places.")
NO_MAP = N_("“map” needs places with an “outline”.")


class Spec(contract.Spec, tag="place", frozen=True, kw_only=True, omit_defaults=True):
    """`areas` are the outlines of those options that have one; `water` and `caption` belong to the map."""

    options: tuple[Choice, ...]
    areas: tuple[Area, ...] = ()
    water: tuple[Point, ...] = ()
    caption: Text | None = None

    def area(self, option: str) -> tuple[int, Area] | None:
        """The number and the outline of an option on the map."""
        numbered = enumerate(self.areas, start=1)
        return next(((number, area) for number, area in numbered if area.id == option), None)

    @property
    def water_path(self) -> str:
        return path_of(self.water) if self.water else ""

    def offered(self, seed: str | None = None) -> tuple[Choice, ...]:
        """Always in the order of the file: people look a place up, they do not weigh it."""
        return self.options


class Place(Kind[Spec]):
    keys = frozenset({"options", "map"})
    spec_type = Spec

    def load(self, source: Source, *, around: Around) -> Spec:
        options = load_choices(source, "options", around=around, more=("outline", "at"))
        found = (load_area(item, id=item.string("id")) for item in source.items("options"))
        areas = tuple(area for area in found if area is not None)
        if areas and len(options) > MOST_MAPPED:
            source.report(MAP_TOO_FULL, at="options", most=MOST_MAPPED)
        drawn = source.child("map")
        if drawn is None:
            return Spec(options=options, areas=areas)
        drawn.expect(("water", "caption"))
        if not areas:
            drawn.report(NO_MAP)
        return Spec(
            options=options, areas=areas, water=load_outline(drawn, "water"), caption=drawn.text("caption")
        )

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

"""Items in an order of preference, each given its place. An item without a place was left out, not put
last.
"""

from __future__ import annotations

from collections.abc import Sequence

from consult.consultations.kinds import contract
from consult.consultations.kinds.choices import Around, Choice, ids, label_of, load_listed, ordered
from consult.consultations.kinds.contract import Asked, Kind, as_map
from consult.consultations.kinds.given import Filled, Given, Item, Json, Line, Rows
from consult.consultations.kinds.reading import FieldsLike, Reader
from consult.consultations.kinds.source import Source
from consult.i18n.text import N_

SAME_PLACE = N_("Two items have this place. Give each one a place of its own.")
UNFINISHED = N_("Give every item a place, or leave them all without one.")


class Spec(contract.Spec, tag="ranking", frozen=True, kw_only=True, omit_defaults=True):
    items: tuple[Choice, ...]
    allow_partial: bool = False
    randomise: bool = False

    def offered(self, seed: str | None = None) -> tuple[Choice, ...]:
        return ordered(self.items, seed if self.randomise else None)


class Ranking(Kind[Spec]):
    keys = frozenset({"items", "items_from", "allow_partial", "randomise"})
    numeric = True
    spec_type = Spec

    def load(self, source: Source, *, around: Around) -> Spec:
        return Spec(
            items=load_listed(source, "items", around=around),
            allow_partial=source.flag("allow_partial"),
            randomise=source.flag("randomise"),
        )

    def field_names(self, question: Asked[Spec], *, rows: Rows = None) -> tuple[str, ...]:
        return tuple(f"{question.key}.{item}" for item in ids(question.spec.items))

    def read(self, question: Asked[Spec], fields: FieldsLike, *, rows: Rows = None) -> Given:
        """The value keeps places, not an order: a lone "4" must not come out as the first choice."""
        reader = Reader(fields)
        items = ids(question.spec.items)
        places: dict[str, Json] = {}
        for item in items:
            name = f"{question.key}.{item}"
            place = reader.number(name, least=1, most=len(items))
            if place is not None and place in places.values():
                reader.refuse(name, SAME_PLACE)
            elif place is not None:
                places[item] = place
        if 0 < len(places) < len(items) and not question.spec.allow_partial:
            reader.refuse(question.key, UNFINISHED)
        return reader.given(Item(value=places, theme=question.theme)) if places else reader.given()

    def to_fields(self, question: Asked[Spec], items: Sequence[Item]) -> Filled:
        return {f"{question.key}.{item}": (str(place),) for item, place in as_map(items).items()}

    def summarise(self, question: Asked[Spec], items: Sequence[Item], *, locale: str) -> tuple[Line, ...]:
        """One line a place, the first place first."""
        places = sorted((place, item) for item, place in as_map(items).items() if isinstance(place, int))
        offered = question.spec.items
        return tuple(
            Line(label=str(place), text=label_of(offered, item, locale=locale)) for place, item in places
        )


KIND = Ranking()

"""A fixed sum shared out over items. All of it or nothing: a citizen is told what remains."""

from __future__ import annotations

from collections.abc import Sequence

from consult.consultations.kinds import contract
from consult.consultations.kinds.choices import Around, Choice, ids, load_listed
from consult.consultations.kinds.contract import Asked, Kind, as_map
from consult.consultations.kinds.given import Filled, Given, Item, Json, Line, Rows
from consult.consultations.kinds.reading import FieldsLike, Reader
from consult.consultations.kinds.source import Source
from consult.i18n.text import N_, Text

REMAINS = N_("You have shared out %(given)s of %(total)s. There are %(left)s left to share out.")
TOO_MUCH = N_("You have shared out %(given)s, but there are only %(total)s. Take %(over)s away.")
WRONG_STEP = N_("Write a multiple of %(step)s.")


class Spec(contract.Spec, tag="allocation", frozen=True, kw_only=True, omit_defaults=True):
    """`unit` is what is shared out, as it stands beside each number."""

    items: tuple[Choice, ...]
    total: int
    step: int = 1
    unit: Text | None = None

    def offered(self, seed: str | None = None) -> tuple[Choice, ...]:
        return self.items


class Allocation(Kind[Spec]):
    keys = frozenset({"items", "items_from", "total", "step", "unit"})
    numeric = True
    spec_type = Spec

    def load(self, source: Source, *, around: Around) -> Spec:
        total = source.integer("total", 100, least=1, most=1_000_000)
        step = source.integer("step", 1, least=1, most=total)
        if total % step:
            source.report(N_("“total” must be a multiple of “step”."), at="total")
        return Spec(
            items=load_listed(source, "items", around=around),
            total=total,
            step=step,
            unit=source.text("unit"),
        )

    def field_names(self, question: Asked[Spec], *, rows: Rows = None) -> tuple[str, ...]:
        return tuple(f"{question.key}.{item}" for item in ids(question.spec.items))

    def read(self, question: Asked[Spec], fields: FieldsLike, *, rows: Rows = None) -> Given:
        """A blank is nought; nothing but noughts is a question left out."""
        spec = question.spec
        reader = Reader(fields)
        value: dict[str, Json] = {}
        given, wrong = 0, False
        for item in ids(spec.items):
            name = f"{question.key}.{item}"
            amount = reader.number(name, least=0, most=spec.total)
            if amount is not None and amount % spec.step:
                reader.refuse(name, WRONG_STEP, step=spec.step)
            wrong = wrong or (amount is None and bool(reader.several(name)))
            value[item] = amount or 0
            given += amount or 0
        if not wrong and given:
            _check_sum(reader, question.key, given=given, total=spec.total)
        return reader.given(Item(value=value, theme=question.theme)) if given else reader.given()

    def to_fields(self, question: Asked[Spec], items: Sequence[Item]) -> Filled:
        return {f"{question.key}.{item}": (str(amount),) for item, amount in as_map(items).items()}

    def summarise(self, question: Asked[Spec], items: Sequence[Item], *, locale: str) -> tuple[Line, ...]:
        value, unit = as_map(items), question.spec.unit
        after = f" {unit.in_(locale)}" if unit else ""
        return tuple(
            Line(label=item.label.in_(locale), text=f"{value[item.id]}{after}")
            for item in question.spec.items
            if item.id in value
        )


def _check_sum(reader: Reader, key: str, *, given: int, total: int) -> None:
    if given < total:
        reader.refuse(key, REMAINS, given=given, total=total, left=total - given)
    if given > total:
        reader.refuse(key, TOO_MUCH, given=given, total=total, over=given - total)


KIND = Allocation()

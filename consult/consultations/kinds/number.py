"""A whole number within limits, typed in the digits of any script. It counts what can be counted and guesses
nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from consult.consultations.kinds import contract
from consult.consultations.kinds.choices import Around, Choice
from consult.consultations.kinds.contract import Asked, Kind, value_field
from consult.consultations.kinds.given import Filled, Given, Item, Line, Rows
from consult.consultations.kinds.reading import FieldsLike, Reader
from consult.consultations.kinds.source import Source
from consult.i18n.text import N_, Text

LARGEST = 99_999_999
MOST_SINGLE = 20  # Up to so many numbers are counted one by one, more of them in bands.
MOST_BANDS = 10


class Spec(contract.Spec, tag="number", frozen=True, kw_only=True, omit_defaults=True):
    """`steps` are the numbers at which the bands of a result begin, where the file names them."""

    least: int = 0
    most: int = LARGEST
    unit: Text | None = None
    steps: tuple[int, ...] = ()

    @property
    def is_limited(self) -> bool:
        return (self.least, self.most) != (0, LARGEST)

    def begins(self) -> tuple[int, ...]:
        """Where each band begins. It hangs on the form alone, never on what people answered."""
        if self.steps:
            return tuple(sorted({self.least, *self.steps}))
        width = self._width()
        first = self.least - self.least % width
        return tuple(max(at, self.least) for at in range(first, self.most + 1, width))

    def _width(self) -> int:
        """1, or the smallest of 2, 5, 10, 20, 50 … that makes no more than MOST_BANDS bands."""
        count = self.most - self.least + 1
        if count <= MOST_SINGLE:
            return 1
        widths = (digit * int(10**power) for power in range(10) for digit in (2, 5, 10))
        return next(width for width in widths if count <= width * (MOST_BANDS - 1))

    def bands(self) -> tuple[Choice, ...]:
        begins = self.begins()
        lasts = (*(at - 1 for at in begins[1:]), self.most)
        return tuple(_band(first, last) for first, last in zip(begins, lasts, strict=True))

    def band_of(self, value: object) -> str:
        """The id of the band; the number itself when a later form no longer allows it."""
        if not isinstance(value, int) or isinstance(value, bool):
            raise ValueError(f"a stored answer is not a whole number: {value!r:.60}")
        begins = self.begins()
        outside = not self.least <= value <= self.most
        return str(value if outside else begins[bisect_right(begins, value) - 1])


def _band(first: int, last: int) -> Choice:
    said = str(first) if first == last else f"{first}–{last}"
    return Choice(id=str(first), label=Text(ar=said, fr=said, en=said))


class Number(Kind[Spec]):
    keys = frozenset({"least", "most", "unit", "steps"})
    numeric = True
    spec_type = Spec

    def load(self, source: Source, *, around: Around) -> Spec:
        least = source.integer("least", 0, least=-LARGEST, most=LARGEST)
        most = source.integer("most", LARGEST, least=-LARGEST, most=LARGEST)
        if least >= most:
            source.report(N_("“most” must be greater than “least”."), at="most")
            most = least + 1
        steps = tuple(step.whole(least=least, most=most) for step in source.items("steps", most=20))
        if list(steps) != sorted(set(steps)):
            source.report(N_("Write “steps” from the smallest to the largest."), at="steps")
        return Spec(least=least, most=most, unit=source.text("unit"), steps=steps)

    def field_names(self, question: Asked[Spec], *, rows: Rows = None) -> tuple[str, ...]:
        return (question.key,)

    def read(self, question: Asked[Spec], fields: FieldsLike, *, rows: Rows = None) -> Given:
        spec, reader = question.spec, Reader(fields)
        number = reader.number(question.key, least=spec.least, most=spec.most)
        return reader.given() if number is None else reader.given(Item(value=number, theme=question.theme))

    def to_fields(self, question: Asked[Spec], items: Sequence[Item]) -> Filled:
        return value_field(question.key, items)

    def summarise(self, question: Asked[Spec], items: Sequence[Item], *, locale: str) -> tuple[Line, ...]:
        unit = question.spec.unit
        after = f" {unit.in_(locale)}" if unit else ""
        return tuple(Line(text=f"{item.value}{after}") for item in items[:1])


KIND = Number()

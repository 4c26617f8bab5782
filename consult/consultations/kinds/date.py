"""A day, asked for as day, month and year: three plain fields that any browser shows and any keyboard fills."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from consult.consultations.kinds import contract
from consult.consultations.kinds.choices import Around, Choice
from consult.consultations.kinds.contract import Asked, Kind
from consult.consultations.kinds.given import Filled, Given, Item, Line, Rows
from consult.consultations.kinds.reading import FieldsLike, Reader
from consult.consultations.kinds.source import Source
from consult.i18n import formats
from consult.i18n.locales import LOCALES, locale_of
from consult.i18n.text import N_, Text

PARTS = ("day", "month", "year")
EARLIEST, LATEST = datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)
MOST_MONTHS = 24  # Results are by month up to here, then by year, then by decade.
MOST_YEARS = 20
INCOMPLETE = N_("Give the day, the month and the year.")
NO_SUCH_DAY = N_("There is no such day. Look at the day and the month again.")
TOO_EARLY = N_("This day is too early: the first one possible is %(day)s.")
TOO_LATE = N_("This day is too late: the last one possible is %(day)s.")


def _months() -> tuple[Choice, ...]:
    """The months by their numbers, named as each language of the site names them."""
    names = {locale.code: formats.months(locale=locale) for locale in LOCALES}
    return tuple(
        Choice(id=str(number), label=Text(**{code: said[number - 1] for code, said in names.items()}))
        for number in range(1, 13)
    )


MONTHS = _months()


class Spec(contract.Spec, tag="date", frozen=True, kw_only=True, omit_defaults=True):
    earliest: datetime.date = EARLIEST
    latest: datetime.date = LATEST

    def months(self) -> tuple[Choice, ...]:
        return MONTHS

    @property
    def is_limited(self) -> bool:
        return (self.earliest, self.latest) != (EARLIEST, LATEST)

    def bands(self) -> tuple[Choice, ...]:
        """Months, years or decades, whichever the limits of the form leave few enough of."""
        months = self._month_count()
        if months <= MOST_MONTHS:
            first = self.earliest.year * 12 + self.earliest.month - 1
            return tuple(_month(at // 12, at % 12 + 1) for at in range(first, first + months))
        width = self._years()
        first = self.earliest.year - self.earliest.year % width
        return tuple(_years(year, width) for year in range(first, self.latest.year + 1, width))

    def band_of(self, value: object) -> str:
        """The id of the band. ValueError for what is no day."""
        day = datetime.date.fromisoformat(str(value))
        if self._month_count() <= MOST_MONTHS:
            return f"{day:%Y-%m}"
        return str(day.year - day.year % self._years())

    def _month_count(self) -> int:
        return (self.latest.year - self.earliest.year) * 12 + self.latest.month - self.earliest.month + 1

    def _years(self) -> int:
        return 1 if self.latest.year - self.earliest.year < MOST_YEARS else 10


def _month(year: int, month: int) -> Choice:
    name = MONTHS[month - 1].label
    said = {locale.code: f"{name.in_(locale.code)} {year}" for locale in LOCALES}
    return Choice(id=f"{year}-{month:02}", label=Text(**said))


def _years(first: int, width: int) -> Choice:
    said = str(first) if width == 1 else f"{first}–{first + width - 1}"
    return Choice(id=str(first), label=Text(ar=said, fr=said, en=said))


class Date(Kind[Spec]):
    keys = frozenset({"earliest", "latest"})
    spec_type = Spec

    def load(self, source: Source, *, around: Around) -> Spec:
        earliest, latest = source.day("earliest") or EARLIEST, source.day("latest") or LATEST
        if earliest > latest:
            source.report(N_("“latest” comes before “earliest”."), at="latest")
            latest = earliest
        return Spec(earliest=earliest, latest=latest)

    def field_names(self, question: Asked[Spec], *, rows: Rows = None) -> tuple[str, ...]:
        return tuple(f"{question.key}.{part}" for part in PARTS)

    def read(self, question: Asked[Spec], fields: FieldsLike, *, rows: Rows = None) -> Given:
        """All three or none. A wrong part is told at the part, a wrong day at the whole."""
        key, reader = question.key, Reader(fields)
        names = {part: f"{key}.{part}" for part in PARTS}
        number = {
            part: reader.number(names[part], least=1, most=most)
            for part, most in zip(PARTS, (31, 12, 9999), strict=True)
        }
        day, month, year = (number[part] for part in PARTS)
        if day and month and year:
            found = self._day(reader, question, year, month, day)
            if found is not None:
                return reader.given(Item(value=found.isoformat(), theme=question.theme))
        elif len({bool(reader.several(name)) for name in names.values()}) > 1:
            reader.refuse(key, INCOMPLETE)
        return reader.given()

    def _day(
        self, reader: Reader, question: Asked[Spec], year: int, month: int, day: int
    ) -> datetime.date | None:
        spec = question.spec
        try:
            found = datetime.date(year, month, day)
        except ValueError:
            reader.refuse(question.key, NO_SUCH_DAY)
            return None
        if found < spec.earliest:
            reader.refuse(question.key, TOO_EARLY, day=_short(spec.earliest))
        if found > spec.latest:
            reader.refuse(question.key, TOO_LATE, day=_short(spec.latest))
        return found

    def to_fields(self, question: Asked[Spec], items: Sequence[Item]) -> Filled:
        return self._fields(question.key, items[0].value) if items else {}

    def _fields(self, key: str, written: object) -> Filled:
        """The three fields of a day; whatever is no day goes where it will be refused."""
        try:
            day = datetime.date.fromisoformat(str(written)[:10])
        except ValueError:
            return {f"{key}.day": (str(written),)}
        return {f"{key}.{part}": (str(getattr(day, part)),) for part in PARTS}

    def summarise(self, question: Asked[Spec], items: Sequence[Item], *, locale: str) -> tuple[Line, ...]:
        here = locale_of(locale) or LOCALES[0]
        days = (datetime.date.fromisoformat(str(item.value)) for item in items[:1])
        return tuple(Line(text=formats.date(day, locale=here)) for day in days)

    def export_columns(self, question: Asked[Spec]) -> tuple[str, ...]:
        return (question.key,)

    def export_row(self, question: Asked[Spec], items: Sequence[Item]) -> dict[str, str | int | None]:
        return {question.key: str(items[0].value) if items else None}

    def from_row(self, question: Asked[Spec], row: Mapping[str, object]) -> Filled:
        """A day as 2026-03-02, or as a workbook keeps it."""
        cell = row.get(question.key)
        return {} if cell is None else self._fields(question.key, cell)


def _short(day: datetime.date) -> str:
    """Digits only: the same for every reader."""
    return f"{day.day}/{day.month}/{day.year}"


KIND = Date()

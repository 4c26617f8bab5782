"""Numbers, shares, dates and lists as Tunisians read them. It refuses to know where they are printed."""

from collections.abc import Sequence
from datetime import date as Date
from datetime import datetime as DateTime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, get_month_names
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent

from consult.i18n.locales import Locale

TUNIS = ZoneInfo("Africa/Tunis")


def number(value: float, *, locale: Locale) -> str:
    return format_decimal(value, locale=locale.babel)


def percent(share: float, *, locale: Locale, is_fine: bool = False) -> str:
    """A share between 0 and 1 as a whole percentage; a fine one has a decimal."""
    return format_percent(share, format="#,##0.0%" if is_fine else "#,##0%", locale=locale.babel)


def date(day: Date, *, locale: Locale) -> str:
    return format_date(day, format="d MMMM y", locale=locale.babel)


def months(*, locale: Locale) -> tuple[str, ...]:
    """The names of the months, January first."""
    names = get_month_names("wide", context="stand-alone", locale=locale.babel)
    return tuple(str(names[number]) for number in range(1, 13))


def datetime(at: DateTime, *, locale: Locale) -> str:
    return format_datetime(at.astimezone(TUNIS), format="d MMMM y, HH:mm", locale=locale.babel)


def time(at: DateTime, *, locale: Locale) -> str:
    return format_datetime(at.astimezone(TUNIS), format="HH:mm", locale=locale.babel)


def listed(items: Sequence[str], *, locale: Locale) -> str:
    return format_list(list(items), locale=locale.babel)


def either(items: Sequence[str], *, locale: Locale) -> str:
    """One of these: "a, b or c"."""
    return format_list(list(items), style="or", locale=locale.babel)

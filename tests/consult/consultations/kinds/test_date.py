"""A day out of three plain fields."""

from datetime import date as Day

import pytest

from consult.consultations.kinds.date import INCOMPLETE, KIND, MONTHS, NO_SUCH_DAY, TOO_EARLY, TOO_LATE, Spec
from consult.consultations.kinds.reading import NOT_A_NUMBER, OUT_OF_RANGE
from consult.consultations.model import Question
from consult.i18n.text import Text
from consult.web.forms import Fields

SPEC = Spec(earliest=Day(2020, 1, 1), latest=Day(2026, 3, 31))
QUESTION = Question(key="q", prompt=Text(en="When?"), spec=SPEC)


def read(day: str = "", month: str = "", year: str = ""):
    return KIND.read(QUESTION, Fields.of({"q.day": [day], "q.month": [month], "q.year": [year]}))


def test_a_day_is_kept_as_the_standard_writes_it_whatever_the_digits():
    assert read("٢", "3", "٢٠٢٦").items[0].value == "2026-03-02"


@pytest.mark.parametrize("parts", [("2", "", ""), ("", "3", "2026"), ("2", "3", "")])
def test_part_of_a_day_is_no_day(parts):
    (problem,) = read(*parts).problems
    assert (problem.field, problem.message) == ("q", INCOMPLETE)


@pytest.mark.parametrize("parts", [("31", "4", "2021"), ("29", "2", "2023"), ("30", "2", "2024")])
def test_a_day_that_no_calendar_has_is_told(parts):
    assert read(*parts).problems[0].message == NO_SUCH_DAY


def test_the_leap_day_exists():
    assert read("29", "2", "2024").items[0].value == "2024-02-29"


def test_a_day_beyond_the_limits_is_told_with_the_limit():
    (early,), (late,) = read("31", "12", "2019").problems, read("1", "4", "2026").problems
    assert (early.message, early.params) == (TOO_EARLY, {"day": "1/1/2020"})
    assert (late.message, late.params) == (TOO_LATE, {"day": "31/3/2026"})


def test_a_wrong_part_is_told_at_the_part():
    assert [(p.field, p.message) for p in read("x", "3", "2026").problems] == [("q.day", NOT_A_NUMBER)]
    assert [(p.field, p.message) for p in read("2", "13", "2026").problems] == [("q.month", OUT_OF_RANGE)]


def test_two_digits_of_a_year_are_not_guessed_at():
    assert read("2", "3", "26").problems[0].message == TOO_EARLY


def test_months_have_the_names_that_tunisians_use():
    assert (MONTHS[0].label.ar, MONTHS[6].label.ar, MONTHS[6].label.fr) == ("جانفي", "جويلية", "juillet")


def test_a_day_is_told_in_words_and_exported_in_one_cell():
    items = read("2", "3", "2026").items
    assert KIND.summarise(QUESTION, items, locale="fr")[0].text == "2 mars 2026"
    assert KIND.export_row(QUESTION, items) == {"q": "2026-03-02"}


@pytest.mark.parametrize("cell", ["2026-03-02", Day(2026, 3, 2), "2026-03-02 00:00:00"])
def test_a_day_of_a_workbook_is_read(cell):
    assert KIND.read(
        QUESTION, Fields.of({k: list(v) for k, v in KIND.from_row(QUESTION, {"q": cell}).items()})
    ).items


def test_a_cell_that_is_no_day_is_refused_and_not_dropped():
    fields = KIND.from_row(QUESTION, {"q": "last week"})
    assert KIND.read(QUESTION, Fields.of({k: list(v) for k, v in fields.items()})).problems

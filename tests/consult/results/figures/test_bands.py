"""Numbers and days are counted in bands that the form fixes, whoever answers what."""

from datetime import date as Day

import pytest

from consult.consultations.kinds import date, number
from consult.consultations.model import Question
from consult.i18n.text import Text
from consult.results import figures
from consult.results.figures import Group


def drawn(spec, *groups):
    question = Question(key="q", prompt=Text(en="?"), spec=spec)
    return figures.build(question, figures.tally(question, [Group(value=v, people=n) for v, n in groups]))


def counts(figure):
    return {row.key: row.count for row in figure.rows}


def test_bands_stay_the_same_whatever_people_answer():
    spec = number.Spec(most=60)
    assert list(counts(drawn(spec, (3, 40)))) == list(counts(drawn(spec, (57, 40), (12, 30))))
    assert counts(drawn(spec, (3, 40), (9, 20), (10, 15)))["0"] == 60


def test_the_file_may_say_where_bands_begin():
    spec = number.Spec(least=1, most=500, steps=(10, 100))
    assert [row.label.en for row in drawn(spec, (5, 40)).rows] == ["1–9", "10–99", "100–500"]
    assert counts(drawn(spec, (10, 40), (99, 20), (500, 11))) == {"1": 0, "10": 60, "100": 11}


def test_few_numbers_stand_one_by_one_and_have_a_median():
    figure = drawn(number.Spec(least=1, most=12), (2, 40), (4, 50), (9, 30))
    assert figure.name == "distribution"
    assert figure.median == 4
    assert counts(figure)["4"] == 50


def test_a_band_has_no_median():
    assert drawn(number.Spec(most=60), (3, 40)).name == "bars"


@pytest.mark.parametrize(
    ("earliest", "latest", "label"),
    [
        (Day(2026, 1, 15), Day(2026, 6, 30), "mars 2026"),
        (Day(2015, 1, 1), Day(2030, 1, 1), "2026"),
        (date.EARLIEST, date.LATEST, "2020–2029"),
    ],
)
def test_days_are_counted_by_month_year_or_decade_as_the_limits_leave_them(earliest, latest, label):
    figure = drawn(date.Spec(earliest=earliest, latest=latest), ("2026-03-02", 40))
    assert [row.label.fr for row in figure.rows if row.count] == [label]
    assert len(figure.rows) <= 24


def test_a_number_that_a_later_form_refuses_is_not_lost():
    assert counts(drawn(number.Spec(most=60), (75, 40), (5, 30)))["75"] == 40
    assert counts(drawn(number.Spec(most=12), (75, 40), (5, 30)))["75"] == 40


@pytest.mark.parametrize(("spec", "value"), [(number.Spec(most=60), "7"), (date.Spec(), "never")])
def test_what_is_no_number_and_no_day_is_refused_rather_than_left_out(spec, value):
    with pytest.raises(ValueError, match=r"not|Invalid"):
        drawn(spec, (value, 40))

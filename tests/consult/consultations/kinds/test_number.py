"""A whole number within limits, in the digits of any script."""

import pytest

from consult.consultations.kinds.number import KIND, LARGEST, MOST_BANDS, MOST_SINGLE, Spec
from consult.consultations.kinds.reading import NOT_A_NUMBER, OUT_OF_RANGE
from consult.consultations.model import Question
from consult.i18n.text import Text
from consult.web.forms import Fields

SPEC = Spec(least=0, most=150, unit=Text(ar="كلم", fr="km", en="km"))
QUESTION = Question(key="q", prompt=Text(en="How far?"), spec=SPEC)


def read(written: str):
    return KIND.read(QUESTION, Fields.of({"q": [written]}))


@pytest.mark.parametrize("written", ["42", "٤٢", "۴۲", " 42 ", "042"])
def test_digits_of_any_script_are_the_same_number(written):
    assert read(written).items[0].value == 42


def test_nought_is_an_answer_and_a_blank_is_none():
    assert read("0").items[0].value == 0
    assert read("").items == ()


@pytest.mark.parametrize("written", ["4.2", "4,2", "about 4", "1e3", "4 2", "½", "1234567890", "²"])
def test_what_is_no_whole_number_is_told(written):
    assert read(written).problems[0].message == NOT_A_NUMBER


@pytest.mark.parametrize("written", ["151", "-1"])
def test_a_number_beyond_the_limits_is_told_with_the_limits(written):
    (problem,) = read(written).problems
    assert (problem.message, problem.params) == (OUT_OF_RANGE, {"least": 0, "most": 150})


def test_it_is_told_with_its_unit_and_exported_as_a_number():
    items = read("٤٢").items
    assert KIND.summarise(QUESTION, items, locale="ar")[0].text == "42 كلم"
    assert KIND.export_row(QUESTION, items) == {"q": 42}


@pytest.mark.parametrize(
    ("least", "most"), [(0, 1), (1, 20), (0, 20), (1, 120), (-30, 50), (18, 99), (0, LARGEST), (5, 1005)]
)
def test_bands_cover_every_number_once_and_are_few(least, most):
    spec = Spec(least=least, most=most)
    begins = spec.begins()
    assert (begins[0], spec.bands()[0].id) == (least, str(least))
    assert list(begins) == sorted(set(begins))
    assert len(begins) <= (MOST_SINGLE if most - least < MOST_SINGLE else MOST_BANDS)
    for value in (least, least + 1, (least + most) // 2, most):
        assert spec.band_of(value) in {band.id for band in spec.bands()}

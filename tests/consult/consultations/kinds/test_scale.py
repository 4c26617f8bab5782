"""A whole number between two ends."""

import pytest

from consult.consultations.kinds.reading import NOT_OFFERED
from consult.consultations.kinds.scale import KIND, Spec
from consult.consultations.model import Question
from consult.i18n.text import Text
from consult.web.forms import Fields

QUESTION = Question(key="q", prompt=Text(en="How safe?"), spec=Spec(min=0, max=10))


def read(given: str, question: Question = QUESTION):
    return KIND.read(question, Fields.of({"q": [given]}))


@pytest.mark.parametrize("number", [0, 5, 10])
def test_both_ends_and_the_numbers_between_are_answers(number):
    assert read(str(number)).items[0].value == number


@pytest.mark.parametrize("given", ["-1", "11", "5.5", "five", "1e1", "no_opinion"])
def test_anything_else_is_a_problem(given):
    assert read(given).problems[0].message == NOT_OFFERED


def test_nought_is_an_answer_and_not_a_blank():
    items = read("0").items
    assert KIND.summarise(QUESTION, items, locale="ar")[0].text == "0 / 10"
    assert KIND.export_row(QUESTION, items) == {"q": 0}


def test_no_opinion_is_told_in_words():
    question = Question(key="q", prompt=Text(en="How safe?"), spec=Spec(min=0, max=10, no_opinion=True))
    items = read("no_opinion", question).items
    assert KIND.summarise(question, items, locale="fr")[0].text == "Sans opinion"

"""Labelled points, and "no opinion" as an answer that is not a number."""

from consult.consultations.kinds.likert import KIND, Spec
from consult.consultations.kinds.points import Point
from consult.consultations.kinds.reading import NOT_OFFERED, ONE_ONLY
from consult.consultations.model import Question
from consult.i18n.text import Text
from consult.web.forms import Fields

SCALE = tuple(
    Point(value=value, label=Text(en=label)) for value, label in ((-1, "Worse"), (0, "Same"), (1, "Better"))
)
WITH = Question(key="q", prompt=Text(en="How?"), spec=Spec(scale=SCALE, no_opinion=True))
WITHOUT = Question(key="q", prompt=Text(en="How?"), spec=Spec(scale=SCALE))


def read(question: Question, *given: str):
    return KIND.read(question, Fields.of({"q": given}))


def test_a_point_is_stored_as_its_number():
    assert read(WITH, "-1").items[0].value == -1
    assert read(WITH, "0").items[0].value == 0


def test_no_opinion_is_an_answer_where_it_is_offered():
    assert read(WITH, "no_opinion").items[0].value == "no_opinion"
    assert read(WITHOUT, "no_opinion").problems[0].message == NOT_OFFERED


def test_numbers_off_the_scale_and_numbers_in_other_words_are_problems():
    for given in ("2", "+1", "1.0", "01", "١"):
        assert read(WITH, given).problems[0].message == NOT_OFFERED


def test_two_points_are_a_problem():
    assert read(WITH, "0", "1").problems[0].message == ONE_ONLY


def test_an_answer_is_told_by_its_label():
    told = [
        KIND.summarise(WITH, read(WITH, given).items, locale="en")[0].text for given in ("-1", "no_opinion")
    ]
    assert told == ["Worse", "No opinion"]

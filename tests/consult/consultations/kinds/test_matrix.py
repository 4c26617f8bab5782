"""Rows on one scale, perhaps spread over pages."""

from consult.consultations.kinds.choices import Choice
from consult.consultations.kinds.matrix import KIND, ROW_LEFT_OUT, Spec
from consult.consultations.kinds.points import Point
from consult.consultations.kinds.reading import NOT_OFFERED
from consult.consultations.model import Page, Question
from consult.i18n.text import Text
from consult.web.forms import Fields

ROWS = tuple(
    Choice(id=name, label=Text(en=name), group=group)
    for name, group in (("A1", "a"), ("B1", "b"), ("A2", "a"))
)
SCALE = tuple(Point(value=value, label=Text(en=str(value))) for value in (1, 2, 3))
SPEC = Spec(rows=ROWS, scale=SCALE, no_opinion=True, page_by="axis")
QUESTION = Question(key="q", prompt=Text(en="?"), spec=SPEC)
REQUIRED = Question(key="q", prompt=Text(en="?"), spec=SPEC, required=True)


def test_each_row_keeps_its_own_point():
    given = KIND.read(QUESTION, Fields.of({"q.A1": ["3"], "q.A2": ["no_opinion"]}))
    assert given.items[0].value == {"A1": 3, "A2": "no_opinion"}


def test_every_wrong_row_is_a_problem_of_its_own():
    given = KIND.read(QUESTION, Fields.of({"q.A1": ["9"], "q.B1": ["x"], "q.A2": ["1"]}))
    assert [(problem.field, problem.message) for problem in given.problems] == [
        ("q.A1", NOT_OFFERED),
        ("q.B1", NOT_OFFERED),
    ]


def test_a_page_for_one_group_reads_and_shows_its_rows_only():
    page = Page(key="p", questions=("q",), group="a")
    rows = page.rows(QUESTION)
    assert rows == ("A1", "A2")
    assert KIND.field_names(QUESTION, rows=rows) == ("q.A1", "q.A2")
    given = KIND.read(QUESTION, Fields.of({"q.A1": ["1"], "q.B1": ["1"]}), rows=rows)
    assert given.items[0].value == {"A1": 1}


def test_a_page_without_a_group_has_all_rows():
    assert Page(key="p", questions=("q",)).rows(QUESTION) is None
    assert KIND.field_names(QUESTION) == ("q.A1", "q.B1", "q.A2")


def test_a_required_matrix_asks_for_each_row_of_the_page():
    given = KIND.read(REQUIRED, Fields.of({"q.A1": ["1"]}), rows=("A1", "A2"))
    assert [(problem.field, problem.message) for problem in given.problems] == [("q.A2", ROW_LEFT_OUT)]


def test_rows_are_told_in_the_order_of_the_form():
    items = KIND.read(QUESTION, Fields.of({"q.A2": ["1"], "q.A1": ["no_opinion"]})).items
    told = KIND.summarise(QUESTION, items, locale="en")
    assert [(line.label, line.text) for line in told] == [("A1", "No opinion"), ("A2", "1")]

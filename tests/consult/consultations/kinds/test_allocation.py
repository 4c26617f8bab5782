"""A sum shared out: all of it or nothing, and a citizen is told what remains."""

from consult.consultations.kinds.allocation import KIND, REMAINS, TOO_MUCH, WRONG_STEP, Spec
from consult.consultations.kinds.choices import Choice
from consult.consultations.kinds.reading import NOT_A_NUMBER, OUT_OF_RANGE
from consult.consultations.model import Question
from consult.i18n.text import Text
from consult.web.forms import Fields

ITEMS = tuple(Choice(id=name, label=Text(en=name.upper())) for name in ("a", "b", "c"))
SPEC = Spec(items=ITEMS, total=100, step=10, unit=Text(ar="دينار", fr="dinars", en="dinars"))
QUESTION = Question(key="q", prompt=Text(en="?"), spec=SPEC)


def read(**amounts: str):
    return KIND.read(QUESTION, Fields.of({f"q.{item}": [amount] for item, amount in amounts.items()}))


def test_a_blank_is_nought_when_the_rest_adds_up():
    assert read(a="60", b="40").items[0].value == {"a": 60, "b": 40, "c": 0}


def test_noughts_alone_are_a_question_left_out():
    assert read(a="0", b="0", c="0") == read()
    assert read().items == ()


def test_too_little_says_how_much_remains():
    (problem,) = read(a="60", b="10").problems
    assert (problem.field, problem.message) == ("q", REMAINS)
    assert problem.params == {"given": 70, "total": 100, "left": 30}


def test_too_much_says_how_much_to_take_away():
    (problem,) = read(a="60", b="60").problems
    assert (problem.field, problem.message) == ("q", TOO_MUCH)
    assert problem.params == {"given": 120, "total": 100, "over": 20}


def test_a_wrong_amount_is_told_at_its_item_and_the_sum_is_not_judged():
    given = read(a="many", b="-10", c="30")
    assert [(problem.field, problem.message) for problem in given.problems] == [
        ("q.a", NOT_A_NUMBER),
        ("q.b", OUT_OF_RANGE),
    ]
    assert read(a="101").problems[0].message == OUT_OF_RANGE


def test_amounts_go_in_steps():
    given = read(a="55", b="45")
    assert [(problem.field, problem.message) for problem in given.problems] == [
        ("q.a", WRONG_STEP),
        ("q.b", WRONG_STEP),
    ]


def test_digits_of_any_script_and_blanks_around_them_are_numbers():
    assert read(a=" ٤٠ ", b="60").items[0].value["a"] == 40


def test_numbers_too_long_to_mean_anything_are_no_numbers():
    assert read(a="9" * 5000).problems[0].message == NOT_A_NUMBER


def test_amounts_are_told_with_their_unit():
    told = KIND.summarise(QUESTION, read(a="60", b="40").items, locale="ar")
    assert [(line.label, line.text) for line in told] == [
        ("A", "60 دينار"),
        ("B", "40 دينار"),
        ("C", "0 دينار"),
    ]

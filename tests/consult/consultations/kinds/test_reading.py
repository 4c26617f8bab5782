"""Fields are read one by one, each with its first problem."""

from consult.consultations.kinds.given import Item
from consult.consultations.kinds.reading import NOT_A_NUMBER, Reader
from consult.web.forms import Fields


def test_the_first_problem_of_a_field_stands():
    reader = Reader(Fields.of({}))
    reader.refuse("a", "first", count=1)
    reader.refuse("a", "second")
    reader.refuse("b", "other")
    problems = reader.given(Item(value=1)).problems
    assert [(problem.field, problem.message, problem.params) for problem in problems] == [
        ("a", "first", {"count": 1}),
        ("b", "other", {}),
    ]


def test_items_are_given_only_when_nothing_is_wrong():
    reader = Reader(Fields.of({}))
    assert reader.given(Item(value=1)).items == (Item(value=1),)
    reader.refuse("a", "wrong")
    assert reader.given(Item(value=1)).items == ()


def test_numbers_are_read_in_any_digits_and_nothing_else_is_a_number():
    for written, number in (("7", 7), ("٧", 7), ("-7", -7), (" 07 ", 7), ("", None)):
        reader = Reader(Fields.of({"n": [written]}))
        assert reader.number("n", least=-10, most=10) == number
        assert reader.given().problems == ()
    for written in ("7.0", "--7", "+7", "²", "0x7", "seven", "-"):
        reader = Reader(Fields.of({"n": [written]}))
        assert reader.number("n", least=-10, most=10) is None
        assert [problem.message for problem in reader.given().problems] == [NOT_A_NUMBER]

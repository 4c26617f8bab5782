"""Proposals: each an item of its own, with the theme its author chose."""

from consult.consultations.kinds.choices import Choice
from consult.consultations.kinds.proposal import KIND, Spec, axis_of, title_and_text
from consult.consultations.kinds.reading import NOT_OFFERED, TOO_LONG
from consult.consultations.model import Question
from consult.i18n.text import Text
from consult.web.forms import Fields

AXES = tuple(Choice(id=name, label=Text(en=name.title())) for name in ("sea", "land"))
QUESTION = Question(
    key="q", prompt=Text(en="?"), spec=Spec(max_items=3, axes=AXES, title_max_chars=20, max_chars=40)
)


def read(question: Question = QUESTION, **blocks: dict[str, str]):
    given = {
        f"q.{number[1:]}.{part}": [said] for number, parts in blocks.items() for part, said in parts.items()
    }
    return KIND.read(question, Fields.of(given))


def test_a_proposal_has_its_theme_and_all_its_words_in_one_body():
    (item,) = read(_1={"axis": "sea", "title": "Un port", "text": "propre\net ouvert"}).items
    assert (item.value, item.theme) == ({"axis": "sea", "titled": True}, "sea")
    assert item.body == "Un port\npropre\net ouvert"
    assert (axis_of(item), title_and_text(item)) == ("sea", ("Un port", "propre\net ouvert"))


def test_without_an_axis_the_theme_is_left_to_be_assigned():
    (item,) = read(_1={"text": "un bus"}).items
    assert (item.theme, item.value) == (None, {"axis": None, "titled": False})
    assert title_and_text(item) == ("", "un bus")


def test_blocks_that_were_left_empty_close_ranks():
    items = read(_1={"axis": "sea"}, _2={"text": "b"}, _3={"title": "c"}).items
    assert [(item.index, item.body) for item in items] == [(0, "b"), (1, "c")]
    assert title_and_text(items[1]) == ("c", "")


def test_an_axis_alone_is_no_proposal_and_no_problem():
    assert read(_1={"axis": "sea"}) == read()


def test_each_field_has_its_own_problem_and_all_come_at_once():
    given = read(_1={"axis": "moon", "title": "x" * 21, "text": "a"}, _3={"text": "y" * 41})
    assert [(problem.field, problem.message) for problem in given.problems] == [
        ("q.1.axis", NOT_OFFERED),
        ("q.1.title", TOO_LONG),
        ("q.3.text", TOO_LONG),
    ]


def test_a_fourth_proposal_is_not_read():
    assert read(_4={"text": "too much"}) == read()


def test_a_title_is_one_line_however_it_was_sent():
    (item,) = read(_1={"title": "un\nport ", "text": "x"}).items
    assert title_and_text(item) == ("un port", "x")


def test_only_the_parts_that_are_asked_for_are_read():
    bare = Question(key="q", prompt=Text(en="?"), spec=Spec(titled=False), theme="sea")
    assert KIND.field_names(bare) == ("q.1.text",)
    (item,) = read(bare, _1={"text": "x", "title": "ignored"}).items
    assert (item.body, item.theme) == ("x", "sea")


def test_a_proposal_is_told_under_its_axis():
    told = KIND.summarise(QUESTION, read(_1={"axis": "sea", "title": "T", "text": "t"}).items, locale="en")
    assert [(line.label, line.text, line.is_citizen_text) for line in told] == [
        ("Sea", "T", True),
        (None, "t", True),
    ]

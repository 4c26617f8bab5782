"""Several answers, a stated most, and words of one's own."""

from types import SimpleNamespace

from consult.consultations.kinds.choices import Choice
from consult.consultations.kinds.multiple_choice import KIND, NOT_TOGETHER, TOO_MANY, Spec
from consult.consultations.kinds.reading import NOT_OFFERED
from consult.consultations.model import Question
from consult.i18n.locales import LOCALES
from consult.i18n.text import Text
from consult.web.forms import Fields
from consult.web.templates import environment_for

OPTIONS = tuple(
    Choice(id=name, label=Text(en=name.title()), free_text=name == "other")
    for name in ("air", "water", "other")
)
QUESTION = Question(key="q", prompt=Text(en="What?"), spec=Spec(options=OPTIONS, max_choices=2))


def read(ticked: list[str], own: str = ""):
    return KIND.read(QUESTION, Fields.of({"q": ticked, "q.other": [own]}))


def test_ticks_are_kept_in_the_order_of_the_form_whatever_the_order_of_ticking():
    assert read(["water", "air", "water"]).items == read(["air", "water"]).items
    assert read(["water", "air"]).items[0].value == ["air", "water"]


def test_more_ticks_than_allowed_are_a_problem_that_says_how_many():
    (problem,) = read(["air", "water", "other"]).problems
    assert (problem.field, problem.message, problem.params) == ("q", TOO_MANY, {"most": 2, "count": 3})


def test_words_count_as_their_own_tick():
    assert read([], "le bruit").items[0].value == ["other"]
    assert read(["air", "water"], "le bruit").problems[0].message == TOO_MANY


def test_one_unknown_tick_is_a_problem_even_beside_known_ones():
    assert [problem.message for problem in read(["air", "fire"]).problems] == [NOT_OFFERED]


def test_without_a_limit_everything_may_be_ticked():
    free = Question(key="q", prompt=Text(en="What?"), spec=Spec(options=OPTIONS))
    assert len(KIND.read(free, Fields.of({"q": ["air", "water", "other"]})).items[0].value) == 3


def test_every_tick_can_be_waited_for():
    assert KIND.chosen(read(["air", "water"]).items) == {"air", "water"}


def test_ticks_share_a_cell_and_come_apart_again():
    items = read(["air", "other"], "le bruit").items
    row = KIND.export_row(QUESTION, items)
    assert row == {"q": "air other", "q.other": "le bruit"}
    assert KIND.from_row(QUESTION, row) == {"q": ("air", "other"), "q.other": ("le bruit",)}


ALONE = (*OPTIONS, Choice(id="none", label=Text(en="None of these"), exclusive=True))
WITH_NONE = Question(key="q", prompt=Text(en="What?"), spec=Spec(options=ALONE, randomise=True))


def test_none_of_these_stands_alone_or_is_a_problem_that_names_it():
    def read_alone(*ticked: str, own: str = ""):
        return KIND.read(WITH_NONE, Fields.of({"q": list(ticked), "q.other": [own]}))

    assert read_alone("none").items[0].value == ["none"]
    for given in (read_alone("air", "none"), read_alone("none", own="le bruit")):
        (problem,) = given.problems
        assert (problem.field, problem.message, problem.params) == ("q", NOT_TOGETHER, {"alone": "none"})


def test_none_of_these_comes_last_whatever_the_order():
    assert {WITH_NONE.spec.offered(str(seed))[-1].id for seed in range(20)} == {"none"}


def test_the_page_names_the_answer_that_must_stand_alone():
    problems = KIND.read(WITH_NONE, Fields.of({"q": ["air", "none"]})).problems
    macro = environment_for(LOCALES[2]).globals["questions"]["multiple_choice"].ask
    html = str(macro(WITH_NONE, Fields.of({}), problems, SimpleNamespace(locale=LOCALES[2], path="/en/c/x")))
    assert "“None of these”: This answer can only stand alone." in html

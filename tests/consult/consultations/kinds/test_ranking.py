"""Places for items: each place once, and what was left out is not put last."""

from consult.consultations.kinds.choices import Choice
from consult.consultations.kinds.ranking import KIND, SAME_PLACE, UNFINISHED, Spec
from consult.consultations.kinds.reading import NOT_A_NUMBER, OUT_OF_RANGE, TWICE
from consult.consultations.model import Question
from consult.i18n.text import Text
from consult.web.forms import Fields

ITEMS = tuple(Choice(id=name, label=Text(en=name.upper())) for name in ("a", "b", "c"))
PARTIAL = Question(key="q", prompt=Text(en="?"), spec=Spec(items=ITEMS, allow_partial=True))
WHOLE = Question(key="q", prompt=Text(en="?"), spec=Spec(items=ITEMS))


def read(question: Question = PARTIAL, **places: str | list[str]):
    given = {f"q.{item}": [place] if isinstance(place, str) else place for item, place in places.items()}
    return KIND.read(question, Fields.of(given))


def problems(given):
    return [(problem.field, problem.message) for problem in given.problems]


def test_places_are_kept_with_their_items():
    assert read(a="3", b="1", c="2").items[0].value == {"a": 3, "b": 1, "c": 2}


def test_a_lone_last_place_stays_a_last_place():
    assert read(a="3").items[0].value == {"a": 3}


def test_an_item_without_a_place_is_left_out():
    assert read(a="1", b="").items[0].value == {"a": 1}


def test_a_place_given_twice_is_a_problem_at_the_second():
    assert problems(read(a="1", b="2", c="1")) == [("q.c", SAME_PLACE)]


def test_a_ranking_that_must_be_whole_says_what_is_missing():
    assert problems(read(WHOLE, a="1", b="2")) == [("q", UNFINISHED)]
    assert read(WHOLE, a="1", b="2", c="3").items
    assert read(WHOLE) == read(PARTIAL)


def test_places_beyond_the_list_words_and_doubled_fields_are_problems_each_at_its_item():
    given = read(a="4", b="first", c=["1", "2"])
    assert problems(given) == [("q.a", OUT_OF_RANGE), ("q.b", NOT_A_NUMBER), ("q.c", TWICE)]
    assert read(a="0").problems[0].message == OUT_OF_RANGE


def test_arabic_digits_are_digits():
    assert read(a="٢").items[0].value == {"a": 2}


def test_the_first_place_is_told_first():
    told = KIND.summarise(PARTIAL, read(a="2", c="1").items, locale="en")
    assert [(line.label, line.text) for line in told] == [("1", "C"), ("2", "A")]

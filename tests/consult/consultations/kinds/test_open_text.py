"""Words of one's own, kept exactly."""

from consult.consultations.kinds.open_text import KIND, Spec
from consult.consultations.kinds.reading import TOO_LONG, TWICE
from consult.consultations.model import Question
from consult.i18n.text import Text
from consult.web.forms import Fields

QUESTION = Question(key="q", prompt=Text(en="?"), spec=Spec(max_chars=20), theme="migration")


def read(*given: str):
    return KIND.read(QUESTION, Fields.of({"q": given}))


def test_words_are_kept_exactly_as_they_were_written():
    said = " el b7ar\n\tنظيف   !! "
    (item,) = read(said).items
    assert (item.value, item.body, item.theme) == (None, said, "migration")


def test_the_last_character_that_fits_is_accepted_and_the_next_is_not():
    assert read("ع" * 20).items
    (problem,) = read("ع" * 21).problems
    assert (problem.message, problem.params) == (TOO_LONG, {"count": 21, "most": 20})


def test_two_different_texts_under_one_name_are_a_problem():
    assert read("a", "b").problems[0].message == TWICE
    assert read("a", "a").items == read("a").items
    assert read("", "a").items == read("a").items


def test_words_cannot_be_waited_for():
    assert KIND.condition_ids(QUESTION.spec) == ()
    assert KIND.chosen(read("a").items) == frozenset()

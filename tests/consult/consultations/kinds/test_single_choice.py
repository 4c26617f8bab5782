"""One answer out of several, and words of one's own."""

from consult.consultations.kinds.choices import Choice
from consult.consultations.kinds.reading import NOT_OFFERED, ONE_ONLY, TOO_LONG
from consult.consultations.kinds.single_choice import KIND, Spec
from consult.consultations.kinds.words_of_own import OTHER_ANSWER
from consult.consultations.model import Question
from consult.i18n.text import Text
from consult.web.forms import Fields

OPTIONS = (
    Choice(id="here", label=Text(ar="هنا", fr="Ici", en="Here")),
    Choice(id="60+", label=Text(ar="٦٠", fr="60 et plus", en="60 and over")),
    Choice(id="other", label=Text(ar="غيره", fr="Autre", en="Other"), free_text=True),
)
QUESTION = Question(key="q", prompt=Text(en="Where?"), spec=Spec(options=OPTIONS))


def read(**fields: list[str]):
    return KIND.read(QUESTION, Fields.of({name.replace("__", "."): given for name, given in fields.items()}))


def messages(given):
    return [(problem.field, problem.message) for problem in given.problems]


def test_an_option_is_stored_by_its_id():
    (item,) = read(q=["60+"]).items
    assert (item.value, item.body, item.theme) == ("60+", None, None)


def test_the_same_option_sent_twice_is_one_answer():
    assert read(q=["here", "here"]).items == read(q=["here"]).items


def test_two_options_are_a_problem():
    assert messages(read(q=["here", "60+"])) == [("q", ONE_ONLY)]


def test_an_option_that_is_not_offered_is_a_problem():
    assert messages(read(q=["Here"])) == [("q", NOT_OFFERED)]


def test_words_beside_other_are_kept_as_they_were_written():
    (item,) = read(q=["other"], q__other=["  chez  ma mère "]).items
    assert (item.value, item.body) == ("other", "  chez  ma mère ")


def test_words_without_a_choice_choose_other():
    assert read(q__other=["ailleurs"]).items == read(q=["other"], q__other=["ailleurs"]).items


def test_other_without_words_is_an_answer():
    (item,) = read(q=["other"]).items
    assert (item.value, item.body) == ("other", None)


def test_words_beside_another_choice_are_a_problem_and_not_dropped():
    assert messages(read(q=["here"], q__other=["ailleurs"])) == [("q.other", OTHER_ANSWER)]


def test_too_many_words_are_a_problem_that_counts_them():
    (problem,) = read(q=["other"], q__other=["a" * 201]).problems
    assert (problem.field, problem.message) == ("q.other", TOO_LONG)
    assert problem.params == {"count": 201, "most": 200}


def test_words_are_not_read_where_no_option_asks_for_them():
    plain = Question(key="q", prompt=Text(en="Where?"), spec=Spec(options=OPTIONS[:2]))
    assert KIND.field_names(plain) == ("q",)
    assert KIND.read(plain, Fields.of({"q.other": ["x"]})).items == ()


def test_what_was_chosen_can_be_waited_for():
    assert KIND.condition_ids(QUESTION.spec) == ("here", "60+", "other")
    assert KIND.chosen(read(q=["60+"]).items) == {"60+"}
    assert KIND.chosen(()) == frozenset()


def test_an_answer_from_an_older_form_is_told_by_its_id():
    older = Question(key="q", prompt=Text(en="Where?"), spec=Spec(options=OPTIONS[1:]))
    (line,) = KIND.summarise(older, read(q=["here"]).items, locale="fr")
    assert line.text == "here"


def test_the_theme_of_the_question_is_the_theme_of_its_answers():
    themed = Question(key="q", prompt=Text(en="Where?"), spec=Spec(options=OPTIONS), theme="migration")
    assert KIND.read(themed, Fields.of({"q": ["here"]})).items[0].theme == "migration"

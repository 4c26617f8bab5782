"""Statements to agree with, and one that a citizen adds."""

from consult.consultations.kinds.choices import Choice
from consult.consultations.kinds.reading import NOT_OFFERED, ONE_ONLY, TOO_LONG
from consult.consultations.kinds.statements import KIND, VOTES, Spec
from consult.consultations.model import Question
from consult.i18n.text import Text
from consult.web.forms import Fields

STATEMENTS = tuple(Choice(id=name, label=Text(en=name.upper())) for name in ("s1", "s2", "new"))
QUESTION = Question(
    key="q", prompt=Text(en="?"), spec=Spec(statements=STATEMENTS, allow_new=True, new_max_chars=30)
)


def read(fields: dict[str, list[str]], question: Question = QUESTION):
    return KIND.read(question, Fields.of(fields))


def test_votes_are_one_item_by_statement():
    (item,) = read({"q.s1": ["agree"], "q.s2": ["pass"]}).items
    assert (item.index, item.value) == (0, {"s1": "agree", "s2": "pass"})


def test_an_added_statement_is_an_item_of_its_own_and_can_stand_alone():
    (item,) = read({"q..new": ["moins de bruit"]}).items
    assert (item.index, item.value, item.body) == (1, None, "moins de bruit")
    assert [item.index for item in read({"q.s1": ["agree"], "q..new": ["x"]}).items] == [0, 1]


def test_a_statement_named_new_is_not_the_added_one():
    assert read({"q.new": ["disagree"]}).items[0].value == {"new": "disagree"}


def test_wrong_votes_and_long_words_are_problems_in_their_places():
    given = read({"q.s1": ["agree", "disagree"], "q.s2": ["yes"], "q..new": ["x" * 31]})
    assert [(problem.field, problem.message) for problem in given.problems] == [
        ("q.s1", ONE_ONLY),
        ("q.s2", NOT_OFFERED),
        ("q..new", TOO_LONG),
    ]


def test_nothing_is_added_where_that_is_not_allowed():
    closed = Question(key="q", prompt=Text(en="?"), spec=Spec(statements=STATEMENTS))
    assert read({"q..new": ["x"]}, closed).items == ()
    assert "q..new" not in KIND.field_names(closed)


def test_the_three_votes_are_worded_in_every_language():
    assert [vote.label.missing() for vote in VOTES] == [(), (), ()]
    told = KIND.summarise(QUESTION, read({"q.s2": ["disagree"]}).items, locale="ar")
    assert [(line.label, line.text) for line in told] == [("S2", "لا أوافق")]

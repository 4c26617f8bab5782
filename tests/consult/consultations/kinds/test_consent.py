"""An agreement is to one text, and it is known to which."""

import msgspec

from consult.consultations.kinds.consent import CHANGED, KIND, TICK, Spec
from consult.consultations.model import Question
from consult.i18n.text import Text
from consult.web.forms import Fields

QUESTION = Question(key="q", prompt=Text(en="Publishing"), spec=Spec(version="2"), required=True)
ASKED = msgspec.structs.replace(QUESTION, required=False)


def read(ticked: str, question: Question = ASKED):
    return KIND.read(question, Fields.of({"q": [ticked]}))


def test_the_version_of_the_text_is_kept():
    assert read("2").items[0].value == "2"


def test_an_agreement_to_an_earlier_text_is_asked_for_again():
    assert read("1").problems[0].message == CHANGED
    assert read("yes").problems[0].message == CHANGED


def test_a_required_box_must_be_ticked_and_another_may_stay_empty():
    assert [problem.message for problem in read("", QUESTION).problems] == [TICK]
    assert (read("").items, read("").problems) == ((), ())


def test_another_question_may_wait_for_it():
    assert KIND.condition_ids(ASKED.spec) == ("yes",)
    assert KIND.chosen(read("2").items) == {"yes"}
    assert KIND.chosen(()) == frozenset()


def test_a_paper_form_may_say_yes():
    assert KIND.from_row(ASKED, {"q": "yes"}) == {"q": ("2",)}
    assert KIND.from_row(ASKED, {"q": "1"}) == {"q": ("1",)}
    assert KIND.from_row(ASKED, {}) == {}

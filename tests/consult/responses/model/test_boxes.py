"""Numbers typed from paper become the ids of what was ticked, and back."""

import pytest

from consult.consultations.kinds import KINDS
from consult.consultations.loader import load_consultation
from consult.responses.model import Box, as_typed, boxes_of, copied, in_paper_order, understand
from consult.responses.model.boxes import _BOXES
from tests.conftest import gabes_file

QUESTIONS = copied(load_consultation(gabes_file()).questionnaire)
BOXES = {box.name: box for question in in_paper_order(QUESTIONS) for box in boxes_of(question)}


def test_every_question_stands_on_the_paper_once_the_staffs_own_last() -> None:
    keys = [question.key for question in in_paper_order(QUESTIONS)]
    assert sorted(keys) == sorted(question.key for question in QUESTIONS.questions)
    assert keys[0] == "q_link"
    assert keys[-1] == "d_channel"


def test_every_kind_there_is_can_be_typed() -> None:
    asking = {name for name, kind in KINDS.items() if kind.asks}
    assert set(_BOXES) == asking
    for question in QUESTIONS.questions:
        assert boxes_of(question)


@pytest.mark.parametrize("box", BOXES.values(), ids=BOXES)
def test_what_is_understood_is_typed_again_the_same(box: Box) -> None:
    for code, option in zip(box.codes, box.options, strict=True):
        assert understand(box, [code]).values == (option.id,)
        assert as_typed(box, (option.id,)) == code


@pytest.mark.parametrize("typed", ["1 3 10", "1,3,10", "10 / 3; 1", "١ ٣ ١٠", "1  3 3 10", "1، 3، 10"])
def test_several_numbers_may_be_parted_as_people_part_them(typed: str) -> None:
    assert set(understand(BOXES["q_obstacles"], [typed]).values) == {"air", "waste", "other"}


@pytest.mark.parametrize("typed", ["0", "11", "-1", "air", "1.5", "²", "1 2"])
def test_a_number_that_is_not_on_the_paper_is_a_problem(typed: str) -> None:
    assert understand(BOXES["q_place"], [typed]).problem is not None


def test_a_scale_takes_the_number_itself() -> None:
    assert understand(BOXES["q_evening"], ["0"]).values == ("0",)
    assert understand(BOXES["q_evening"], ["10"]).values == ("10",)

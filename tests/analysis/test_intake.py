"""Making answers ready."""

from typing import Any

import numpy as np
import pytest

from analysis.intake import counted_states, in_given_order, take_in
from analysis.model import Answer, AssignmentResult


def test_the_order_of_arrival_leaves_no_trace(letters: Any) -> None:
    answers = [
        Answer(id=str(number), text=text) for number, text in enumerate(["b rue", "a port", "الحي", "b rue"])
    ]
    forward = take_in(answers, encoder=letters, cache=None)
    backward = take_in(answers[::-1], encoder=letters, cache=None)
    assert forward.answers == backward.answers
    assert np.array_equal(forward.vectors, backward.vectors)


def test_what_cannot_be_read_is_accounted_for(letters: Any) -> None:
    intake = take_in(
        [Answer(id="1", text=" "), Answer(id="2", text="👍"), Answer(id="3", text="rue")],
        encoder=letters,
        cache=None,
    )
    assert {result.id: result.state for result in intake.unread} == {"1": "empty", "2": "review"}
    assert [answer.id for answer in intake.answers] == ["3"]


def test_what_is_given_is_not_computed(letters: Any) -> None:
    vector = np.ones(32, dtype=np.float32)
    intake = take_in(
        [Answer(id="1", text="la rue", variety="en", vector=vector)], encoder=letters, cache=None
    )
    assert intake.varieties == ("en",)
    assert np.array_equal(intake.vectors[0], vector)
    assert letters.asked == []


def test_a_variety_nobody_knows_is_identified(letters: Any) -> None:
    assert take_in(
        [Answer(id="1", text="la rue est", variety="klingon")], encoder=letters, cache=None
    ).varieties == ("fr",)


def test_two_answers_with_one_id_are_refused(letters: Any) -> None:
    with pytest.raises(ValueError, match="same id"):
        take_in([Answer(id="1", text="a"), Answer(id="1", text="b")], encoder=letters, cache=None)


def test_a_vector_of_another_length_is_refused(letters: Any) -> None:
    with pytest.raises(ValueError, match="dimension 32"):
        take_in(
            [Answer(id="1", text="rue", vector=np.ones(3, dtype=np.float32))], encoder=letters, cache=None
        )


def test_no_result_may_be_missing() -> None:
    result = AssignmentResult(id="1", key=None, score=0.0, state="review", variety="fr")
    assert in_given_order([Answer(id="1", text="x")], [result]) == (result,)
    with pytest.raises(KeyError):
        in_given_order([Answer(id="2", text="x")], [result])


def test_states_are_counted_also_when_absent() -> None:
    result = AssignmentResult(id="1", key=None, score=0.0, state="review", variety="fr")
    assert counted_states([result]) == {"assigned": 0, "review": 1, "empty": 0}

"""What is typed on the board becomes one act, or problems that name their fields."""

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.clusters import forms
from consult.clusters.model import EXCLUSION_REASONS, OUTCOMES, RELATIONS, Payload
from consult.errors import Invalid
from consult.i18n.text import Text
from consult.web.forms import Fields

TOPIC, OTHER = uuid4(), uuid4()


def fields(**values: str | list[str]) -> Fields:
    return Fields.of({name: [given] if isinstance(given, str) else given for name, given in values.items()})


def refused(read: Callable[[], Payload]) -> set[str]:
    with pytest.raises(Invalid) as error:
        read()
    return {problem.field for problem in error.value.problems}


def test_three_names_become_one_text() -> None:
    sent = fields(name_ar="الماء", name_fr="L'eau", name_en="Water", theme="environment")
    act = forms.read_accept(sent, cluster=OTHER, topic=TOPIC)
    assert act.names == Text(ar="الماء", fr="L'eau", en="Water")
    assert (act.cluster, act.topic, act.theme) == (OTHER, TOPIC, "environment")


@pytest.mark.parametrize("typed", ["", "x", "-1", "1.5", "٣", "9" * 30])
def test_an_unreadable_seen_is_having_seen_nothing(typed: str) -> None:
    assert forms.read_seen(fields(seen=typed)) == 0


def test_what_was_seen_is_a_number() -> None:
    assert forms.read_seen(fields(seen="412")) == 412


def test_answers_can_be_sent_to_a_topic_or_back_to_review() -> None:
    assert forms.read_move(fields(answers=str(OTHER), target=str(TOPIC))).topic == TOPIC
    assert forms.read_move(fields(answers=str(OTHER), target="review")).topic is None


def test_an_answer_ticked_twice_is_moved_once_and_what_is_no_id_is_not_an_answer() -> None:
    act = forms.read_move(fields(answers=[str(OTHER), "x", str(OTHER), str(TOPIC)], target="review"))
    assert act.answers == (OTHER, TOPIC)


@pytest.mark.parametrize("target", ["", "elsewhere", "0" * 36])
def test_a_target_that_is_no_topic_is_a_problem_of_its_field(target: str) -> None:
    assert refused(lambda: forms.read_move(fields(answers=str(OTHER), target=target))) == {"target"}
    assert refused(lambda: forms.read_merge(fields(target=target), topic=TOPIC)) == {"target"}


@given(st.text().filter(lambda said: said not in {*RELATIONS, *OUTCOMES, *EXCLUSION_REASONS}))
def test_a_choice_that_is_not_offered_never_reaches_the_log(typed: str) -> None:
    assert refused(lambda: forms.read_link(fields(relation=typed), topic=TOPIC)) == {"relation"}
    assert refused(lambda: forms.read_decide(fields(outcome=typed), topic=TOPIC)) == {"outcome"}
    assert refused(lambda: forms.read_exclude(fields(reason=typed, answers=str(OTHER)))) == {"reason"}


def test_a_text_that_is_too_long_is_a_problem_of_its_language() -> None:
    long = "ا" * (forms.TEXT_MAX + 1)
    described = fields(description_ar=long, description_fr="court", description_en=long)
    assert refused(lambda: forms.read_describe(described, topic=TOPIC)) == {
        "description_ar",
        "description_en",
    }
    assert refused(lambda: forms.read_note(fields(text=long), about=TOPIC)) == {"text"}


@given(st.text(max_size=40))
def test_only_an_id_is_read_as_an_id(text: str) -> None:
    found = forms.uuid_of(text)
    assert found is None or found == UUID(text)

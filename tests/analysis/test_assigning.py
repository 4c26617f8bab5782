"""Answers in topics people have named."""

import random
from typing import Any

import pytest

from analysis.assigning import assign
from analysis.meaning import numbers
from analysis.model import Answer, Topic
from analysis.runs.wire import as_json
from analysis.tables import read_topics
from analysis.wordlists import DATA, rows

CIVIC = rows("dev/civic.tsv")
ANSWERS = [Answer(id=row["id"], text=row["text"]) for row in CIVIC]
TOPICS = read_topics(str(DATA / "dev" / "themes.json"))


@pytest.fixture(scope="module")
def by_id() -> dict[str, Any]:
    return {result.id: result for result in assign(ANSWERS, TOPICS).assignments}


def test_names_and_descriptions_place_most_answers_and_rarely_wrongly(by_id: dict[str, Any]) -> None:
    placed = [(by_id[row["id"]].key, row["theme"]) for row in CIVIC if by_id[row["id"]].state == "assigned"]
    assert len(placed) > 0.4 * len(CIVIC)
    assert sum(key == theme for key, theme in placed) > 0.85 * len(placed)


def test_what_is_left_to_review_keeps_its_best_guess_but_has_no_topic(by_id: dict[str, Any]) -> None:
    waiting = [result for result in by_id.values() if result.state == "review"]
    assert waiting
    assert all(
        result.key is None and result.suggestion and result.score < numbers().threshold for result in waiting
    )


def test_an_answer_about_two_things_names_the_second() -> None:
    text = "Les bus ne passent pas et les poubelles débordent dans la rue"
    (result,) = assign([Answer(id="1", text=text)], TOPICS, threshold=0.0).assignments
    assert {result.suggestion, result.second} == {"transport", "waste"}


def test_the_threshold_decides_what_is_assigned() -> None:
    assert assign(ANSWERS[:20], TOPICS, threshold=0.0).run.counts["assigned"] == 20
    assert assign(ANSWERS[:20], TOPICS, threshold=1.0).run.counts["review"] == 20


def test_the_order_of_the_answers_changes_no_byte() -> None:
    shuffled = ANSWERS[:]
    random.Random(4).shuffle(shuffled)
    assert as_json(assign(shuffled, TOPICS)) == as_json(assign(ANSWERS, TOPICS))


def test_without_topics_everything_readable_is_in_review() -> None:
    run = assign([Answer(id="1", text="la rue"), Answer(id="2", text="")], [])
    assert [result.state for result in run.assignments] == ["review", "empty"]


def test_no_answers_are_a_run_without_assignments() -> None:
    assert assign([], TOPICS).assignments == ()


def test_strange_answers_have_a_state_each() -> None:
    texts = ["", "👍", "x" * 5000, "\u202eabc", "\x00", "\ud800", "我们需要水", "a"] + ["le bus"] * 10
    run = assign([Answer(id=str(number), text=text) for number, text in enumerate(texts)], TOPICS)
    assert len(run.assignments) == len(texts)
    assert run.assignments[0].state == "empty"
    assert run.assignments[1].state == "review"
    assert len({result.key for result in run.assignments[-10:]}) == 1


def test_two_topics_with_one_key_are_refused() -> None:
    with pytest.raises(ValueError, match="same key"):
        assign(ANSWERS[:2], [Topic(key="a", names={"fr": "Eau"}), Topic(key="a", names={"fr": "Bus"})])

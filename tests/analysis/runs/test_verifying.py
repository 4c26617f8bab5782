"""Computing a run again."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from analysis import Answer, AssignRun, ClusterRun, as_json, assign
from analysis.meaning.corpus import codebooks
from analysis.runs.verifying import differences

TOPICS = codebooks()[0].topics
ANSWERS = [Answer(id="1", text="Les poubelles débordent"), Answer(id="2", text="الكار ما تجيش")]


def again(manifest: Mapping[str, Any], answers: Sequence[Answer]) -> ClusterRun | AssignRun:
    return assign(answers, TOPICS, threshold=manifest["parameters"]["threshold"])


def test_a_run_computed_again_is_the_same() -> None:
    assert differences(as_json(assign(ANSWERS, TOPICS)), ANSWERS, again=again) == []


def test_another_answer_is_noticed() -> None:
    other = [ANSWERS[0], Answer(id="2", text="autre chose")]
    found = differences(as_json(assign(ANSWERS, TOPICS)), other, again=again)
    assert any(line.startswith("input_sha256") for line in found)
    assert "1 of 2 assignments differ" in found


def test_a_changed_figure_is_noticed() -> None:
    forged = as_json(assign(ANSWERS, TOPICS)).replace('"state": "assigned"', '"state": "review"', 1)
    assert differences(forged, ANSWERS, again=again) == ["1 of 2 assignments differ"]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"run": {}}'])
def test_what_is_no_run_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no run"):
        differences(text, ANSWERS, again=again)

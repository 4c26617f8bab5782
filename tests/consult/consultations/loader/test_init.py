"""A file is read whole, or every problem in it is told with its line."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consult.consultations.loader import document_from, load_consultation
from consult.consultations.loader.yaml_tree import read_tree
from consult.errors import Invalid

SMALL = (Path(__file__).parent / "small.yaml").read_text(encoding="utf-8")
DEMO = (Path(__file__).parents[4] / "consult" / "demo" / "gabes.yaml").read_text(encoding="utf-8")

# Before and after one change, what stands on the line it is told at, and words of what is told.
WRONG = {
    "a bare text": (
        "thanks: {ar: م, fr: M, en: T}",
        "thanks: Merci",
        "thanks: Merci",
        "once in each language",
    ),
    "an unknown language": ("thanks: {ar: م,", "thanks: {ar: م, ary: م,", "ary: م", "“ary” is not known"),
    "another schema": ("consultation/1", "consultation/2", "consultation/2", "is not one of"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_told_at_its_line(check, name):
    check(*WRONG[name])


def test_the_small_file_is_whole(small):
    document = load_consultation(small)
    assert document.slug == "small-town"
    assert document.stage == "strategic_framework"
    assert not document.is_demo


def test_the_demonstration_is_whole_and_asks_everything():
    document = load_consultation(DEMO)
    assert document.slug == "gabes-2035"
    assert document.is_demo
    assert len({question.kind for question in document.questionnaire.questions}) == 11
    assert len(document.objectives) == 12
    asked = [
        key
        for page in document.questionnaire.pages
        for key in page.questions
        if page.group in (None, "economy")
    ]
    others = {question.key for question in document.questionnaire.questions} - set(asked)
    assert len(asked) == len(set(asked))
    assert others == {"d_channel"}


def test_all_mistakes_are_told_together_in_the_order_of_their_lines(small, told):
    changes = {
        "slug: small-town": "slug: Small",
        "opens: 2026-03-02": "opens: soon",
        "any_of: [a]": "any_of: [z]",
        "type: allocation": "type: auction",
        "thanks: {ar: م, fr: M, en: T}": "thanks: {ar: م}",
    }
    text = small
    for before, after in changes.items():
        text = text.replace(before, after, 1)
    assert [line for line, _ in told(text)] == [
        text[: text.index(after)].count("\n") + 1 for after in changes.values()
    ]


@pytest.mark.parametrize(
    "part", ["city", "consultation", "axes", "objectives", "questions", "thanks", "schema"]
)
def test_a_missing_part_is_told_and_the_rest_is_still_judged(small, told, part):
    lines = small.split("\n")
    start = next(number for number, line in enumerate(lines) if line.startswith(f"{part}:"))
    end = next((n for n, line in enumerate(lines[start + 1 :], start + 1) if line[:1].isalpha()), len(lines))
    rest = lines[:start] + lines[end:] + ["nonsense: 1"]
    found = told("\n".join(rest))
    assert (1, f"“{part}” is missing.") in found
    assert any("“nonsense” is not known" in said for _, said in found)


def test_a_form_with_more_fields_than_the_door_lets_in_is_refused(small, told):
    item = "      - {{id: i{}, label: {{ar: م, fr: A, en: A}}}}\n"
    items = "".join(item.format(number) for number in range(60))
    question = "  - id: q_{}\n    type: ranking\n    text: {{ar: م, fr: Q, en: Q}}\n    items:\n{}"
    many = "".join(question.format(number, items) for number in range(6))
    text = small[: small.index("pages:")] + small[small.index("thanks:") :]
    assert any("too many fields" in said for _, said in told(text.replace("about_you:", f"{many}about_you:")))


def test_a_problem_can_be_read_aloud(small):
    with pytest.raises(Invalid) as caught:
        load_consultation(small.replace("small-town", "Small"))
    (problem,) = caught.value.problems
    assert str(problem).startswith("line 4: consultation.slug: “Small” cannot be an address")
    assert (problem.path, problem.field, problem.line) == ("consultation.slug", "consultation.slug", 4)


DAMAGES = {
    "drop": lambda line: "",
    "blank": lambda line: line.partition(":")[0] + ":",
    "indent": lambda line: "  " + line,
    "list": lambda line: line.partition(":")[0] + ": [1, {a: b}]",
    "mapping": lambda line: line.partition(":")[0] + ": {a: [b]}",
    "half": lambda line: line[: len(line) // 2],
}


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_damaged_file_is_either_read_or_refused_with_lines(data):
    lines = SMALL.split("\n")
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(lines) - 1))
        words = lines[at].partition(":")[0] + ": " + data.draw(st.text(max_size=10))
        name = data.draw(st.sampled_from([*DAMAGES, "words"]))
        lines[at] = DAMAGES[name](lines[at]) if name in DAMAGES else words
    text = "\n".join(lines)
    try:
        assert load_consultation(text).questionnaire.pages
    except Invalid as refused:
        assert refused.problems
        assert all(0 <= problem.line <= text.count("\n") + 12 for problem in refused.problems)


def test_nodes_of_another_kind_of_file_are_read_the_same_way(small):
    node, _ = read_tree(small)
    assert document_from(node) == load_consultation(small)

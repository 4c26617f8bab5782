"""YAML becomes nodes with lines; aliases, tags and bombs do not."""

import pytest

from consult.consultations.loader.yaml_tree import read_tree

# Before and after one change, what stands on the line it is told at, and words of what is told.
WRONG = {
    "a key twice": (
        "  slug: small-town\n",
        "  slug: small-town\n  slug: other\n",
        "slug: other",
        "“slug” stands here twice",
    ),
    "an alias": (
        "thanks: {ar: م, fr: M, en: T}",
        "thanks: *anything",
        "thanks: *anything",
        "Write the value out",
    ),
    "a tag": ("total: 100", "total: !!int 100", "!!int", "Leave out"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_told_at_its_line(check, name):
    check(*WRONG[name])


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 1, "one document"),
        ("# nothing\n", 1, "one document"),
        ("a: 1\n---\nb: 2\n", 2, "one document"),
        ("schema: x\n  bad: y\n", 2, "not YAML"),
        ('schema: x\ncity: {name: "open\n', 3, "not YAML"),
        ("a: 1\nb: \x07\n", 2, "not text"),
        ("a: 1\nb: \ud800\n", 2, "not text"),
        ("- 1\n- 2\n", 1, "“name: value” lines"),
        ("just words\n", 1, "“name: value” lines"),
        ("? [a, b]\n: 1\n", 1, "A name is needed"),
        ("a: " + "[" * 40 + "]" * 40, 1, "too deeply"),
        ("a: " + "[" * 200_000, 1, "too deeply"),
        ("x" * 1_000_001, 0, "too large"),
    ],
    ids=lambda value: repr(value)[:20],
)
def test_a_file_that_is_no_consultation_is_refused_with_its_line(told, text, line, words):
    assert any(at == line and words in said for at, said in told(text)), told(text)


def test_aliases_are_not_followed_however_they_multiply(told):
    bomb = "a: &a [x, x, x]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\n"
    assert [line for line, said in told(bomb) if "Write the value out" in said] == [2, 2, 2, 3, 3, 3]


def test_a_value_is_told_where_its_name_stands():
    node, problems = read_tree("a:\n  b: 1\nc:\n  - 1\n  - 2\n")
    assert problems == []
    assert {name: child.line for name, child in node.value.items()} == {"a": 1, "c": 3}
    assert [item.line for item in node.value["c"].value] == [4, 5]


def test_yes_no_and_numbers_stay_the_words_they_were_and_empty_is_absent():
    node, _ = read_tree("a: no\nb: 010\nc:\nd: ~\ne: ''\nf: '~'\n")
    assert {name: child.value for name, child in node.value.items()} == {
        "a": "no",
        "b": "010",
        "c": None,
        "d": None,
        "e": "",
        "f": "~",
    }


def test_characters_that_cannot_be_stored_are_left_out():
    node, _ = read_tree('a: "M\\0\\u202e"\n')
    assert node.value["a"].value == "M"

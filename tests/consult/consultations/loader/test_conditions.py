"""A condition can wait only for a choice made on an earlier page."""

import pytest

# Before and after one change, what stands on the line it is told at, and words of what is told.
WRONG = {
    "a condition on nothing": (
        "question: q_link,",
        "question: q_lnk,",
        "q_lnk",
        "“q_lnk”, which is not a question",
    ),
    "a condition on no option": (
        "any_of: [a]",
        "any_of: [c]",
        "any_of: [c]",
        "“c”, which “q_link” does not offer",
    ),
    "a condition on a later page": (
        "{id: one, questions: [q_link]}\n  - {id: two, questions: [q_why, q_share]}",
        "{id: two, questions: [q_why, q_share]}\n  - {id: one, questions: [q_link]}",
        "show_if:",
        "earlier page",
    ),
    "a condition on the same page": (
        "[q_link]}\n  - {id: two, questions: [q_why, q_share]}",
        "[q_link, q_why, q_share]}",
        "show_if:",
        "earlier page",
    ),
    "a condition on a facilitator": (
        "question: q_link, any_of: [a]",
        'question: d_channel, any_of: ["1"]',
        "show_if:",
        "not asked of citizens",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_told_at_its_line(check, name):
    check(*WRONG[name])


AGE = "      type: single_choice\n      text"
LINK = "    options:\n      - {id: a,"


def test_a_condition_cannot_wait_for_words(small, told):
    text = small.replace(AGE, AGE.replace("text", "show_if: {question: q_why, any_of: [x]}\n      text"), 1)
    line = text[: text.index("question: q_why")].count("\n") + 1
    said = "“show_if” cannot wait for “q_why”: a question of the kind “open_text” has nothing to choose."
    assert told(text) == [(line, said)]


def test_questions_that_wait_for_each_other_are_refused_with_pages_and_without(small, told):
    circle = small.replace(
        AGE, AGE.replace("text", "show_if: {question: q_link, any_of: [a]}\n      text"), 1
    )
    circle = circle.replace(LINK, "    show_if: {question: d_age, any_of: ['1']}\n" + LINK, 1)
    without_pages = circle[: circle.index("pages:")] + circle[circle.index("thanks:") :]
    for text in (circle, without_pages):
        assert any("must stand on an earlier page" in said for _, said in told(text))


def test_a_condition_on_a_question_of_an_unknown_kind_is_not_told_twice(small, told):
    assert len(told(small.replace("type: single_choice", "type: radio", 1))) == 1

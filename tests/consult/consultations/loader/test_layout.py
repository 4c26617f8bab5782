"""Pages: every question of a citizen stands on one, in an order that works."""

from pathlib import Path

import pytest

from consult.consultations.loader import load_consultation

DEMO = (Path(__file__).parents[4] / "consult" / "demo" / "gabes.yaml").read_text(encoding="utf-8")

# Before and after one change, what stands on the line it is told at, and words of what is told.
WRONG = {
    "a question on no page": ("[q_why, q_share]", "[q_why]", "id: q_share", "“q_share” stands on no page"),
    "a question on two pages": (
        "questions: [d_age]",
        "questions: [d_age, q_link]",
        "[d_age, q_link]",
        "“q_link” stands on two pages",
    ),
    "a page with a stranger": (
        "questions: [d_age]",
        "questions: [d_age, q_x]",
        "[d_age, q_x]",
        "“q_x” is not a question",
    ),
    "a facilitator's question on a page": (
        "questions: [d_age]",
        "questions: [d_age, d_channel]",
        "[d_age, d_channel]",
        "asked by the facilitator",
    ),
    "a page beside rows by axis": (
        "questions: [q_rows]",
        "questions: [q_rows, d_age]",
        "questions: [q_rows, d_age]",
        "one page for each axis",
    ),
    "a page without questions": (
        "  - {id: you, questions: [d_age]}",
        "  - {id: you, questions: [d_age]}\n  - {id: no, questions: []}",
        "{id: no",
        "A page needs a question",
    ),
    "a page's id twice": ("{id: two,", "{id: one,", "pages:", "“one” is used twice"),
    "a bad page id": ("{id: two,", "{id: Two!,", "Two!", "cannot be a page's id"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_told_at_its_line(check, name):
    check(*WRONG[name])


def without_pages(text: str) -> str:
    return text[: text.index("\npages:") + 1] + text[text.index("\nthanks:") + 1 :]


def test_rows_by_axis_become_a_page_for_each_axis(small):
    pages = load_consultation(small).questionnaire.pages
    assert [page.key for page in pages] == ["one", "two", "rows-sea", "rows-land", "you"]
    assert pages[2].group == "sea"
    assert pages[2].title.en == "Sea"


def test_what_introduces_the_questions_about_the_citizen_is_said_once(small):
    split = small.replace(
        "  - {id: you, questions: [d_age]}",
        "  - {id: you, questions: [d_age]}\n  - {id: more, questions: [d_more]}",
    )
    more = "    - id: d_more\n      type: open_text\n      text: {ar: م, fr: Q, en: Q}\n"
    pages = load_consultation(split.replace("pages:", more + "pages:")).questionnaire.pages
    assert [page.intro.en if page.intro else None for page in pages[-2:]] == ["I", None]


def test_without_pages_each_question_has_its_own_and_those_about_the_citizen_share_one(small):
    pages = load_consultation(without_pages(small)).questionnaire.pages
    assert [page.key for page in pages] == [
        "q-link",
        "q-why",
        "q-rows-sea",
        "q-rows-land",
        "q-share",
        "about-you",
    ]
    assert pages[-1].questions == ("d_age",)
    assert pages[-1].intro.en == "I"


def test_without_pages_a_question_comes_after_the_one_it_waits_for(small):
    changed = without_pages(small).replace(
        "{question: q_link, any_of: [a]}", "{question: d_age, any_of: ['1']}"
    )
    order = [page.key for page in load_consultation(changed).questionnaire.pages]
    assert order[-2:] == ["about-you", "q-why"]


def test_the_demonstration_can_be_laid_out_without_its_pages():
    document = load_consultation(without_pages(DEMO))
    order = [page.key for page in document.questionnaire.pages]
    assert order.index("q-stay") > order.index("about-you")
    assert order.index("q-place") > order.index("q-link")

"""The server accepts exactly the paths that the form can show."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consult.consultations.kinds import consent, date, kind_of, note, number, open_text
from consult.consultations.kinds.choices import Choice
from consult.consultations.kinds.single_choice import Spec as SingleChoice
from consult.consultations.loader import load_consultation
from consult.consultations.model import (
    Page,
    Question,
    Questionnaire,
    ShowIf,
    field_names,
    next_page,
    page_of,
    previous_page,
    read_all,
    read_page,
    shown_questions,
    to_fields,
    visible_pages,
)
from consult.consultations.model.paths import UNANSWERED
from consult.i18n.text import Text
from consult.web.forms import Fields

DEMO = (Path(__file__).parents[4] / "consult" / "demo" / "gabes.yaml").read_text(encoding="utf-8")
FORM = load_consultation(DEMO).questionnaire
PROMPT = Text(en="?")
YES_NO = SingleChoice(options=(Choice(id="yes", label=Text(en="Yes")), Choice(id="no", label=Text(en="No"))))


def asked(key: str, *, after: str = "", **more) -> Question:
    show_if = ShowIf(question=after, any_of=("yes",)) if after else None
    return Question(key=key, prompt=PROMPT, spec=YES_NO, show_if=show_if, **more)


def one_a_page(*questions: Question) -> Questionnaire:
    return Questionnaire(
        pages=tuple(Page(key=question.key, questions=(question.key,)) for question in questions),
        questions=questions,
    )


CHAIN = one_a_page(asked("a"), asked("b", after="a"), asked("c", after="b"))


def keys(pages) -> list[str]:
    return [page.key for page in pages]


def test_a_page_shows_when_something_on_it_does():
    assert keys(visible_pages(CHAIN, Fields.of({}))) == ["a"]
    assert keys(visible_pages(CHAIN, Fields.of({"a": ["yes"]}))) == ["a", "b"]
    assert keys(visible_pages(CHAIN, Fields.of({"a": ["yes"], "b": ["yes"]}))) == ["a", "b", "c"]


def test_an_answer_that_does_not_show_opens_nothing_behind_it():
    assert keys(visible_pages(CHAIN, Fields.of({"a": ["no"], "b": ["yes"]}))) == ["a"]


def test_a_wrong_answer_opens_nothing():
    for wrong in (["yes", "no"], ["YES"], ["maybe"]):
        assert keys(visible_pages(CHAIN, Fields.of({"a": wrong}))) == ["a"]


def test_answers_off_the_path_are_dropped_with_what_hangs_on_them():
    reading = read_all(CHAIN, Fields.of({"a": ["no"], "b": ["yes"], "c": ["yes"]}))
    assert set(reading.items) == {"a"}
    assert reading.hidden == ("b", "c")
    assert reading.skipped == ()
    assert reading.problems == ()


def test_what_was_shown_and_left_empty_is_skipped_and_not_hidden():
    reading = read_all(CHAIN, Fields.of({"a": ["yes"]}))
    assert (reading.skipped, reading.hidden) == (("b",), ("c",))


def test_nonsense_off_the_path_is_no_problem():
    assert read_all(CHAIN, Fields.of({"a": ["no"], "b": ["nonsense"]})).problems == ()
    assert read_all(CHAIN, Fields.of({"a": ["yes"], "b": ["nonsense"]})).problems != ()


def test_a_required_question_asks_only_when_it_shows():
    form = one_a_page(asked("a"), asked("b", after="a", required=True))
    assert read_all(form, Fields.of({"a": ["no"]})).problems == ()
    (problem,) = read_all(form, Fields.of({"a": ["yes"]})).problems
    assert (problem.field, problem.message) == ("b", UNANSWERED)


def test_every_problem_of_a_form_comes_at_once():
    fields = {"q_link": ["mars"], "q_budget.economy": ["10"], "q_change": ["x" * 1001], "q_evening": ["11"]}
    problems = read_all(FORM, Fields.of(fields)).problems
    assert [problem.field for problem in problems] == ["q_link", "q_budget", "q_change", "q_evening"]


def test_next_and_previous_step_over_pages_that_do_not_show():
    away, resident = Fields.of({"d_age": ["60+"]}), Fields.of({"d_age": ["15-19"]})
    assert next_page(FORM, "work", resident).key == "staying"
    assert next_page(FORM, "work", away) is None
    assert previous_page(FORM, "staying", away).key == "work"
    assert previous_page(FORM, "you", away) is None
    assert next_page(FORM, "no-such-page", away) is None


def test_a_page_that_no_longer_shows_still_leads_on():
    assert next_page(CHAIN, "b", Fields.of({"a": ["no"]})) is None
    assert previous_page(CHAIN, "c", Fields.of({"a": ["no"]})).key == "a"


def test_a_page_shows_the_questions_of_its_path():
    page = FORM.page("change")
    shown = [question.key for question in shown_questions(FORM, page, Fields.of({}))]
    assert shown == ["q_change"]
    shown = [question.key for question in shown_questions(FORM, page, Fields.of({"q_link": ["resident"]}))]
    assert shown == ["q_place", "q_change"]


def test_a_page_is_read_alone_with_its_own_rows():
    fields = Fields.of({"q_objectives.ECO1": ["4"], "q_objectives.ENV1": ["9"], "q_link": ["mars"]})
    reading = read_page(FORM, FORM.page("objectives-economy"), fields)
    assert reading.problems == ()
    assert reading.items["q_objectives"][0].value == {"ECO1": 4}
    assert [p.field for p in read_page(FORM, FORM.page("objectives-environment"), fields).problems] == [
        "q_objectives.ENV1"
    ]


def test_the_fields_of_all_pages_are_the_fields_of_the_form():
    names = [name for page in FORM.pages for name in field_names(FORM, page)]
    assert tuple(names) == field_names(FORM)
    assert len(names) == len(set(names))
    assert set(field_names(FORM, FORM.page("objectives-planning"))) == {
        "q_objectives.URB1",
        "q_objectives.URB2",
        "q_objectives.URB3",
    }


def test_a_problem_is_found_on_the_page_where_its_field_stands():
    assert page_of(FORM, "q_objectives.ENV2").key == "objectives-environment"
    assert page_of(FORM, "q_objectives").key == "objectives-economy"
    assert page_of(FORM, "q_link.other").key == "you"
    assert page_of(FORM, "q_budget").key == "budget"
    assert page_of(FORM, "nothing") is None
    assert page_of(FORM, "") is None


def test_a_facilitators_question_is_never_shown_nor_read():
    reading = read_all(FORM, Fields.of({"d_channel": ["stand"]}))
    assert "d_channel" not in {*reading.items, *reading.skipped, *reading.hidden}
    assert "d_channel" not in field_names(FORM)
    listed = Questionnaire(pages=(Page(key="p", questions=("a",)),), questions=(asked("a"), asked("b")))
    assert read_all(listed, Fields.of({"b": ["yes"]})).hidden == ("b",)


def test_words_given_in_another_theme_do_not_lose_it():
    fields = Fields.of({"d_age": ["20-29"], "q_stay": ["5edma"], "q_project.1.text": ["bus"]})
    reading = read_all(FORM, fields)
    assert reading.items["q_stay"][0].theme == "migration"
    assert reading.items["q_project"][0].theme is None


# Whatever a form may hold.

NAMES = (*field_names(FORM), "d_channel", "q_objectives", "stray")
VALUES = [
    *("resident", "abroad", "other", "air", "water", "work", "jara", "elsewhere", "economy", "agree", "pass"),
    *(
        "1",
        "2",
        "3",
        "4",
        "5",
        "10",
        "40",
        "60",
        "100",
        "no_opinion",
        "15-19",
        "60+",
        "f",
        "none",
        "nonsense",
    ),
]


@settings(max_examples=150, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(NAMES),
        st.lists(st.one_of(st.sampled_from(VALUES), st.text(max_size=6)), max_size=2),
        max_size=30,
    )
)
def test_whatever_is_sent_every_question_is_accounted_for_and_only_shown_ones_are_kept(sent):
    fields = Fields.of(sent)
    reading = read_all(FORM, fields)
    wrong = {problem.field.partition(".")[0] for problem in reading.problems}
    parts = [set(reading.items), set(reading.skipped), set(reading.hidden), wrong]
    asked_of_citizens = {question.key for question in FORM.questions if question.asked_by == "citizen"}
    assert sorted(key for part in parts for key in part) == sorted(asked_of_citizens)
    shown = {
        question.key
        for page in visible_pages(FORM, fields)
        for question in shown_questions(FORM, page, fields)
    }
    assert set(reading.items) <= shown
    again = read_all(FORM, Fields.of(to_fields(FORM, reading.items)))
    assert again.items == reading.items
    assert again.hidden == reading.hidden
    assert again.problems == ()


@pytest.mark.parametrize("age", ["15-19", "30-39", "40-49", "60+", ""])
@pytest.mark.parametrize("link", ["resident", "abroad", ""])
def test_walking_forward_and_back_meets_the_same_pages(age, link):
    fields = Fields.of({"d_age": [age], "q_link": [link]})
    pages = keys(visible_pages(FORM, fields))
    forward, page = [], FORM.pages[0]
    while page is not None:
        forward.append(page.key)
        page = next_page(FORM, page.key, fields)
    backward, page = [], FORM.page(pages[-1])
    while page is not None:
        backward.append(page.key)
        page = previous_page(FORM, page.key, fields)
    assert forward == pages == backward[::-1]


# Forms of any shape: questions of several kinds, some waiting for others, some not asking at all.

CONSENT = consent.Spec(version="1")
SPECS = {
    "single_choice": YES_NO,
    "consent": CONSENT,
    "number": number.Spec(least=1, most=9),
    "date": date.Spec(),
    "open_text": open_text.Spec(),
    "note": note.Spec(),
}
ANSWERS = {
    "single_choice": ["yes", "no", "maybe"],
    "consent": ["1", "0"],
    "number": ["4", "٤", "40", "x"],
    "open_text": ["words"],
    "note": ["x"],
}


@st.composite
def forms(draw) -> Questionnaire:
    """A condition waits for an earlier page alone, as the loader sees to."""
    questions: list[Question] = []
    pages: list[Page] = []
    for at in range(draw(st.integers(1, 6))):
        earlier = [one.key for one in questions if kind_of(one.spec).condition_ids(one.spec)]
        added = []
        for number_ in range(draw(st.integers(1, 3))):
            kind = draw(st.sampled_from(sorted(SPECS)))
            waits_for = draw(st.sampled_from(["", *earlier]))
            added.append(
                Question(
                    key=f"{kind}{at}{number_}",
                    prompt=PROMPT,
                    spec=SPECS[kind],
                    required=draw(st.booleans()),
                    show_if=ShowIf(question=waits_for, any_of=("yes",)) if waits_for else None,
                )
            )
        questions += added
        pages.append(Page(key=f"p{at}", questions=tuple(one.key for one in added)))
    return Questionnaire(pages=tuple(pages), questions=tuple(questions))


@st.composite
def filled(draw, form: Questionnaire) -> Fields:
    fields: dict[str, list[str]] = {}
    for question in form.questions:
        if draw(st.booleans()):
            continue
        if question.kind == "date":
            day = draw(st.sampled_from([("2", "3", "2026"), ("31", "2", "2026"), ("", "3", "")]))
            fields |= {f"{question.key}.{part}": [given] for part, given in zip(date.PARTS, day, strict=True)}
        else:
            fields[question.key] = [draw(st.sampled_from(ANSWERS[question.kind]))]
    return Fields.of(fields)


def is_shown(form: Questionnaire, key: str, fields: Fields) -> bool:
    """What the form shows, said again without the code under test."""
    question = form.question(key)
    if question.show_if is None:
        return True
    waited_for = form.question(question.show_if.question)
    agreed = {"single_choice": "yes", "consent": "1"}[waited_for.kind]
    return is_shown(form, waited_for.key, fields) and fields.many(waited_for.key) == (agreed,)


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_the_server_accepts_exactly_what_the_form_can_show(data):
    form = data.draw(forms())
    fields = data.draw(filled(form))
    reading = read_all(form, fields)
    shown = {one.key for one in form.questions if is_shown(form, one.key, fields)}
    asking = {one.key for one in form.questions if one.kind != "note"}
    wrong = {problem.field.partition(".")[0] for problem in reading.problems}
    answered, skipped, hidden = set(reading.items), set(reading.skipped), set(reading.hidden)
    assert answered | skipped | wrong == shown & asking
    assert len(answered) + len(skipped) + len(wrong) == len(shown & asking)
    assert hidden == {one.key for one in form.questions} - (shown & asking)
    on_pages = {
        one.key for page in visible_pages(form, fields) for one in shown_questions(form, page, fields)
    }
    assert on_pages & asking == shown & asking
    assert on_pages <= shown


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_going_page_by_page_meets_every_page_that_shows_and_ends(data):
    form = data.draw(forms())
    fields = data.draw(filled(form))
    walked = list(visible_pages(form, fields))[:1]
    while walked and (following := next_page(form, walked[-1].key, fields)):
        walked.append(following)
    assert tuple(walked) == visible_pages(form, fields)
    read = [read_page(form, page, fields) for page in walked]
    together = read_all(form, fields)
    assert {key: items for one in read for key, items in one.items.items()} == together.items
    assert tuple(key for one in read for key in one.skipped) == together.skipped


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_an_answer_that_was_accepted_is_accepted_again_alone(data):
    form = data.draw(forms())
    reading = read_all(form, data.draw(filled(form)))
    again = read_all(form, Fields.of({k: list(v) for k, v in to_fields(form, reading.items).items()}))
    assert again.items == reading.items


def test_a_note_beside_questions_that_do_not_show_is_no_page_of_its_own():
    waiting = asked("b", after="a")
    told = Question(key="n", prompt=PROMPT, spec=note.Spec())
    form = Questionnaire(
        pages=(Page(key="one", questions=("a",)), Page(key="two", questions=("n", "b"))),
        questions=(asked("a"), told, waiting),
    )
    assert keys(visible_pages(form, Fields.of({}))) == ["one"]
    assert keys(visible_pages(form, Fields.of({"a": ["yes"]}))) == ["one", "two"]
    alone = Questionnaire(pages=(Page(key="n", questions=("n",)),), questions=(told,))
    assert keys(visible_pages(alone, Fields.of({}))) == ["n"]


def test_a_note_is_never_skipped_and_never_required():
    told = Question(key="n", prompt=PROMPT, spec=note.Spec(), required=True)
    form = Questionnaire(pages=(Page(key="p", questions=("n", "a")),), questions=(told, asked("a")))
    for reading in (read_all(form, Fields.of({})), read_page(form, form.pages[0], Fields.of({}))):
        assert (reading.skipped, reading.problems) == (("a",), ())
    assert field_names(form) == ("a",)

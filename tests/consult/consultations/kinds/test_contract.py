"""Every kind of question keeps the same promises: reading, refusing, telling again, exporting, showing."""

import re
from pathlib import Path
from types import SimpleNamespace

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consult.consultations.kinds import KINDS, kind_of
from consult.consultations.loader import load_consultation
from consult.consultations.model import Question
from consult.errors import Problem
from consult.i18n.locales import LOCALES
from consult.web.forms import Fields
from consult.web.templates import FOLDER, environment_for

DEMO = Path(__file__).parents[4] / "consult" / "demo" / "gabes.yaml"
QUESTIONS = load_consultation(DEMO.read_text(encoding="utf-8")).questionnaire.by_key()

# One question of each kind: a full answer to it, and one wrong answer with the field at which that is told.
FULL: dict[str, dict[str, list[str]]] = {
    "q_link": {"q_link": ["other"], "q_link.other": ["جدّي من <b>قابس</b>"]},
    "q_obstacles": {
        "q_obstacles": ["water", "air", "other"],
        "q_obstacles.other": ["le bruit & la poussière"],
    },
    "q_place": {"q_place": ["elsewhere"], "q_place.other": ["Teboulbou"]},
    "q_vision": {"q_vision": ["no_opinion"]},
    "q_evening": {"q_evening": ["7"]},
    "q_rank_axes": {"q_rank_axes.economy": ["2"], "q_rank_axes.environment": ["1"]},
    "q_objectives": {"q_objectives.ECO1": ["3"], "q_objectives.URB3": ["no_opinion"]},
    "q_budget": {"q_budget.economy": ["40"], "q_budget.environment": ["60"]},
    "q_change": {"q_change": ['"n7eb" <script>alert(1)</script>\nel b7ar yarja3 ndhif']},
    "q_project": {
        "q_project.1.axis": ["environment"],
        "q_project.1.title": ["حديقة"],
        "q_project.1.text": ["حديقة في كلّ حيّ"],
        "q_project.3.text": ["un bus"],
    },
    "q_statements": {
        "q_statements.s1": ["agree"],
        "q_statements.s6": ["pass"],
        "q_statements..new": ["2030"],
    },
}
WRONG: dict[str, tuple[dict[str, list[str]], str]] = {
    "q_link": ({"q_link": ["mars"]}, "q_link"),
    "q_obstacles": ({"q_obstacles": ["air", "water", "waste", "work"]}, "q_obstacles"),
    "q_place": ({"q_place": ["jara", "menzel"]}, "q_place"),
    "q_vision": ({"q_vision": ["6"]}, "q_vision"),
    "q_evening": ({"q_evening": ["11"]}, "q_evening"),
    "q_rank_axes": ({"q_rank_axes.economy": ["1"], "q_rank_axes.planning": ["1"]}, "q_rank_axes.planning"),
    "q_objectives": ({"q_objectives.ECO1": ["3", "4"]}, "q_objectives.ECO1"),
    "q_budget": ({"q_budget.economy": ["40"], "q_budget.planning": ["50"]}, "q_budget"),
    "q_change": ({"q_change": ["م" * 1001]}, "q_change"),
    "q_project": ({"q_project.2.text": ["un bus"], "q_project.2.axis": ["moon"]}, "q_project.2.axis"),
    "q_statements": ({"q_statements.s1": ["maybe"]}, "q_statements.s1"),
}
EACH = pytest.mark.parametrize("key", sorted(FULL))


def read(question: Question, fields: dict[str, list[str]]):
    return kind_of(question.spec).read(question, Fields.of(fields))


def test_every_kind_is_asked_in_the_demonstration_and_has_one_template():
    assert {QUESTIONS[key].kind for key in FULL} == set(KINDS)
    assert {path.stem for path in (FOLDER / "questions").glob("*.html")} == set(KINDS)


@EACH
def test_a_full_answer_is_read_without_a_problem(key):
    given_ = read(QUESTIONS[key], FULL[key])
    assert given_.items
    assert not given_.problems
    assert [item.index for item in given_.items] == list(range(len(given_.items)))


@EACH
@pytest.mark.parametrize("blank", ["", "   "])
def test_blank_fields_are_a_question_left_out_and_not_a_problem(key, blank):
    question = QUESTIONS[key]
    names = kind_of(question.spec).field_names(question)
    for fields in ({}, {name: [blank] for name in names}, {name: [blank, blank] for name in names}):
        given_ = read(question, fields)
        assert given_.items == ()
        assert given_.problems == ()


@EACH
def test_a_wrong_answer_is_one_problem_in_its_place_and_nothing_else(key):
    fields, field = WRONG[key]
    given_ = read(QUESTIONS[key], fields)
    assert [problem.field for problem in given_.problems] == [field]
    assert given_.items == ()


@EACH
def test_fields_of_other_questions_are_not_looked_at(key):
    question = QUESTIONS[key]
    stray = {f"{key}x": ["1"], f"{key}.nobody": ["1"], "other": ["1"], f"{key}.": ["1"], ".": ["1"]}
    assert read(question, stray) == read(question, {})
    assert read(question, {**FULL[key], **stray}) == read(question, FULL[key])


@EACH
def test_an_answer_can_be_put_back_into_its_form(key):
    question = QUESTIONS[key]
    kind = kind_of(question.spec)
    items = read(question, FULL[key]).items
    filled = kind.to_fields(question, items)
    assert set(filled) <= set(kind.field_names(question))
    assert read(question, filled).items == items


@EACH
@pytest.mark.parametrize("locale", [locale.code for locale in LOCALES])
def test_an_answer_is_told_again_in_each_language(key, locale):
    question = QUESTIONS[key]
    kind = kind_of(question.spec)
    items = read(question, FULL[key]).items
    lines = kind.summarise(question, items, locale=locale)
    assert lines
    assert all(line.text for line in lines)
    assert kind.summarise(question, (), locale=locale) == ()
    told = "\n".join(line.text for line in lines if line.is_citizen_text)
    for item in items:
        assert all(part in told for part in (item.body or "").split("\n"))


@EACH
def test_labels_of_an_answer_differ_between_languages_and_words_do_not(key):
    question = QUESTIONS[key]
    items = read(question, FULL[key]).items
    arabic, french = (kind_of(question.spec).summarise(question, items, locale=code) for code in ("ar", "fr"))
    words = [line.text for line in arabic if line.is_citizen_text]
    assert words == [line.text for line in french if line.is_citizen_text]
    if any(not line.is_citizen_text and not line.text[0].isdigit() for line in arabic):
        assert arabic != french


@EACH
def test_an_answer_is_exported_by_ids_and_read_again_from_its_row(key):
    question = QUESTIONS[key]
    kind = kind_of(question.spec)
    items = read(question, FULL[key]).items
    row = kind.export_row(question, items)
    assert tuple(row) == kind.export_columns(question)
    assert read(question, kind.from_row(question, row)).items == items
    assert set(kind.export_row(question, ()).values()) == {None}


def test_numbers_are_exported_as_numbers_and_words_as_words():
    budget, statements = QUESTIONS["q_budget"], QUESTIONS["q_statements"]
    row = kind_of(budget.spec).export_row(budget, read(budget, FULL["q_budget"]).items)
    assert row["q_budget.economy"] == 40
    row = kind_of(statements.spec).export_row(statements, read(statements, FULL["q_statements"]).items)
    assert row["q_statements..new"] == "2030"


# Whatever a form may hold.

POOL = sorted(
    {value for fields in FULL.values() for values in fields.values() for value in values}
    | {
        "",
        " ",
        "0",
        "1",
        "2",
        "4",
        "-1",
        "10",
        "50",
        "100",
        "٤",
        "no_opinion",
        "agree",
        "resident",
        "air",
        "jara",
    }
)


@st.composite
def any_fields(draw, names: list[str]) -> dict[str, list[str]]:
    name = st.one_of(st.sampled_from(names), st.text(max_size=8))
    values = st.lists(st.one_of(st.sampled_from(POOL), st.text(max_size=12), st.just("x" * 1501)), max_size=3)
    return draw(st.dictionaries(name, values, max_size=8))


@EACH
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_no_form_however_odd_breaks_a_kind_and_what_it_accepts_can_be_read_again(key, data):
    question = QUESTIONS[key]
    kind = kind_of(question.spec)
    names = kind.field_names(question)
    given_ = read(question, data.draw(any_fields([key, *names])))
    assert not (given_.items and given_.problems)
    for problem in given_.problems:
        assert problem.field in {key, *names}
        assert problem.message % problem.params
    assert len({problem.field for problem in given_.problems}) == len(given_.problems)
    again = read(question, kind.to_fields(question, given_.items))
    assert again.items == given_.items
    assert not again.problems
    assert kind.summarise(question, given_.items, locale="ar") or not given_.items


# Templates.


def shown(question: Question, locale, *, fields: dict[str, list[str]], problems: tuple[Problem, ...] = ()):
    macro = environment_for(locale).globals["questions"][question.kind].ask
    html = str(macro(question, Fields.of(fields), problems, SimpleNamespace(locale=locale)))
    parser = html5lib.HTMLParser(namespaceHTMLElements=False, strict=False)
    tree = parser.parseFragment(f'<form dir="{locale.direction}">{html}</form>')
    assert not [error for error in parser.errors if error[1] != "expected-doctype-but-got-start-tag"], (
        parser.errors
    )
    return html, tree


def controls(tree):
    return [node for node in tree.iter() if node.tag in ("input", "select", "textarea")]


def words(node) -> str:
    return " ".join(" ".join(node.itertext()).split())


@EACH
@pytest.mark.parametrize("locale", LOCALES, ids=lambda locale: locale.code)
@pytest.mark.parametrize("state", ["blank", "full", "wrong"])
def test_a_question_shows_with_every_control_named_and_every_reference_kept(key, locale, state):
    question = QUESTIONS[key]
    fields = {"blank": {}, "full": FULL[key], "wrong": WRONG[key][0]}[state]
    problems = read(question, fields).problems if state == "wrong" else ()
    html, tree = shown(question, locale, fields=fields, problems=problems)
    ids = [node.get("id") for node in tree.iter() if node.get("id")]
    assert len(ids) == len(set(ids))
    labelled = {node.get("for") for node in tree.iter("label") if node.get("for")}
    inside = {id(node) for label in tree.iter("label") for node in label.iter()}
    for control in controls(tree):
        assert control.get("id") in labelled or id(control) in inside
        assert control.get("name") in kind_of(question.spec).field_names(question)
    assert all(words(label) for label in tree.iter("label"))
    assert all(words(legend) for legend in tree.iter("legend"))
    for node in tree.iter():
        assert set((node.get("aria-describedby") or "").split()) <= set(ids)
        assert not [name for name in node.attrib if name == "style" or name.startswith("on")]
    assert "%(" not in html


@EACH
@pytest.mark.parametrize("locale", LOCALES, ids=lambda locale: locale.code)
def test_all_fields_of_a_question_stand_in_its_form(key, locale):
    question = QUESTIONS[key]
    _, tree = shown(question, locale, fields={})
    names = {control.get("name") for control in controls(tree)}
    assert names == set(kind_of(question.spec).field_names(question))


def filled_in(tree) -> dict[str, list[str]]:
    """What a browser would send of this form."""
    sent: dict[str, list[str]] = {}
    for node in controls(tree):
        if node.tag == "select":
            values = [
                option.get("value") for option in node.iter("option") if option.get("selected") is not None
            ]
        elif node.tag == "textarea":
            values = [node.text or ""]
        elif node.get("type") in ("radio", "checkbox"):
            values = [node.get("value")] if node.get("checked") is not None else []
        else:
            values = [node.get("value")]
        if any(values):
            sent.setdefault(node.get("name"), []).extend(values)
    return sent


@EACH
@pytest.mark.parametrize("locale", LOCALES, ids=lambda locale: locale.code)
def test_what_was_answered_stands_in_the_form_again(key, locale):
    question = QUESTIONS[key]
    html, tree = shown(question, locale, fields=FULL[key])
    assert "<script" not in html
    assert read(question, filled_in(tree)).items == read(question, FULL[key]).items


@EACH
@pytest.mark.parametrize("locale", LOCALES, ids=lambda locale: locale.code)
def test_a_problem_stands_at_its_field_and_the_field_can_be_pointed_at(key, locale):
    question = QUESTIONS[key]
    fields, field = WRONG[key]
    problems = read(question, fields).problems
    _, tree = shown(question, locale, fields=fields, problems=problems)
    by_id = {node.get("id"): node for node in tree.iter() if node.get("id")}
    assert field in by_id
    error = by_id[f"{field}-error"]
    described = [
        node for node in tree.iter() if f"{field}-error" in (node.get("aria-describedby") or "").split()
    ]
    assert described
    assert re.sub(r"\W+", "", words(error))
    assert "%(" not in words(error)


@EACH
@pytest.mark.parametrize("locale", LOCALES, ids=lambda locale: locale.code)
def test_words_of_a_citizen_are_typed_in_their_own_direction(key, locale):
    _, tree = shown(QUESTIONS[key], locale, fields=FULL[key])
    for node in controls(tree):
        if node.tag == "textarea" or node.get("type") == "text":
            assert node.get("dir") == "auto"
            assert node.get("maxlength") is None


@EACH
def test_a_required_question_says_so(key):
    question = QUESTIONS[key]
    required = Question(key=key, prompt=question.prompt, spec=question.spec, required=True)
    optional, _ = shown(question, LOCALES[2], fields={})
    html, _ = shown(required, LOCALES[2], fields={})
    assert "An answer is needed here." in html
    assert "An answer is needed here." not in optional

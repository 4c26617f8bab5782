"""Every kind of question keeps the same promises: reading, refusing, telling again, exporting, showing."""

import re
from pathlib import Path
from types import SimpleNamespace

import html5lib
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consult.consultations.kinds import KINDS, kind_of
from consult.consultations.loader import load_consultation
from consult.consultations.model import Page, Question, Questionnaire, read_all
from consult.errors import Problem
from consult.i18n.catalogue import translations_of
from consult.i18n.locales import LOCALES
from consult.web import assets
from consult.web.forms import Fields
from consult.web.templates import FOLDER, environment_for

DEMO = Path(__file__).parents[4] / "consult" / "demo" / "gabes.yaml"
EVERY = Path(__file__).with_name("every.yaml")
QUESTIONS = {
    key: question
    for file in (DEMO, EVERY)
    for key, question in load_consultation(file.read_text(encoding="utf-8")).questionnaire.by_key().items()
}

# One question of each kind or more: a full answer to it, and one wrong answer with the field at which that is told.
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
    "e_number": {"e_number": ["٤"]},
    "e_date": {"e_date.day": ["2"], "e_date.month": ["3"], "e_date.year": ["2026"]},
    "e_consent": {"e_consent": ["2026-03"]},
    "e_none": {"e_none": ["bus", "school"]},
    "e_place": {"e_place": ["south"]},
    "e_rank": {"e_rank.water": ["2"], "e_rank.lamp": ["1"], "e_rank.tree": ["3"]},
    "e_rows": {"e_rows.road": ["2"]},
    "e_share": {"e_share.work": ["10"]},
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
    "e_number": ({"e_number": ["26"]}, "e_number"),
    "e_date": ({"e_date.day": ["31"], "e_date.month": ["2"], "e_date.year": ["2026"]}, "e_date"),
    "e_consent": ({"e_consent": ["2025-01"]}, "e_consent"),
    "e_none": ({"e_none": ["bus", "none"]}, "e_none"),
    "e_place": ({"e_place": ["west"]}, "e_place"),
    "e_rank": ({"e_rank.lamp": ["1"]}, "e_rank"),
    "e_rows": ({"e_rows.road": ["3"]}, "e_rows.road"),
    "e_share": ({"e_share.work": ["9"]}, "e_share"),
}
SILENT = "e_note"  # The kinds that ask nothing keep the promises at the end of this file.
EACH = pytest.mark.parametrize("key", sorted(FULL))


def read(question: Question, fields: dict[str, list[str]]):
    return kind_of(question.spec).read(question, Fields.of(fields))


EVERY_LOCALE = pytest.mark.parametrize("locale", LOCALES, ids=lambda locale: locale.code)


def test_every_kind_is_asked_here_and_has_one_template():
    assert {QUESTIONS[key].kind for key in FULL} == {name for name, kind in KINDS.items() if kind.asks}
    assert {name for name, kind in KINDS.items() if not kind.asks} == {QUESTIONS[SILENT].kind}
    assert set(FULL) == set(WRONG)
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


def here_in(locale):
    return SimpleNamespace(locale=locale, path=f"/{locale.code}/c/every-kind/answer/one")


def shown(question: Question, locale, *, fields: dict[str, list[str]], problems: tuple[Problem, ...] = ()):
    macro = environment_for(locale).globals["questions"][question.kind].ask
    html = str(macro(question, Fields.of(fields), problems, here_in(locale)))
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
@EVERY_LOCALE
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
@EVERY_LOCALE
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
@EVERY_LOCALE
def test_what_was_answered_stands_in_the_form_again(key, locale):
    question = QUESTIONS[key]
    html, tree = shown(question, locale, fields=FULL[key])
    assert "<script" not in html
    assert read(question, filled_in(tree)).items == read(question, FULL[key]).items


@EACH
@EVERY_LOCALE
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
@EVERY_LOCALE
def test_words_of_a_citizen_are_typed_in_their_own_direction(key, locale):
    _, tree = shown(QUESTIONS[key], locale, fields=FULL[key])
    for node in controls(tree):
        if node.tag == "textarea" or node.get("type") == "text":
            is_empty = not (node.text if node.tag == "textarea" else node.get("value"))
            # An empty field begins on the page's side; its sheet then lets each line take the side of its letters.
            assert node.get("dir") == (None if is_empty else "auto")
            assert node.get("class", "").split()[0] == "input"
            assert node.get("maxlength") is None


def test_what_is_typed_into_an_empty_field_takes_the_side_of_its_letters():
    assert re.search(
        r"\.input \{[^}]*unicode-bidi: plaintext", (assets.FOLDER / "forms.css").read_text("utf-8")
    )


@EACH
@EVERY_LOCALE
def test_a_required_question_says_so_in_words_and_says_what_is_missing(key, locale):
    required = msgspec.structs.replace(QUESTIONS[key], required=True, show_if=None)
    needed = translations_of(locale.code).gettext("An answer is needed here.")
    assert needed in words(shown(required, locale, fields={})[1])
    assert needed not in words(shown(QUESTIONS[key], locale, fields={})[1])
    form = Questionnaire(pages=(Page(key="p", questions=(key,)),), questions=(required,))
    assert read_all(form, Fields.of({})).problems
    assert not read_all(form, Fields.of(FULL[key])).problems or required.kind == "matrix"


@EACH
@EVERY_LOCALE
def test_every_control_belongs_to_the_question_by_name(key, locale):
    """A lone control by its label, several by the legend of a group: a screen reader hears the prompt either way."""
    prompt = " ".join(QUESTIONS[key].prompt.in_(locale.code).split())
    _, tree = shown(QUESTIONS[key], locale, fields={})
    grouped = {id(node) for group in tree.iter("fieldset") for node in group.iter()}
    legends = [words(legend) for legend in tree.iter("legend")]
    assert all(words(next(group.iter("legend"))) for group in tree.iter("fieldset"))
    for control in controls(tree):
        assert control.get("type") not in ("radio", "checkbox") or id(control) in grouped
        if id(control) not in grouped:
            own = [words(label) for label in tree.iter("label") if label.get("for") == control.get("id")]
            assert any(prompt in said for said in [*own, *legends])
    assert any(prompt in said for said in [*legends, *map(words, tree.iter("label"))])


@EACH
@EVERY_LOCALE
def test_drawings_are_silent_and_carry_nothing_to_press(key, locale):
    html, tree = shown(QUESTIONS[key], locale, fields=FULL[key])
    for svg in tree.iterfind(".//{*}svg"):
        assert svg.get("aria-hidden") == "true"
        assert {node.tag.rpartition("}")[2] for node in svg.iter()} <= {"svg", "path", "text"}
    assert "javascript:" not in html


@pytest.mark.parametrize("key", [*sorted(FULL), SILENT])
@EVERY_LOCALE
def test_a_question_is_read_aloud_in_the_languages_that_have_a_recording(key, locale):
    _, tree = shown(QUESTIONS[key], locale, fields={})
    assert not list(tree.iter("audio"))
    heard = msgspec.structs.replace(QUESTIONS[key], audio={"ar": "a" * 64, "fr": "b" * 64})
    players = list(shown(heard, locale, fields={})[1].iter("audio"))
    if locale.code == "en":
        assert not players
        return
    (player,) = players
    assert player.get("src") == f"/{locale.code}/c/every-kind/listen/{heard.audio[locale.code]}"
    assert player.get("aria-label") == translations_of(locale.code).gettext("Listen to the question")
    assert (player.get("preload"), player.get("controls")) == ("none", "")


@EVERY_LOCALE
def test_what_asks_nothing_shows_its_words_and_has_nothing_to_fill_in(locale):
    note = QUESTIONS[SILENT]
    kind = kind_of(note.spec)
    _, tree = shown(note, locale, fields={SILENT: ["x"]})
    assert " ".join(note.prompt.in_(locale.code).split()) in words(tree)
    assert not controls(tree)
    assert kind.field_names(note) == ()
    assert kind.export_columns(note) == ()
    assert kind.export_row(note, ()) == {}
    assert read(note, {SILENT: ["x"]}) == read(note, {})
    assert kind.summarise(note, (), locale=locale.code) == ()
    assert kind.condition_ids(note.spec) == ()

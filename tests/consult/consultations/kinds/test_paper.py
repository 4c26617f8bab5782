"""Every kind of question can be put on paper: with a form of its own, or with lines to write on."""

import html5lib
import pytest

from consult.consultations.kinds import KINDS
from consult.i18n.locales import LOCALES
from consult.web.pages import here_at
from consult.web.templates import environment_for
from tests.consult.consultations.kinds.test_contract import FULL, QUESTIONS

SHEET = """{% from "questions/parts/paper.html" import fallback %}{% set kind = questions[question.kind] %}
{% if own and kind.paper is defined %}{{ kind.paper(question, here) }}{% else %}{{ fallback(question) }}{% endif %}"""
FIELDS = {"input", "textarea", "select", "button", "form", "a"}


def on_paper(key: str, code: str, *, own: bool = True) -> str:
    locale = next(locale for locale in LOCALES if locale.code == code)
    template = environment_for(locale).from_string(SHEET)
    return template.render(question=QUESTIONS[key], here=here_at(f"/{code}/"), own=own)


@pytest.mark.parametrize("key", sorted(FULL))
@pytest.mark.parametrize("own", [True, False])
@pytest.mark.parametrize("code", [locale.code for locale in LOCALES])
def test_a_question_on_paper_leaves_room_for_a_pen_and_has_nothing_to_click(
    key: str, own: bool, code: str
) -> None:
    shown = on_paper(key, code, own=own)
    tree = html5lib.parseFragment(shown, namespaceHTMLElements=False)
    assert [element for element in tree.iter() if element.tag == "i"]
    assert not [element for element in tree.iter() if element.tag in FIELDS]
    assert "Text(" not in shown


@pytest.mark.parametrize("key", sorted(FULL))
def test_what_is_offered_on_the_screen_is_offered_on_paper(key: str) -> None:
    question = QUESTIONS[key]
    shown = on_paper(key, "ar")
    spec = question.spec
    offered = spec.offered() if hasattr(spec, "offered") else ()
    assert all(choice.label.ar in shown for choice in offered)
    rows = spec.rows_shown() if hasattr(spec, "rows_shown") else ()
    assert all(row.label.ar in shown for row in rows)


def test_the_kinds_of_today_each_have_a_form_of_their_own() -> None:
    kinds = environment_for(LOCALES[0]).globals["questions"]
    without = [name for name in KINDS if not hasattr(kinds[name], "paper")]
    assert without == []

"""The questionnaire on paper: every question once, in order, with its branching in words; and the poster."""

import html
import re

import html5lib
import httpx
import pytest

from consult.consultations.loader import load_consultation
from consult.consultations.store import Standing
from consult.responses.pages.handout import sections_of
from tests.conftest import gabes_file

DOCUMENT = load_consultation(gabes_file())
ONLY_IF = {
    "ar": "فقط إذا أجبت عن السؤال 1 بـ«أسكن في المدينة».",
    "fr": "Seulement si vous avez répondu «\u00a0J'y habite\u00a0» à la question 1.",
    "en": "Only if you answered “I live here” to question 1.",
}


def shown(text: str) -> str:
    return html.unescape(re.sub(r"[ \t\n]+", " ", re.sub(r"<[^>]+>", "", text)))


def test_every_question_a_citizen_is_asked_stands_on_the_sheet_once_and_in_order() -> None:
    printed = [one for section in sections_of(DOCUMENT.questionnaire) for one in section.printed]
    asked = {question.key for question in DOCUMENT.questionnaire.questions if question.asked_by == "citizen"}
    assert {one.question.key for one in printed} == asked
    assert len(printed) == len(asked)
    assert [one.number for one in printed] == list(range(1, len(printed) + 1))


def test_what_a_question_waits_for_is_an_earlier_number() -> None:
    printed = [one for section in sections_of(DOCUMENT.questionnaire) for one in section.printed]
    waiting = [one for one in printed if one.if_chosen]
    assert {one.question.key for one in waiting} == {
        question.key for question in DOCUMENT.questionnaire.questions if question.show_if
    }
    for one in waiting:
        assert one.if_number is not None
        assert one.number is not None
        assert one.if_number < one.number


@pytest.mark.parametrize("locale", ["ar", "fr", "en"])
async def test_the_sheet_speaks_its_language_and_holds_no_field(
    citizen: httpx.AsyncClient, gabes: Standing, locale: str
) -> None:
    answer = await citizen.get(f"/{locale}/c/{gabes.slug}/print")
    assert answer.status_code == 200
    text = shown(answer.text)
    for question in gabes.document.questionnaire.questions:
        if question.asked_by == "citizen":
            assert question.prompt.in_(locale) in text
    assert gabes.document.privacy.in_(locale) in text
    assert re.search(r"«.+?»|“.+?”", text)
    choice = next(
        option.label.in_(locale)
        for option in gabes.document.questionnaire.by_key()["q_link"].spec.options  # type: ignore[attr-defined]
        if option.id == "resident"
    )
    assert choice in text
    tree = html5lib.parse(answer.text, namespaceHTMLElements=False)
    assert not [element for element in tree.iter() if element.tag in {"input", "textarea", "select", "form"}]
    assert ONLY_IF[locale].replace("J'y habite", choice).replace("I live here", choice) in text


@pytest.mark.parametrize("locale", ["ar", "fr", "en"])
async def test_the_poster_says_where_and_until_when_in_letters_and_as_a_code(
    citizen: httpx.AsyncClient, gabes: Standing, locale: str
) -> None:
    answer = await citizen.get(f"/{locale}/c/{gabes.slug}/poster")
    assert answer.status_code == 200
    assert 'class="qr"' in answer.text
    text = shown(answer.text)
    assert f"consult.test/{locale}/c/{gabes.slug}" in text
    assert str(gabes.closes_on.day) in text
    assert gabes.document.title.in_(locale) in text


async def test_the_start_page_leads_to_the_sheet_and_an_unknown_consultation_has_none(
    citizen: httpx.AsyncClient, gabes: Standing
) -> None:
    start = await citizen.get(f"/fr/c/{gabes.slug}")
    assert f'href="/fr/c/{gabes.slug}/print"' in start.text
    for page in ("print", "poster"):
        assert (await citizen.get(f"/fr/c/nowhere/{page}")).status_code == 404

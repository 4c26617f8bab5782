"""axe finds nothing wrong, and nothing that it cannot judge: citizens' pages in every state, narrow and in double letters."""

import pytest
from playwright.sync_api import Browser

from tests.browser.fullhouse import House
from tests.browser.measures import adopt, axe
from tests.browser.visits import Visit, citizen_visits, public_visits, staff_visits, visit

NARROW, DOUBLE = (320, ""), (640, "html { font-size: 200%; }")


def found(
    browser: Browser, house: House, visits: list[Visit], locale: str, how: tuple[int, str]
) -> list[str]:
    width, css = how
    told = []
    with browser.new_context(viewport={"width": width, "height": 740}) as context:
        page = context.new_page()
        for wanted in visits:
            visit(page, house, wanted, locale)
            if css:
                adopt(page, css)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{locale} {wanted}"
            findings = axe(page)
            told += [
                f"{locale} {width} {wanted}: {line}" for line in findings.violations + findings.incomplete
            ]
    return told


@pytest.mark.parametrize(("locale", "how"), [("ar", NARROW), ("fr", DOUBLE)], ids=["ar-320", "fr-200%"])
def test_every_page_of_a_citizen_in_every_state(
    browser: Browser, house: House, locale: str, how: tuple[int, str]
) -> None:
    assert found(browser, house, citizen_visits(house) + public_visits(house)[1:], locale, how) == []


@pytest.mark.parametrize(("locale", "how"), [("fr", NARROW), ("ar", DOUBLE)], ids=["fr-320", "ar-200%"])
def test_every_page_of_a_citizen_as_first_met(
    browser: Browser, house: House, locale: str, how: tuple[int, str]
) -> None:
    first_met = [one for one in citizen_visits(house) if one.state in {"empty", "done"}]
    assert found(browser, house, first_met, locale, how) == []


def test_the_results_narrow_and_wide(browser: Browser, house: House) -> None:
    results = public_visits(house)[:1]
    assert found(browser, house, results, "ar", NARROW) == []
    assert found(browser, house, results, "fr", DOUBLE) == []


def test_the_gallery_and_every_page_of_the_team(browser: Browser, house: House) -> None:
    told = []
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()
        for locale, visits in (("ar", staff_visits(house)), ("fr", staff_visits(house)[:1])):
            for wanted in visits:
                visit(page, house, wanted, locale)
                told += [f"{locale} {wanted}: {line}" for line in axe(page).violations]
    assert told == []


def test_what_is_wrong_is_seen(browser: Browser, house: House) -> None:
    with browser.new_page() as page:
        visit(page, house, Visit(path="/receipt"), "fr")
        adopt(page, ".hint { color: #ccc !important; }")
        page.evaluate("document.querySelector('main label').remove()")
        rules = " ".join(axe(page).violations)
    assert "color-contrast" in rules
    assert "label" in rules

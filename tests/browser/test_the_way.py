"""In a browser without scripts, in three languages: a few taps to the receipt, and nothing typed is ever lost on the way."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from bench.chaos import stored
from tests.browser.conftest import City

LANGUAGES = ("ar", "fr", "en")
SAID = "نريد حدائق et des bancs"


class Taps:
    """Counts what a thumb does; there is no way to type with it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.count = 0

    def on(self, selector: str) -> None:
        self.page.locator(selector).first.click(force=True)
        self.count += 1


@pytest.mark.parametrize("locale", LANGUAGES)
def test_an_answer_takes_at_most_eight_taps_and_no_typing(
    city: City, phone: BrowserContext, locale: str
) -> None:
    page = phone.new_page()
    page.goto(f"{city.base}/{locale}/c/gabes-2035")
    taps = Taps(page)
    taps.on(".hero .btn")
    taps.on('label:has([name="q_link"])')
    taps.on('[name="finish"]')
    taps.on('form[action$="/check"] .btn')
    expect(page.locator(".receipt .code")).to_be_visible()
    assert taps.count <= 8
    assert city.do(stored)[0] == 1


def test_through_all_pages_it_takes_a_tap_a_page_and_four_more(city: City, phone: BrowserContext) -> None:
    page = phone.new_page()
    page.goto(f"{city.base}/ar/c/gabes-2035")
    taps = Taps(page)
    taps.on(".hero .btn")
    taps.on('label:has([name="q_link"])')
    pages = 0
    while not page.url.endswith("/check"):
        taps.on(".actions .btn")
        pages += 1
    taps.on('form[action$="/check"] .btn')
    expect(page.locator(".receipt .code")).to_be_visible()
    assert taps.count == pages + 3
    assert pages <= 14


@pytest.mark.parametrize("locale", LANGUAGES)
def test_what_is_typed_stays_through_languages_back_a_mistake_and_a_correction(
    city: City, phone: BrowserContext, locale: str
) -> None:
    other = LANGUAGES[(LANGUAGES.index(locale) + 1) % 3]
    page = phone.new_page()
    page.goto(f"{city.base}/{locale}/c/gabes-2035/answer")
    page.locator('[name="q_link"][value="resident"]').check(force=True)
    page.locator(f'button[name="to"][value="{other}"]').click()
    page.wait_for_url(f"**/{other}/c/gabes-2035/answer/you")
    expect(page.locator('[name="q_link"][value="resident"]')).to_be_checked()
    page.locator(f'button[name="to"][value="{locale}"]').click()
    page.locator(".actions .btn").first.click()

    expect(page.locator('[name="q_place"]').first).to_be_visible()  # asked of residents only
    page.locator('[name="q_change"]').fill(SAID)
    page.locator(f'button[name="to"][value="{other}"]').click()
    expect(page.locator('[name="q_change"]')).to_have_value(SAID)
    page.locator('[name="back"]').click()
    page.locator('[name="q_link"]').last.check(force=True)  # a correction: no longer a resident
    page.locator(".actions .btn").first.click()
    expect(page.locator('[name="q_change"]')).to_have_value(SAID)
    expect(page.locator('[name="q_place"]')).to_have_count(0)
    page.locator('[name="q_change"]').press("End")
    page.go_back()
    page.go_forward()
    expect(page.locator('[name="q_change"]')).to_have_value(SAID)

    page.goto(f"{city.base}/{locale}/c/gabes-2035/answer/budget")
    page.locator('[name="q_budget.economy"]').fill("50")
    page.locator('[name="q_budget.economy"]').press("Enter")  # Enter goes on, not to another language
    expect(page.locator("#problems")).to_be_visible()
    assert f"/{locale}/c/" in page.url
    page.locator('[name="q_budget.economy"]').fill("100")
    page.locator('[name="finish"]').click()
    expect(page.get_by_text(SAID)).to_be_visible()
    page.locator('form[action$="/check"] .btn').click()
    expect(page.get_by_text(SAID)).to_be_visible()
    assert city.do(stored) == (1, [SAID])


def test_the_browsers_own_back_loses_nothing_that_was_typed_and_not_sent(
    city: City, phone: BrowserContext
) -> None:
    page = phone.new_page()
    page.goto(f"{city.base}/fr/c/gabes-2035/answer")
    page.locator('[name="q_link"]').first.check(force=True)
    page.locator(".actions .btn").first.click()
    page.locator('[name="q_change"]').fill(SAID)
    page.go_back()
    page.go_forward()
    expect(page.locator('[name="q_change"]')).to_have_value(SAID)


def test_the_whole_form_speaks_of_a_dead_network_only_when_there_is_one(
    city: City, phone: BrowserContext
) -> None:
    page = phone.new_page()
    page.goto(f"{city.base}/fr/c/gabes-2035/answer-all")
    expect(page.get_by_role("heading", name="Toutes les questions")).to_be_visible()
    expect(page.locator("#away")).to_be_hidden()
    expect(page.locator("#away h2")).to_be_hidden()

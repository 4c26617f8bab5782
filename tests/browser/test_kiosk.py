"""A shared tablet with a real browser: twenty people in a row, and nothing of any of them left on the device."""

import re
import time
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from sqlalchemy import text

from consult.db.transaction import begin_reading
from consult.people.model import Role
from tests.browser.conftest import City
from tests.conftest import PASSWORD

TABLET: Any = {"width": 800, "height": 1280}
PEOPLE = 20
ON = "main .actions button:not([name])"  # the page is one form, its other buttons have a name
LEFT = """async () => ({
  local: Object.keys(localStorage), session: Object.keys(sessionStorage), cookies: document.cookie,
  databases: (await indexedDB.databases()).map(one => one.name),
  caches: await caches.keys(),
  workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""
NOTHING = {"local": [], "session": [], "cookies": "", "databases": [], "caches": [], "workers": 0}


@pytest.fixture
def tablet(chromium: Browser, city: City) -> Iterator[BrowserContext]:
    """Scripts run, so that whatever could stay would stay."""
    context = chromium.new_context(viewport=TABLET, base_url=city.base)
    page = context.new_page()
    page.goto("/fr/office/sign-in")
    page.fill("#email", city.hire(Role.FACILITATOR))
    page.fill("#password", PASSWORD)
    page.click("main form button")
    page.click("a[href$='/field']")
    page.fill("#stop", "Souk de Jara, samedi matin")
    page.click("main form .actions button")
    page.click("form[action$='/tablet'] button")
    assert page.url.endswith("/fr/kiosk")
    yield context
    context.close()


def answer(page: Page, words: str) -> str:
    """One person: the language, their words, sent from the check page; the address of their receipt."""
    page.click("a.door[lang=fr]")
    page.check("input[value=resident]")
    page.click(ON)
    page.fill("textarea[name=q_change]", words)
    page.click(ON)
    page.goto("/fr/c/gabes-2035/check")
    assert words in page.inner_text("main")
    page.click("main form[action$='/check'] button")
    assert "/receipt/" in page.url
    assert words in page.inner_text("main")
    return page.url


def test_twenty_people_on_one_tablet_leave_twenty_responses_and_nothing_behind(
    tablet: BrowserContext, city: City
) -> None:
    page = tablet.pages[0]
    began = time.monotonic()
    for number in range(PEOPLE):
        answer(page, f"paroles {number}.")
        page.click(".passing button")
        assert page.url.endswith("/fr/kiosk")
        assert [cookie["name"] for cookie in tablet.cookies()] == ["kiosk"]
        assert page.evaluate(LEFT) == NOTHING
    assert time.monotonic() - began < 180  # two seconds a person, and a busy machine

    async def rows(engine: Any) -> list[Any]:
        async with begin_reading(engine, city_id=city.standing().city_id) as tx:
            found = await tx.execute(
                text(
                    "select a.body, r.channel, b.stop from response r join answer a on a.response_id = r.id "
                    "join batch b on b.id = r.batch_id where a.body is not null order by r.submitted_at"
                )
            )
            return [tuple(row) for row in found]

    place = "Souk de Jara, samedi matin"
    assert city.do(rows) == [(f"paroles {number}.", "stand", place) for number in range(PEOPLE)]


def test_back_shows_nothing_of_the_person_before(tablet: BrowserContext) -> None:
    page = tablet.pages[0]
    receipt = answer(page, "le secret d'Amina")
    page.click(".passing button")
    while page.go_back() is not None and "/office/" not in page.url:
        page.wait_for_load_state()
        assert "Amina" not in page.content(), page.url
        assert page.locator(":checked:not(option)").count() == 0, page.url
        values = "els => els.map(one => one.value).join(' ')"
        assert "Amina" not in page.eval_on_selector_all("input, textarea", values)
    page.goto(receipt)
    assert "Amina" not in page.content()
    assert page.url.endswith("/fr/kiosk/receipts")


def test_who_stops_in_the_middle_leaves_nothing(tablet: BrowserContext) -> None:
    page = tablet.pages[0]
    page.click("a.door[lang=fr]")
    page.check("input[value=resident]")
    page.click(ON)
    page.fill("textarea[name=q_change]", "le secret d'Amina")
    page.click(".passing button")
    assert page.url.endswith("/fr/kiosk")
    assert [cookie["name"] for cookie in tablet.cookies()] == ["kiosk"]
    assert page.evaluate(LEFT) == NOTHING
    page.go_back()
    assert "Amina" not in page.content()
    assert page.locator(":checked:not(option)").count() == 0
    page.goto("/fr/c/gabes-2035/answer/change")
    assert page.input_value("textarea[name=q_change]") == ""


def test_enter_at_a_tablet_goes_on(tablet: BrowserContext) -> None:
    """Its page is one form with buttons for the languages, for stopping and for staying."""
    page = tablet.pages[0]
    page.click("a.door[lang=fr]")
    page.focus("input[value=resident]")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url("**/answer/change")
    assert page.locator("textarea[name=q_change]").is_visible()


def test_who_is_still_there_is_asked_without_a_script_and_keeps_what_was_typed(
    tablet: BrowserContext,
) -> None:
    page = tablet.pages[0]
    page.click("a.door[lang=fr]")
    page.click(ON)
    here = page.url
    asks = page.locator(".still")
    assert not asks.is_visible()
    page.fill("textarea[name=q_change]", "pas encore envoyé")
    page.evaluate("document.getAnimations().forEach(one => { one.currentTime = 180_001; })")
    assert asks.is_visible()
    box = asks.locator("button").bounding_box()
    assert box is not None
    assert box["height"] >= 64
    asks.locator("button").click()
    assert page.url == here
    assert page.input_value("textarea[name=q_change]") == "pas encore envoyé"
    assert not asks.is_visible()


def test_targets_at_the_tablet_are_large(tablet: BrowserContext) -> None:
    page = tablet.pages[0]
    sizes = "els => els.filter(e => e.checkVisibility()).map(e => e.getBoundingClientRect().height)"
    assert min(page.eval_on_selector_all("a.door .btn", sizes)) >= 64
    page.click("a.door[lang=ar]")
    assert min(page.eval_on_selector_all(".option, .passing .btn, main .actions .btn", sizes)) >= 64


def test_a_page_that_is_left_goes_back_by_itself(tablet: BrowserContext) -> None:
    """The warning's own minute is shortened on its way to the browser; the rest is the browser's work."""
    page = tablet.pages[0]
    page.click("a.door[lang=fr]")
    page.click(ON)
    page.fill("textarea[name=q_change]", "abandonné")
    page.click(ON)

    def hurry(route: Any) -> None:
        response = route.fetch()
        headers = {**response.headers, "refresh": response.headers["refresh"].replace("60;", "1;", 1)}
        route.fulfill(response=response, headers=headers)

    page.route(re.compile("/kiosk/still"), hurry)
    page.goto("/fr/kiosk/still?to=/fr/c/gabes-2035/check")
    page.wait_for_url("**/fr/kiosk")
    assert [cookie["name"] for cookie in tablet.cookies()] == ["kiosk"]
    page.goto("/fr/c/gabes-2035/answer/change")
    assert page.input_value("textarea[name=q_change]") == ""

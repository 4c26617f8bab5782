"""What a page costs: one request of at most 6,000 bytes, headers and all, in every language, for every page of a citizen."""

import re

import pytest
from playwright.sync_api import Browser

from tests.browser.fullhouse import House
from tests.browser.measures import Meter
from tests.browser.visits import bytes_on_the_wire, citizen_visits, visit

MOST = 6_000
SCRIPT = 1_500  # the one that a form may do without, headers and all
LOCALES = ("ar", "fr", "en")


@pytest.mark.parametrize("encoding", ["gzip", "br"])
def test_every_page_of_a_citizen_is_light(house: House, encoding: str) -> None:
    heavy = []
    for locale in LOCALES:
        for wanted in citizen_visits(house):
            size, head = bytes_on_the_wire(house, wanted, locale, encoding)
            assert head.startswith(f"HTTP/1.1 {wanted.status}".encode()), (str(wanted), head)
            assert f"content-encoding: {encoding}".encode() in head
            if size > MOST:
                heavy.append(f"{locale}{wanted}: {size}")
    assert heavy == []


def test_a_phone_asks_once_and_gets_everything(house: House, browser: Browser) -> None:
    """As Chromium counts, with its scripts on: nothing else is fetched, and the page is dressed."""
    with browser.new_context(viewport={"width": 360, "height": 740}) as context:
        page = context.new_page()
        meter = Meter.on(page)
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        for wanted in citizen_visits(house):
            if wanted.sent:
                continue
            meter.reset()
            visit(page, house, wanted, "ar")
            page.wait_for_load_state("networkidle" if wanted.path == "/" else "load")
            assert len(meter.urls) == 1 + len(meter.optional), (str(wanted), meter.urls)
            assert len(meter.optional) <= 1
            assert sum(meter.optional.values()) <= SCRIPT, (str(wanted), meter.optional)
            assert 0 < meter.received <= MOST, (str(wanted), meter.received)
            assert page.evaluate("getComputedStyle(document.body).display") == "flex", str(wanted)
        assert [one for one in said if "status of 4" not in one] == []


def test_wide_screens_too_ask_once(house: House, browser: Browser) -> None:
    with browser.new_context(viewport={"width": 1280, "height": 900}) as context:
        page = context.new_page()
        meter = Meter.on(page)
        for path in ("/", "/nowhere", "/c/gabes-2035"):
            meter.reset()
            page.goto(f"{house.base}/fr{path}")
            page.wait_for_load_state("networkidle")
            assert len(meter.urls) == 1, (path, meter.urls)


def test_no_script_is_needed_and_the_optional_one_waits(house: House, browser: Browser) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        for wanted in citizen_visits(house):
            if wanted.sent:
                continue
            visit(page, house, wanted, "fr")
            for script in page.locator("script").all():
                assert (script.get_attribute("src") or "").endswith("/keep.js")
                assert script.get_attribute("defer") is not None
            assert not re.search(r"\son[a-z]+=", page.content())

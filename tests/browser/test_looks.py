"""What a phone shows: nothing runs off the side, targets are large, and Arabic mirrors French."""

import pytest
from playwright.sync_api import Browser

from tests.browser.fullhouse import House
from tests.browser.measures import small_targets
from tests.browser.visits import citizen_visits, visit

PATHS = [
    "/",
    "/c/gabes-2035",
    "/c/gabes-2035/answer",
    "/c/gabes-2035/results",
    "/receipt",
    "/office/sign-in",
    "/nowhere",
]


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_no_page_runs_off_the_side(house: House, browser: Browser, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 740})
    page = context.new_page()
    for locale in ("ar", "fr", "en"):
        for path in PATHS:
            page.goto(f"{house.base}/{locale}{path}")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{locale}{path}"
    context.close()


@pytest.mark.parametrize("locale", ["ar", "fr"])
def test_targets_are_large_enough_for_a_thumb(house: House, browser: Browser, locale: str) -> None:
    told = []
    with browser.new_context(viewport={"width": 360, "height": 740}) as context:
        page = context.new_page()
        for wanted in citizen_visits(house):
            visit(page, house, wanted, locale)
            told += [f"{wanted}: {line}" for line in small_targets(page)]
    assert told == []


def test_in_forced_colours_every_choice_still_shows(house: House, browser: Browser) -> None:
    """What is chosen differs from what is not, and a button has an edge, when the reader's own colours replace ours."""
    asked = next(one for one in citizen_visits(house) if one.state == "filled" and "objectives" in one.path)
    with browser.new_context(forced_colors="active") as context:
        page = context.new_page()
        visit(page, house, asked, "ar")
        colours = [
            page.locator(f".pip input{state} + span").first.evaluate("one => getComputedStyle(one).backgroundColor")
            for state in (":checked", ":not(:checked)")
        ]  # fmt: skip
        assert colours[0] != colours[1]
        edge = page.locator("main .btn").first.evaluate("one => getComputedStyle(one).borderTopWidth")
        assert edge == "2px"


def test_on_paper_there_are_answers_and_no_buttons(house: House, browser: Browser) -> None:
    receipt = next(one for one in citizen_visits(house) if one.path == house.receipt)
    with browser.new_page() as page:
        visit(page, house, receipt, "fr")
        page.emulate_media(media="print")
        assert page.locator(".code").is_visible()
        assert page.locator(".facts dd").first.is_visible()
        assert not page.locator(".langs").is_visible()
        assert len(page.pdf()) > 5_000


def test_nothing_is_fetched_from_anywhere_else_and_no_script_but_our_small_one(
    house: House, browser: Browser
) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in ("/ar/", "/ar/c/gabes-2035", "/ar/c/gabes-2035/answer", "/ar/c/gabes-2035/results"):
        page.goto(f"{house.base}{path}")
        scripts = page.locator("script").evaluate_all("all => all.map(one => one.src)")
        assert [src for src in scripts if not src.endswith("/keep.js")] == []
    assert [url for url in asked if not url.startswith(house.base)] == []
    assert context.cookies() == []
    context.close()

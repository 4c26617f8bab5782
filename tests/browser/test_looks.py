"""What a phone shows: nothing runs off the side, targets are large, and Arabic mirrors French."""

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import City

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
def test_no_page_runs_off_the_side(city: City, chromium: Browser, width: int) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 740})
    page = context.new_page()
    for locale in ("ar", "fr", "en"):
        for path in PATHS:
            page.goto(f"{city.base}/{locale}{path}")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{locale}{path}"
    context.close()


def test_targets_are_large_enough_for_a_thumb(city: City, chromium: Browser) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    for path in PATHS:
        page.goto(f"{city.base}/ar{path}")
        small = page.evaluate(
            """() => [...document.querySelectorAll('main button, main .btn, main label.option, main label.pip, main input.input')]
                .map(e => [e.outerHTML.slice(0, 80), e.getBoundingClientRect()])
                .filter(([, box]) => box.width > 0 && Math.min(box.width, box.height) < 43.5).map(([html]) => html)"""
        )
        assert small == [], path
    context.close()


def test_nothing_is_fetched_from_anywhere_else_and_no_script_but_our_small_one(
    city: City, chromium: Browser
) -> None:
    context = chromium.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in ("/ar/", "/ar/c/gabes-2035", "/ar/c/gabes-2035/answer", "/ar/c/gabes-2035/results"):
        page.goto(f"{city.base}{path}")
        scripts = page.locator("script").evaluate_all("all => all.map(one => one.src)")
        assert [src for src in scripts if not src.endswith("/keep.js")] == []
    assert [url for url in asked if not url.startswith(city.base)] == []
    assert context.cookies() == []
    context.close()

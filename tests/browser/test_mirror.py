"""Arabic is the mirror image of itself in the other direction, to the pixel: what axe and Lighthouse do not see."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.fullhouse import House
from tests.browser.measures import adopt, mirror_difference
from tests.browser.visits import Visit, citizen_visits, public_visits, staff_visits, visit


@pytest.fixture(scope="module")
def scratch(browser: Browser) -> Iterator[Page]:
    with browser.new_page() as page:
        yield page


def differing(browser: Browser, scratch: Page, house: House, visits: list[Visit], width: int) -> list[str]:
    told = []
    with browser.new_context(viewport={"width": width, "height": 800}) as context:
        page = context.new_page()
        for wanted in visits:
            visit(page, house, wanted, "ar")
            count, first = mirror_difference(page, scratch)
            if count:
                told.append(f"{wanted}: {count} pixels, {first}")
    return told


def test_the_gallery_mirrors(browser: Browser, scratch: Page, house: House) -> None:
    for width in (360, 1280):
        assert differing(browser, scratch, house, staff_visits(house)[:1], width) == [], width


def test_every_page_of_a_citizen_mirrors(browser: Browser, scratch: Page, house: House) -> None:
    visits = [one for one in citizen_visits(house) if one.state != "filled" or "/check" in one.path]
    assert differing(browser, scratch, house, visits + public_visits(house), 360) == []


def test_wide_pages_mirror(browser: Browser, scratch: Page, house: House) -> None:
    wide = [one for one in citizen_visits(house) if one.state in {"empty", "done"}]
    assert differing(browser, scratch, house, wide + public_visits(house), 1280) == []


def test_every_page_of_the_team_mirrors(browser: Browser, scratch: Page, house: House) -> None:
    assert differing(browser, scratch, house, staff_visits(house), 1280) == []


@pytest.mark.parametrize(
    "rule", ["margin-left: 1px", "position: relative; left: 3px", "border-right: 1px solid"]
)
def test_a_side_that_is_not_logical_is_seen(browser: Browser, scratch: Page, house: House, rule: str) -> None:
    with browser.new_page() as page:
        visit(page, house, Visit(path="/receipt"), "ar")
        adopt(page, f".input {{ {rule} !important }}".replace(";", " !important;"))
        assert mirror_difference(page, scratch)[0] > 0

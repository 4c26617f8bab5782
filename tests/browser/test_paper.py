"""A stack of paper, typed by somebody whose hands stay on the keyboard."""

import re

from playwright.sync_api import Browser, Page
from sqlalchemy import text

from consult.db.transaction import begin_reading
from consult.people.model import Role
from tests.browser.conftest import City
from tests.conftest import PASSWORD

SHEETS = 20


def type_into(page: Page, name: str, typed: str) -> None:
    """Tab until the keyboard is there, then type: as a clerk does, whose eyes are on the paper."""
    for _ in range(90):
        if page.evaluate("document.activeElement.name || ''") == name:
            page.keyboard.type(typed)
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never comes to {name}")


def test_twenty_sheets_by_keyboard_alone(chromium: Browser, city: City) -> None:
    email = city.hire(Role.COORDINATOR)
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(f"{city.base}/ar/office/sign-in")
    type_into(page, "email", email)
    type_into(page, "password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/ar/office")
    page.goto(f"{city.base}/ar/office/c/gabes-2035/entry")
    type_into(page, "stop", "سوق جارة")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/entry/[0-9a-f-]{36}$"))
    for number in range(1, SHEETS + 1):
        assert page.evaluate("document.activeElement.value") == str(number)
        type_into(page, "q_link", "1")
        type_into(page, "q_place", "3")
        type_into(page, "q_change", f"الماء {number}")
        type_into(page, "q_obstacles", "1 4")
        type_into(page, "q_evening", "7" if number != 5 else "77")
        page.keyboard.press("Enter")  # checks
        if number == 5:
            page.wait_for_selector("#problems")
            assert page.evaluate("document.activeElement.name") == "q_evening"
            page.keyboard.press("End")
            page.keyboard.press("Backspace")
            page.keyboard.press("Enter")
        page.wait_for_selector("[role=status].success")
        assert page.evaluate("document.activeElement.id") == "keep"
        page.keyboard.press("Enter")  # keeps
        page.wait_for_url(re.compile(rf"kept={number}$"))
    assert page.locator("main .undo").count() == 1
    count = "select count(*) from counted_response where channel = 'paper'"

    async def counted(engine: object) -> int:
        async with begin_reading(engine, city_id=city.standing().city_id) as tx:  # type: ignore[arg-type]
            return int((await tx.execute(text(count))).scalar_one())

    assert city.do(counted) == SHEETS
    context.close()

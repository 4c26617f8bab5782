"""Under attack a phone with scripts proves its work before it sends; one without scripts is received all the same."""

import time
from typing import Any

from playwright.sync_api import Browser, BrowserContext
from sqlalchemy import text

from consult.db.transaction import begin_reading
from consult.people.model import Role
from tests.browser.conftest import PHONE, City
from tests.conftest import PASSWORD

SLOW = 6  # times slower than this machine


def _under_attack(city: City, chromium: Browser) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{city.base}/fr/office/sign-in")
    page.fill("[name=email]", city.hire(Role.COORDINATOR))
    page.fill("[name=password]", PASSWORD)
    page.click("main button")
    page.goto(f"{city.base}/fr/office/c/gabes-2035/held")
    page.click("form[action$='/guard'] button")
    page.wait_for_selector("form[action$='/guard'] input[value='0']", state="attached")
    context.close()
    time.sleep(2.1)  # a web process looks again after two seconds


def _answer(city: City, context: BrowserContext) -> None:
    page = context.new_page()
    page.goto(f"{city.base}/ar/c/gabes-2035/answer")
    page.locator("main input[type=radio]").first.check(force=True)
    page.click("main .actions .btn:not([name])")
    time.sleep(4)  # as long as reading takes
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOW})
    page.goto(f"{city.base}/ar/c/gabes-2035/check")
    page.click("main form button.btn:not(.second)")
    page.wait_for_url("**/receipt/**", timeout=30_000)


def _held(city: City) -> list[list[str]]:
    async def look(engine: Any) -> list[list[str]]:
        async with begin_reading(engine, city_id=city.standing().city_id) as tx:
            return [list(row.reasons) for row in await tx.execute(text("select reasons from quarantine"))]

    found: list[list[str]] = city.do(look)
    return found


def test_a_slow_phone_proves_its_work_and_counts_and_one_without_scripts_is_held(
    city: City, chromium: Browser
) -> None:
    _under_attack(city, chromium)
    for scripts, held in ((True, []), (False, [["no_proof"]])):
        context = chromium.new_context(viewport=PHONE, java_script_enabled=scripts)  # type: ignore[arg-type]
        _answer(city, context)
        context.close()
        assert _held(city) == held

"""In a browser with scripts: a network that loses a third of everything loses no answer and doubles none."""

import gzip
import tempfile
import time
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, expect, sync_playwright

from bench import chaos
from bench.network import Weather, network
from consult.web.assets import assets
from tests.browser.conftest import PHONE, City

SAID = "نريد حدائق et des bancs"
SEND = 'form[action$="/check"] .btn'
SCRIPTS = ("keep.js", "sw.js")


def test_the_two_scripts_are_small() -> None:
    assert sum(len(gzip.compress(assets()[name].body.plain, 9, mtime=0)) for name in SCRIPTS) <= 1_500


def test_nothing_is_lost_and_nothing_counts_twice(city: City) -> None:
    """Twelve people, or as many as fit into 85 seconds: ten at least, at about four seconds each."""
    port = int(city.base.rpartition(":")[2])
    with tempfile.TemporaryDirectory() as place:
        played = chaos.play(port, count=12, place=Path(place), seconds=85)
    judged = chaos.judged(played, city.do(chaos.stored))
    assert judged["people"] >= 10, judged
    assert (judged["lost"], judged["duplicates"]) == (0, 0), judged


@pytest.mark.parametrize("scripts", [True, False])
def test_a_receipt_that_is_reloaded_or_sent_again_is_one_response(
    city: City, chromium: Browser, scripts: bool
) -> None:
    weather = Weather()
    context = chromium.new_context(viewport=PHONE, java_script_enabled=scripts)  # type: ignore[arg-type]
    with network(int(city.base.rpartition(":")[2]), weather) as outside:
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{outside}/fr/c/gabes-2035/answer")
        page.locator('[name="q_link"]').first.check(force=True)
        page.locator(".actions .btn").first.click()
        page.locator('[name="q_change"]').fill(SAID)
        page.locator('[name="finish"]').click()
        earlier = context.new_page()
        earlier.goto(page.url)
        page.locator(SEND).click()
        expect(page.locator(".receipt .code")).to_be_visible()
        receipt = page.url

        for is_dead in (False, True, False, False):
            weather.is_dead = is_dead
            with suppress(Error):
                page.reload()
            page.wait_for_timeout(500)  # the browser's own page about the network is on its way
        expect(page.locator(".receipt .code")).to_be_visible()
        assert page.url == receipt
        assert city.do(chaos.stored) == (1, [SAID])

        earlier.locator(SEND).click()  # the check page of before, as a browser's Back brings it
        earlier.wait_for_url(receipt)
        expect(earlier.get_by_text(SAID)).to_be_visible()
        page.go_back()
        page.go_forward()
        expect(page.get_by_text(SAID)).to_be_visible()
    context.close()
    assert city.do(chaos.stored) == (1, [SAID])


def test_a_receipt_whose_page_was_lost_is_shown_to_who_begins_again(
    city: City, phone: BrowserContext
) -> None:
    """The server has kept the answers, and neither its reply nor the receipt arrived; then the tab is closed."""
    weather = Weather()
    with network(int(city.base.rpartition(":")[2]), weather) as outside:
        base = f"http://127.0.0.1:{outside}/fr/c/gabes-2035"
        page = phone.new_page()
        page.goto(f"{base}/answer")
        page.locator('[name="q_link"]').first.check(force=True)
        page.locator(".actions .btn").first.click()
        page.locator('[name="q_change"]').fill(SAID)
        page.locator('[name="finish"]').click()
        expect(page.locator(SEND)).to_be_visible()
        weather.lost_after = 1.0
        with suppress(Error):
            page.locator(SEND).click()
        page.wait_for_timeout(500)
        page.close()
        weather.lost_after = 0.0
        again = phone.new_page()
        again.goto(f"{base}/answer")
        assert "/receipt/" in again.url
        expect(again.get_by_text(SAID)).to_be_visible()
    assert city.do(chaos.stored) == (1, [SAID])


def test_a_browser_that_hangs_does_not_stop_the_chaos(
    city: City, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And its phone still knows the draft, or the chaos itself would make a person answer twice."""
    monkeypatch.setattr(chaos, "HUNG", 8)  # longer than a browser takes to begin
    weather = Weather()
    with sync_playwright() as playwright:
        phone = chaos.Phone(playwright, tmp_path, "fr-TN")
        with chaos.watched([phone], weather):
            phone.beat()
            phone.page.goto(f"{city.base}/fr/c/gabes-2035/answer")
            phone.page.locator('[name="q_link"]').first.check(force=True)
            phone.page.locator(".actions .btn").first.click()
            phone.page.wait_for_url("**/answer/change")
            phone.beat()
            with pytest.raises(Error):
                phone.page.evaluate("new Promise(() => {})")
            while not phone.is_dead:
                time.sleep(0.1)
            phone.beat()
            assert "draft-gabes-2035" in [cookie["name"] for cookie in phone.context.cookies()]
            phone.rest()
            phone.context.close()
    assert weather.done["browsers that hung"] >= 1

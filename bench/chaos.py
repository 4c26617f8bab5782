"""`python -m bench.chaos [--count N]`: people answer through a network that loses a third of everything; what is lost or doubled?

Tabs are killed, browsers restarted with the same profile, pages reloaded without a network. A browser that hangs is
ended from outside, and begins again with the same profile.
"""

import argparse
import asyncio
import json
import math
import os
import signal
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Error, Page, Playwright, sync_playwright
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from bench.http import prepare
from bench.network import Weather, network
from bench.served import data_dir, site
from consult.consultations import store
from consult.db.embedded import EmbeddedServer
from consult.db.engine import create_engine
from consult.db.transaction import begin_reading, enter_city

CHROMIUM = "/usr/bin/chromium"
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PATIENCE = 3_000  # ms for one step
HUNG = (
    20  # seconds; closing a tab has no patience of its own, and one whose page did not arrive may never close
)
LANGUAGES = ("ar-TN", "fr-TN")


class Phone:
    """One browser profile that outlives its browser."""

    def __init__(self, playwright: Playwright, place: Path, language: str) -> None:
        self._playwright = playwright
        self._place = place
        self.language = language
        self.context: BrowserContext
        self.page: Page
        self.is_dead = False
        self.rest()
        self.start()

    def rest(self) -> None:
        """Nobody waits for it."""
        self.pulse = math.inf

    def beat(self) -> None:
        """Somebody goes on with it: with a new browser if the old one was killed."""
        self.pulse = time.monotonic()
        if self.is_dead:
            self.start()
            self.context.add_cookies(self._cookies)
            self.pulse = time.monotonic()
        self._cookies: Any = self.context.cookies()

    def start(self) -> None:
        self.context = self._playwright.chromium.launch_persistent_context(
            str(self._place),
            executable_path=CHROMIUM,
            args=QUIET,
            locale=self.language,
            viewport={"width": 360, "height": 740},
        )
        self.context.set_default_timeout(PATIENCE)
        self.page = self.context.new_page()
        self.is_dead = False

    def kill(self) -> None:
        """The browser's first process, and so all of them: found by the profile, which is this phone's own.

        It writes its cookies down every half minute only, so `beat` gives them back: a phone that lost the cookie of its
        draft can be answered on twice, and here the bench would have lost it.
        """
        mine = f"--user-data-dir={self._place}".encode()
        for found in Path("/proc").glob("[0-9]*/cmdline"):
            with suppress(OSError):
                said = found.read_bytes()
                if mine in said and b"--type=" not in said:
                    os.kill(int(found.parent.name), signal.SIGKILL)
        self.is_dead = True

    def kill_tab(self) -> None:
        self.page.close()
        self.page = self.context.new_page()

    def restart(self) -> None:
        with suppress(Error):
            self.context.close()
        self.start()


class Person:
    """Answers with words of their own, and does not give up; acts on whatever page shows."""

    def __init__(self, phone: Phone, base: str, words: str, weather: Weather) -> None:
        self.phone = phone
        self.where = f"{base}/{phone.language[:2]}/c/gabes-2035"
        self.words = words
        self.weather = weather
        self.has_typed = False

    def answers(self) -> str:
        """From the first page to the receipt, or to the page that says the answers wait."""
        self._open("/answer")
        for _ in range(200):
            with suppress(Error):
                self.phone.beat()
                end = self._step()
                if end:
                    return end
                if not self._has_seen_receipt():  # who has seen it does not begin again
                    self._mischief()
        raise AssertionError(f"no end for {self.words} at {self.phone.page.url}")

    def _step(self) -> str:
        page = self.phone.page
        try:
            if page.locator(".receipt .code").count():
                if "/receipt/" not in page.url:
                    return "kept"
                if page.get_by_text(self.words).count():
                    return "receipt"
                # That of the person before: for ten minutes their phone leads back to it.
                page.locator('form[action$="/anew"] button').click()
                return ""
            if page.locator('[data-keep$="answer-all"]').count():
                return self._whole(page)
            if page.locator('form[action$="/check"] .btn').count():
                if not page.get_by_text(self.words).count():
                    self._open("/answer/change")
                    return ""
                page.locator('form[action$="/check"] .btn').click()
                return ""
            if page.locator('[name="q_link"]').count():
                page.locator('[name="q_link"]').first.check(force=True)
                page.locator(".actions .btn").first.click()
                return ""
            if page.locator('[name="q_change"]').count():
                self._type(page)
                page.locator('[name="finish"]').click()
                return ""
        except Error as error:
            self.weather.done[f"stumbled: {str(error)[:40]}"] += 1
        self._open("/answer/change" if self.has_typed else "/answer")
        return ""

    def _has_seen_receipt(self) -> bool:
        """A receipt's page that did not arrive shows nothing, and the person goes on."""
        page = self.phone.page
        if "/receipt/" not in page.url:
            return False
        with suppress(Error):
            page.wait_for_load_state(timeout=PATIENCE)
            return bool(page.locator(".receipt .code").count() and page.get_by_text(self.words).count())
        return False

    def _whole(self, page: Page) -> str:
        self._type(page)
        page.locator(".actions .btn").first.click()
        return ""

    def _type(self, page: Page) -> None:
        """What was typed once must come back by itself, or the phone has lost it."""
        box = page.locator('[name="q_change"]')
        if not self.has_typed:
            box.fill(self.words)
            self.has_typed = True
            page.wait_for_timeout(50)
            return
        for _ in range(20):
            if box.input_value() == self.words:
                return
            page.wait_for_timeout(50)
        self.weather.done["typed again"] += 1
        box.fill(self.words)

    def _open(self, rest: str) -> None:
        with suppress(Error):
            self.phone.page.goto(self.where + rest, wait_until="load", timeout=PATIENCE)

    def _mischief(self) -> None:
        dice = self.weather.dice.random()
        if dice < 0.05:
            self.weather.done["tabs killed"] += 1
            self.phone.kill_tab()
        elif dice < 0.08:
            self.weather.done["browsers restarted"] += 1
            self.phone.restart()
        elif dice < 0.15:
            self.weather.done["reloads without a network"] += 1
            self.weather.is_dead = True
            with suppress(Error):
                self.phone.page.reload(timeout=PATIENCE)
            self.weather.is_dead = False


def play(port: int, *, count: int, place: Path, seconds: float) -> dict[str, Any]:
    """Lets them answer one after the other on two phones, then brings the network back and waits for what is on its way."""
    weather = Weather()
    ends: Counter[str] = Counter()
    words = [f"كلماتي رقم {number} et mes mots {number * 7919}" for number in range(count)]
    until = time.monotonic() + seconds
    begun = 0
    with network(port, weather) as outside, sync_playwright() as playwright:
        base = f"http://127.0.0.1:{outside}"
        phones = [Phone(playwright, place / language, language) for language in LANGUAGES]
        with watched(phones, weather):
            for number, said in enumerate(words):
                if time.monotonic() > until:
                    break
                phone = phones[number % len(phones)]
                weather.lost_before = weather.lost_after = 0.3
                ends[Person(phone, base, said, weather).answers()] += 1
                begun += 1
                weather.lost_before = weather.lost_after = 0.0
                _clear_sky(phone, base)
                phone.rest()
            for phone in phones:
                with suppress(Error):
                    phone.beat()
                    phone.context.close()
                phone.rest()
    return {"words": words[:begun], "ends": dict(ends), "network": dict(weather.done)}


@contextmanager
def watched(phones: list[Phone], weather: Weather) -> Iterator[None]:
    """Ends the browser of whoever waits too long: what waits for it then fails, and the person goes on."""
    over = threading.Event()

    def watch() -> None:
        while not over.wait(1):
            for phone in phones:
                if time.monotonic() - phone.pulse > HUNG:
                    weather.done["browsers that hung"] += 1
                    phone.pulse = time.monotonic()
                    phone.kill()

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(10)


def _clear_sky(phone: Phone, base: str) -> None:
    """The network is back, and somebody opens the site: whatever waits leaves, and nothing stays on the phone."""
    is_open = False
    for _ in range(100):
        try:
            is_open = is_open and not phone.is_dead
            phone.beat()
            if not is_open:
                phone.page.goto(f"{base}/{phone.language[:2]}/c/gabes-2035")
                is_open = True
            if phone.page.evaluate(LEFT) == 0:
                return
            phone.page.wait_for_timeout(100)
        except Error:
            is_open = False
    raise AssertionError("something stays on the phone")


LEFT = """async () => {
  let left = 0;
  for (const name of await caches.keys()) left += (await (await caches.open(name)).keys()).length;
  return left;
}"""


async def stored(engine: AsyncEngine) -> tuple[int, list[str]]:
    """How many responses there are, and what they say."""
    async with begin_reading(engine) as tx:
        city_id = await store.city_of(tx, "gabes-2035")
        assert city_id is not None
        await enter_city(tx, city_id)
        said = await tx.execute(text("select body from answer where question_key = 'q_change'"))
        count = await tx.execute(text("select count(*) from response"))
        return int(count.scalar_one()), [row[0] for row in said]


def judged(played: dict[str, Any], found: tuple[int, list[str]]) -> dict[str, Any]:
    """Lost: people without a response of their words. Duplicates: responses beyond one for each person."""
    count, said = found
    words = played["words"]
    return {
        "people": len(words),
        "lost": len(set(words) - set(said)),
        "duplicates": count - len(set(said) & set(words)),
        "ends": played["ends"],
        "network": played["network"],
    }


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.chaos")
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=1_500)
    given = parser.parse_args()
    with data_dir() as place, EmbeddedServer(place / "postgresql") as server:
        asyncio.run(prepare(server))
        with site(place) as url, tempfile.TemporaryDirectory() as profiles:
            port = int(url.rpartition(":")[2])
            played = play(port, count=given.count, place=Path(profiles), seconds=given.seconds)
        found = asyncio.run(_read(server.app_url))
    print(json.dumps(judged(played, found), indent=2, ensure_ascii=False))


async def _read(url: str) -> tuple[int, list[str]]:
    engine = create_engine(url, pool_size=1)
    try:
        return await stored(engine)
    finally:
        await engine.dispose()


if __name__ == "__main__":
    main()

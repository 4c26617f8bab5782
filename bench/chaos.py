"""`python -m bench.chaos [--count N]`: people answer through a network that loses a third of everything; what is lost or doubled?

A small proxy on loopback drops requests before they reach the server and replies after the server has stored what they
carried. Tabs are killed, browsers restarted with the same profile, pages reloaded without a network.
"""

import argparse
import asyncio
import json
import random
import signal
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Error, Page, Playwright, sync_playwright
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from bench.http import prepare
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
LANGUAGES = ("ar-TN", "fr-TN")


@dataclass
class Weather:
    """What the network does at this moment, and what it has done."""

    lost_before: float = 0.0
    lost_after: float = 0.0
    is_dead: bool = False
    dice: random.Random = field(default_factory=lambda: random.Random(7))
    done: Counter[str] = field(default_factory=Counter)

    def loses(self, share: float) -> bool:
        return self.is_dead or self.dice.random() < share


class Proxy:
    """One request a connection, so that one roll of the dice loses one request, or one reply."""

    def __init__(self, port: int, weather: Weather) -> None:
        self.target = port
        self.weather = weather
        self._tasks = set[
            asyncio.Task[Any] | None
        ]()  # held: the loop itself would let go of one that only waits

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        self._tasks.add(task)
        try:
            with suppress(ConnectionError, asyncio.IncompleteReadError):
                await self._pass_on(reader, writer)
        finally:
            self._tasks.discard(task)
            writer.close()

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        headers = {n.strip().lower(): v.strip() for n, _, v in (line.partition(":") for line in lines[1:])}
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        kind = lines[0].split(" ")[0]
        self.weather.done[kind] += 1
        if self.weather.loses(self.weather.lost_before):
            self.weather.done[f"{kind} lost before"] += 1
            return
        kept = [line for line in lines if line and not line.lower().startswith("connection:")]
        sent = "\r\n".join([*kept, "Connection: close", "", ""]).encode("latin-1") + body
        answer = await self._ask(sent)
        if self.weather.loses(self.weather.lost_after):
            self.weather.done[f"{kind} reply lost"] += 1
            return
        top, _, rest = answer.partition(b"\r\n\r\n")
        writer.write(top + b"\r\nConnection: close\r\n\r\n" + rest)
        await writer.drain()

    async def _ask(self, sent: bytes) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.target)
        writer.write(sent)
        try:
            return await reader.read()
        finally:
            writer.close()


@contextmanager
def network(port: int, weather: Weather) -> Iterator[int]:
    """The proxy in a thread of its own; answers its port."""
    loop, ready, found = asyncio.new_event_loop(), threading.Event(), [0]

    async def start() -> None:
        server = await asyncio.start_server(Proxy(port, weather).serve, "127.0.0.1", 0)
        found[0] = server.sockets[0].getsockname()[1]
        ready.set()

    def run() -> None:
        asyncio.set_event_loop(loop)
        loop.create_task(start())
        loop.run_forever()
        for task in asyncio.all_tasks(loop):
            task.cancel()
        loop.run_until_complete(asyncio.sleep(0))
        loop.close()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    ready.wait(10)
    try:
        yield found[0]
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)


class Phone:
    """One browser profile that outlives its browser."""

    def __init__(self, playwright: Playwright, place: Path, language: str) -> None:
        self._playwright = playwright
        self._place = place
        self.language = language
        self.context: BrowserContext
        self.page: Page
        self.start()

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

    def kill_tab(self) -> None:
        self.page.close()
        self.page = self.context.new_page()

    def restart(self) -> None:
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
                self._open("/answer")  # that of the person before, who never came to see it
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
    signal.signal(signal.SIGALRM, _stuck)
    signal.alarm(int(seconds) + 90)  # a browser that does not answer must not hold the caller for ever
    with network(port, weather) as outside, sync_playwright() as playwright:
        base = f"http://127.0.0.1:{outside}"
        phones = [Phone(playwright, place / language, language) for language in LANGUAGES]
        for number, said in enumerate(words):
            if time.monotonic() > until:
                break
            phone = phones[number % len(phones)]
            weather.lost_before = weather.lost_after = 0.3
            ends[Person(phone, base, said, weather).answers()] += 1
            begun += 1
            weather.lost_before = weather.lost_after = 0.0
            _clear_sky(phone, base)
        for phone in phones:
            phone.context.close()
    signal.alarm(0)
    return {"words": words[:begun], "ends": dict(ends), "network": dict(weather.done)}


def _stuck(*_: object) -> None:
    raise TimeoutError("a browser does not answer")


def _clear_sky(phone: Phone, base: str) -> None:
    """The network is back, and somebody opens the site: whatever waits leaves, and nothing stays on the phone."""
    phone.page.goto(f"{base}/{phone.language[:2]}/c/gabes-2035")
    for _ in range(100):
        if phone.page.evaluate(LEFT) == 0:
            return
        phone.page.wait_for_timeout(100)
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

"""A real server and Debian's Chromium, as a citizen's phone and a team's desk would meet them."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from consult import worker
from consult.consultations.actions import load_file
from consult.consultations.store import Standing
from consult.db.databases import Databases
from consult.db.engine import create_engine
from consult.people.model import Role
from tests.conftest import ROOT, apart, gabes_file, hire, standing_of

CHROMIUM = "/usr/bin/chromium"
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PHONE = {"width": 360, "height": 740}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in Path(item.path).parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture
def chromium() -> Iterator[Browser]:
    """One per test: while playwright is up its loop holds the thread, and no asynchronous test could run in it."""
    if not Path(CHROMIUM).exists():
        pytest.fail("Debian's Chromium is missing: `make test` installs it")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@contextmanager
def served(database: Databases) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    base = f"http://127.0.0.1:{port}"
    command = [
        sys.executable, "-m", "granian", "--interface", "asgi", "--factory", "--no-ws", "--port", str(port), "consult.serving:app"
    ]  # fmt: skip
    environ = {**os.environ, "CONSULT_SERVING_DATABASE_URL": database.app_url, "CONSULT_BASE_URL": base}
    process = subprocess.Popen(
        command, cwd=ROOT, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{base}/readyz", timeout=1)
                break
            except OSError:
                assert process.poll() is None, "the server ended"
                time.sleep(0.1)
        yield base
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=20)


class City:
    """One consultation with its server, and the background work that a worker would do."""

    def __init__(self, database: Databases, base: str) -> None:
        self.database = database
        self.base = base

    def do(self, work: Callable[..., Any], *arguments: Any) -> Any:
        async def inside() -> Any:
            engine = create_engine(self.database.app_url, pool_size=3)
            try:
                return await work(engine, *arguments)
            finally:
                await engine.dispose()

        return apart(inside())

    def standing(self) -> Standing:
        found: Standing = self.do(standing_of, "gabes-2035")
        return found

    def hire(self, role: Role) -> str:
        return str(self.do(hire, self.standing(), role))

    def work_until_empty(self) -> None:
        async def work(engine: Any) -> None:
            await worker.run(engine, until_empty=True)

        self.do(work)

    def run_clusters(self) -> None:
        self.do(worker.run_clusters, "gabes-2035")


@pytest.fixture
def city(database: Databases) -> Iterator[City]:
    today = datetime.now(UTC).date()

    async def load(engine: Any) -> str:
        return await load_file(
            engine, gabes_file(), window=(today - timedelta(days=2), today + timedelta(days=2))
        )

    with served(database) as base:
        made = City(database, base)
        made.do(load)
        yield made


@pytest.fixture
def phone(chromium: Browser) -> Iterator[BrowserContext]:
    """A phone whose browser runs no script."""
    context = chromium.new_context(viewport=PHONE, java_script_enabled=False)  # type: ignore[arg-type]
    yield context
    context.close()


@pytest.fixture
def desk(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    yield context
    context.close()

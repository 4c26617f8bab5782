"""A real server and Debian's Chromium, as a citizen's phone and a team's desk would meet them."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from consult.consultations.actions import load_file
from consult.db.databases import Databases
from consult.db.embedded import EmbeddedServer
from tests.browser.fullhouse import House, full_house
from tests.browser.serving import City, served
from tests.conftest import databases_of, gabes_file

CHROMIUM = "/usr/bin/chromium"
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PHONE = {"width": 360, "height": 740}
_houses = count(1)


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


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One for all tests of a module that holds no asynchronous test: `chromium` says why."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def house(server: EmbeddedServer, migrated: str) -> Iterator[House]:
    name = f"house_{next(_houses)}"
    server.create_database(name, template=migrated)
    with full_house(databases_of(server, name)) as made:
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

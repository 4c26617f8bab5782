"""What tests stand on: one embedded PostgreSQL per test process, a fresh database per test, a site and a browser of bytes."""

import asyncio
import itertools
import shutil
import tempfile
from collections.abc import AsyncIterator, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import httpx
import pytest
from litestar import Litestar
from sqlalchemy.ext.asyncio import AsyncEngine

from consult.app import create_app
from consult.consultations import store as consultations
from consult.consultations.actions import load_file
from consult.consultations.store import Standing
from consult.db.databases import Databases
from consult.db.embedded import EmbeddedServer
from consult.db.engine import create_engine
from consult.db.transaction import begin, begin_reading, enter_city
from consult.db.upgrade import upgrade
from consult.people import actions as people
from consult.people.model import Role
from consult.schema import metadata
from consult.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
ORIGIN = "http://consult.test"
PASSWORD = "a long enough password"
_numbers = itertools.count(1)
T = TypeVar("T")


def apart(work: Coroutine[Any, Any, T]) -> T:
    """Runs it in a thread of its own: a browser test's thread already runs a loop."""
    with ThreadPoolExecutor(max_workers=1) as thread:
        return thread.submit(asyncio.run, work).result()


@pytest.fixture(scope="session")
def server() -> Iterator[EmbeddedServer]:
    place = Path(tempfile.mkdtemp(prefix="ct-", dir="/tmp"))  # a socket's path must be short
    place.chmod(0o711)
    with EmbeddedServer(place / "pg") as running:
        yield running
    shutil.rmtree(place, ignore_errors=True)


def databases_of(server: EmbeddedServer, name: str) -> Databases:
    connection = server.connection
    return Databases(
        app_url=connection.url("consult_app", database=name),
        owner_url=connection.url("consult_owner", database=name),
        is_embedded=True,
    )


@pytest.fixture(scope="session")
def migrated(server: EmbeddedServer) -> str:
    """A database with the schema and nothing in it, to be copied."""

    async def migrate() -> None:
        owner = create_engine(databases_of(server, "migrated").owner_url, pool_size=1)
        await upgrade(owner, metadata)
        await owner.dispose()

    server.create_database("migrated")
    apart(migrate())
    return "migrated"


@pytest.fixture
def database(server: EmbeddedServer, migrated: str) -> Databases:
    name = f"test_{next(_numbers)}"
    server.create_database(name, template=migrated)
    return databases_of(server, name)


@pytest.fixture
async def engine(database: Databases) -> AsyncIterator[AsyncEngine]:
    """Under the site's own role: walls and grants are those of production."""
    made = create_engine(database.app_url, pool_size=5)
    yield made
    await made.dispose()


@pytest.fixture
async def owner(database: Databases) -> AsyncIterator[AsyncEngine]:
    made = create_engine(database.owner_url, pool_size=2)
    yield made
    await made.dispose()


async def standing_of(engine: AsyncEngine, slug: str) -> Standing:
    async with begin_reading(engine) as tx:
        city_id = await consultations.city_of(tx, slug)
        assert city_id is not None
        await enter_city(tx, city_id)
        found = await consultations.standing(tx, slug)
    assert found is not None
    return found


def gabes_file() -> str:
    return (ROOT / "consult" / "demo" / "gabes.yaml").read_text("utf-8")


@pytest.fixture
async def gabes(engine: AsyncEngine) -> Standing:
    """The demonstration consultation, open today."""
    today = datetime.now(UTC).date()
    window = (today - timedelta(days=5), today + timedelta(days=5))
    return await standing_of(engine, await load_file(engine, gabes_file(), window=window))


@pytest.fixture
async def kairouan(engine: AsyncEngine, gabes: Standing) -> Standing:
    """A second city with a consultation of its own, for everything that must not cross a wall."""
    today = datetime.now(UTC).date()
    text = (
        gabes_file()
        .replace("slug: gabes-2035", "slug: kairouan-2035")
        .replace('code: "5111"', 'code: "4111"')
    )
    window = (today - timedelta(days=5), today + timedelta(days=5))
    return await standing_of(engine, await load_file(engine, text, window=window))


@pytest.fixture
async def site(database: Databases) -> AsyncIterator[Litestar]:
    """The composed app; its start-up check of the database role has a test of its own (db/test_walls.py)."""
    app = create_app(Settings(base_url=ORIGIN), database.app_url)
    yield app
    await app.state.engine.dispose()


def visitor(app: Any) -> httpx.AsyncClient:
    """Somebody with a browser that sends an Origin and keeps cookies, and nothing more."""
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url=ORIGIN, headers={"origin": ORIGIN})


@pytest.fixture
async def citizen(site: Litestar) -> AsyncIterator[httpx.AsyncClient]:
    async with visitor(site) as client:
        yield client


async def hire(engine: AsyncEngine, standing: Standing, role: Role) -> str:
    """A member of the city's team; answers their address."""
    email = f"{role.value}-{standing.document.city.code}@example.tn"
    async with begin(engine, city_id=standing.city_id) as tx:
        await people.invite(
            tx, email=email, name=f"A {role.value}", city_id=standing.city_id, role=role, password=PASSWORD
        )
    return email


async def sign_in(client: httpx.AsyncClient, email: str, *, locale: str = "en") -> httpx.Response:
    return await client.post(f"/{locale}/office/sign-in", data={"email": email, "password": PASSWORD})


@pytest.fixture
async def coordinator(
    site: Litestar, engine: AsyncEngine, gabes: Standing
) -> AsyncIterator[httpx.AsyncClient]:
    async with visitor(site) as client:
        answer = await sign_in(client, await hire(engine, gabes, Role.COORDINATOR))
        assert answer.status_code == 303
        yield client


@pytest.fixture
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests fill in a form faster than any person; where that is not what is tried, it is not held against them."""
    monkeypatch.setattr("consult.responses.actions.guarding.is_too_fast", lambda **_: False)

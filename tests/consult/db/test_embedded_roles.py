"""Who may enter the embedded server, what its databases can do, and what its log keeps quiet."""

import asyncio
import os
import shutil
import signal
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from consult.db.embedded import EmbeddedServer
from consult.errors import Unavailable


@pytest.fixture(scope="module")
def server() -> Iterator[EmbeddedServer]:
    # Pytest's own directories are closed to the server's account when the tests run as root.
    path = Path(tempfile.mkdtemp(prefix="cpg-", dir="/tmp"))
    path.chmod(0o711)
    with EmbeddedServer(path / "data") as running:
        yield running
    shutil.rmtree(path)


async def ask(url: str, sql: str) -> object:
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    try:
        return await connection.fetchval(sql)
    finally:
        await connection.close()


async def test_the_sites_role_is_neither_superuser_nor_owner_nor_above_the_walls(
    server: EmbeddedServer,
) -> None:
    rights = "array[rolsuper, rolbypassrls, rolcreaterole, rolcreatedb]"
    role = f"select {rights} from pg_roles where rolname = current_user"
    assert await ask(server.app_url, role) == [False] * 4
    assert await ask(server.owner_url, role) == [False] * 4
    owner = "select pg_get_userbyid(datdba)::text from pg_database where datname = current_database()"
    assert await ask(server.app_url, owner) == "consult_owner"
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await ask(server.app_url, "create table mine (n int)")
    with pytest.raises(asyncpg.InvalidPasswordError):
        await ask(server.app_url.replace(server.connection.passwords["consult_app"], "guess"), "select 1")


async def test_the_urls_serve_sqlalchemy_whatever_pgport_says(
    server: EmbeddedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGPORT", "1")
    engine = create_async_engine(server.app_url)
    async with engine.connect() as connection:
        assert (await connection.execute(text("select current_database()"))).scalar_one() == "consult"
    await engine.dispose()


async def test_roles_that_were_changed_are_brought_back(server: EmbeddedServer) -> None:
    await ask(server.superuser_url, "alter role consult_app superuser password 'other'")
    server.ensure_roles()
    assert await ask(server.app_url, "select rolsuper from pg_roles where rolname = current_user") is False


async def test_a_database_copied_from_a_template_belongs_to_the_owner(server: EmbeddedServer) -> None:
    server.create_database("pattern")
    await ask(
        server.connection.url("consult_owner", database="pattern"), "create table kept as select 5 as n"
    )
    server.create_database("copy", template="pattern")
    assert await ask(server.connection.url("consult_owner", database="copy"), "select n from kept") == 5
    assert await ask(server.connection.url("consult_app", database="copy"), "select 1") == 1
    with pytest.raises(Unavailable, match="already exists"):
        server.create_database("copy")
    with pytest.raises(Unavailable, match="not a name"):
        server.create_database("x; drop database consult")


async def test_arabic_words_are_compared_letter_by_letter(server: EmbeddedServer) -> None:
    await ask(server.owner_url, "create extension if not exists pg_trgm")
    similarity = await ask(server.owner_url, "select similarity('الماء', 'الما')")
    assert isinstance(similarity, float) and similarity > 0
    assert await ask(server.owner_url, "select 'É' ilike 'é'") is True


async def test_acknowledged_means_on_disk(server: EmbeddedServer) -> None:
    settings = "select string_agg(setting, ' ' order by name) from pg_settings where name = any($${}$$)"
    names = "{data_checksums,fsync,full_page_writes,listen_addresses,synchronous_commit}"
    assert await ask(server.owner_url, settings.format(names)) == "on on on  on"


async def test_what_citizens_wrote_does_not_reach_the_log(server: EmbeddedServer) -> None:
    await ask(server.owner_url, "create table once (word text primary key check (word <> 'سر ثالث'))")
    for sql in ("select 'سر أول'::int", "insert into once values ('سر ثان'), ('سر ثان')"):
        with pytest.raises(asyncpg.PostgresError):
            await ask(server.owner_url, sql)
    with pytest.raises(asyncpg.CheckViolationError):
        await ask(server.owner_url, "insert into once values ('سر ثالث')")
    await ask(server.owner_url, "do $$ begin raise warning 'سر رابع'; end $$")
    log = server.connection.log_file.read_text(encoding="utf-8")
    assert "ready to accept connections" in log
    assert "سر" not in log


async def test_the_text_of_a_crashed_query_does_not_reach_the_log(server: EmbeddedServer) -> None:
    victim = await asyncpg.connect(server.owner_url.replace("+asyncpg", ""))
    pid = victim.get_server_pid()
    waiting = asyncio.create_task(victim.fetchval("select 'sirr khames' from pg_sleep(20)"))
    await asyncio.sleep(0.2)
    os.kill(pid, signal.SIGKILL)
    with pytest.raises((OSError, asyncpg.PostgresError)):
        await waiting
    await asyncio.to_thread(server.start)
    log = server.connection.log_file.read_text(encoding="utf-8")
    assert "was terminated by signal 9" in log
    assert "sirr" not in log


def test_passwords_are_private_and_never_shown(server: EmbeddedServer) -> None:
    for role, password in server.connection.passwords.items():
        path = server.data_dir / f"{role}.password"
        assert path.read_text() == password
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert password not in repr(server.connection)
    assert len(set(server.connection.passwords.values())) == 3

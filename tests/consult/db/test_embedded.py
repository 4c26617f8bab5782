"""The embedded PostgreSQL lives, dies, recovers and is shared as an operator expects."""

import asyncio
import json
import os
import pwd
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg
import pytest

import consult
from consult.db.embedded import EmbeddedServer, discard, find_binaries, is_running
from consult.db.embedded.accounts import Account
from consult.db.embedded.places import LOG_BYTES
from consult.db.embedded.processes import is_alive, read_postmaster
from consult.errors import Unavailable

PROJECT = Path(consult.__file__).parents[1]
DEBIAN = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
only_root = pytest.mark.skipif(os.geteuid() != 0, reason="needs root, to become another user")

# Another process of the product: starts, tells what it got, and goes when its input ends.
PROCESS = """
import json, os, sys
from pathlib import Path
from consult.db.embedded import EmbeddedServer
data_dir, uid, interpreter = sys.argv[1:]
if int(uid) != os.geteuid():
    sys.executable = interpreter
    os.setgroups([]); os.setgid(int(uid)); os.setuid(int(uid))
server = EmbeddedServer(Path(data_dir))
connection = server.start()
print(json.dumps([connection.owned, connection.app_url, str(connection.cluster)]), flush=True)
sys.stdin.read()
server.stop()
"""


QUICK = Path("/tmp")


@contextmanager
def short_place(base: Path = QUICK) -> Iterator[Path]:
    """A short path that other users may pass through, unlike pytest's own directories."""
    path = Path(tempfile.mkdtemp(prefix="cpg-", dir=base))
    path.chmod(0o711)
    try:
        yield path
    finally:
        shutil.rmtree(path)


@pytest.fixture
def place() -> Iterator[Path]:
    with short_place() as path:
        yield path


@pytest.fixture(scope="module")
def made() -> Iterator[Path]:
    """A stopped data directory, for tests that are not about the first start."""
    with short_place() as path:
        with EmbeddedServer(path / "data"):
            pass
        yield path / "data"


@pytest.fixture
def data_dir(place: Path, made: Path) -> Path:
    subprocess.run(["cp", "-a", made, place / "data"], check=True)
    return place / "data"


Spawn = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def spawn() -> Iterator[Spawn]:
    started: list[subprocess.Popen[str]] = []

    def start(data_dir: Path, *, uid: int | None = None, interpreter: str = "") -> "subprocess.Popen[str]":
        arguments = [str(data_dir), str(os.geteuid() if uid is None else uid), interpreter]
        process = subprocess.Popen(
            [sys.executable, "-c", PROCESS, *arguments],
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(PROJECT), *sys.path])},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        try:
            process.communicate(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()


def told(process: "subprocess.Popen[str]") -> tuple[bool, str, Path]:
    assert process.stdout is not None
    owned, url, cluster = json.loads(process.stdout.readline())
    return owned, url, Path(cluster)


async def ask(url: str, sql: str) -> object:
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    try:
        return await connection.fetchval(sql)
    finally:
        await connection.close()


def server_pid(cluster: Path) -> int:
    postmaster = read_postmaster(cluster)
    assert postmaster is not None
    return postmaster.pid


def gone_within(seconds: float, pid: int) -> bool:
    deadline = time.monotonic() + seconds
    while is_alive(pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    return not is_alive(pid)


async def test_what_was_written_is_there_after_a_stop_and_a_quick_start(data_dir: Path) -> None:
    server = EmbeddedServer(data_dir)
    await ask(server.start().owner_url, "create table kept as select 'الماء' as word")
    server.stop()
    assert not is_running(data_dir)
    began = time.monotonic()
    with server:
        assert time.monotonic() - began < 3
        assert is_running(data_dir)
        assert await ask(server.owner_url, "select word from kept") == "الماء"


async def test_a_killed_server_comes_back_at_once_with_every_acknowledged_row(data_dir: Path) -> None:
    with EmbeddedServer(data_dir) as server:
        await ask(server.owner_url, "create table kept as select 7 as n")
        killed = server_pid(server.connection.cluster)
        os.kill(killed, signal.SIGKILL)
        assert server.start().owned
        assert server_pid(server.connection.cluster) != killed
        assert await ask(server.owner_url, "select n from kept") == 7


async def test_a_backend_that_still_computes_does_not_hold_up_the_next_start(data_dir: Path) -> None:
    # It needs neither memory nor disk, and ends by itself should nobody end it.
    computing = "do $$ begin for i in 1..2000000000 loop null; end loop; end $$"
    with EmbeddedServer(data_dir) as server:
        busy = asyncio.create_task(ask(f"{server.owner_url}&statement_timeout=30s", computing))
        await asyncio.sleep(0.3)
        os.kill(server_pid(server.connection.cluster), signal.SIGKILL)
        began = time.monotonic()
        connection = await asyncio.to_thread(server.start)
        assert time.monotonic() - began < 20
        assert await ask(connection.owner_url, "select 1") == 1
        with pytest.raises((OSError, asyncpg.PostgresError)):
            await busy


def test_no_server_outlives_a_killed_owner(data_dir: Path, spawn: Spawn) -> None:
    owner = spawn(data_dir)
    _, _, cluster = told(owner)
    pid = server_pid(cluster)
    owner.kill()
    assert gone_within(3, pid)
    assert not is_running(data_dir)


def test_the_death_of_owner_and_server_together_does_not_stop_the_next_start(
    data_dir: Path, spawn: Spawn
) -> None:
    owner = spawn(data_dir)
    _, _, cluster = told(owner)
    owner.send_signal(
        signal.SIGSTOP
    )  # It cannot reap the server, which stays a zombie named in the lock file.
    os.kill(server_pid(cluster), signal.SIGKILL)
    with EmbeddedServer(data_dir) as server:
        assert server.connection.owned
    owner.kill()


async def test_two_processes_that_start_at_once_share_one_server(place: Path, spawn: Spawn) -> None:
    processes = [spawn(place / "data"), spawn(place / "data")]
    answers = [told(process) for process in processes]
    assert sorted(owned for owned, _, _ in answers) == [False, True]
    assert answers[0][1:] == answers[1][1:]
    joiner = processes[[owned for owned, _, _ in answers].index(False)]
    joiner.communicate(timeout=10)
    assert is_running(place / "data"), "a joiner that leaves does not take the server along"
    assert await ask(answers[0][1], "select current_user::text") == "consult_app"


def test_who_started_it_stays_the_owner_when_it_starts_again(data_dir: Path) -> None:
    with EmbeddedServer(data_dir) as server:
        pid = server_pid(server.connection.cluster)
        assert server.start().owned
        assert server_pid(server.connection.cluster) == pid


def test_a_server_started_from_a_thread_outlives_the_thread(data_dir: Path) -> None:
    server = EmbeddedServer(data_dir)
    thread = threading.Thread(target=server.start)
    thread.start()
    thread.join()
    with server:
        time.sleep(0.3)
        assert server.connection.owned
        assert is_running(data_dir)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_fork_of_the_owner_leaves_the_server_alone(data_dir: Path) -> None:
    with EmbeddedServer(data_dir) as server:
        child = os.fork()
        if child == 0:
            server.stop()
            os._exit(0)
        os.waitpid(child, 0)
        assert is_running(data_dir)


def test_a_process_number_given_to_somebody_else_does_not_stop_a_start(data_dir: Path) -> None:
    with EmbeddedServer(data_dir) as server:
        cluster = server.connection.cluster
        remembered = (cluster / "postmaster.pid").read_text()
    (cluster / "postmaster.pid").write_text(remembered.replace(remembered.split()[0], str(os.getpid()), 1))
    with EmbeddedServer(data_dir) as server:
        assert server.connection.owned


def test_a_log_grown_too_long_is_set_aside(place: Path) -> None:
    (place / "data").mkdir(mode=0o711)
    (place / "data/postgres.log").write_bytes(b"x" * (LOG_BYTES + 1))
    with EmbeddedServer(place / "data") as server:
        assert server.connection.log_file.stat().st_size < LOG_BYTES
        assert (place / "data/postgres.log.1").stat().st_size == LOG_BYTES + 1


async def test_a_long_path_gets_a_short_socket_that_goes_with_the_server(place: Path) -> None:
    data_dir = place / ("قابس, مدينة " * 5) / ("تشاور " * 5)
    data_dir.parent.mkdir(mode=0o711)
    with EmbeddedServer(data_dir) as server:
        socket_dir = server.connection.socket_dir
        assert not socket_dir.is_relative_to(place)
        assert await ask(server.app_url, "select 1") == 1
    assert not socket_dir.exists()


@pytest.mark.skipif(not DEBIAN, reason="no PostgreSQL of the distribution here")
async def test_the_distributions_postgresql_serves_as_well(place: Path) -> None:
    with EmbeddedServer(place / "data", environ={"CONSULT_PG_BIN": str(DEBIAN[-1])}) as server:
        await ask(server.owner_url, "create extension pg_trgm")
        assert await ask(server.owner_url, "select similarity('الماء', 'الما') > 0.5") is True


def test_a_cluster_of_another_major_version_is_refused_in_one_line(data_dir: Path) -> None:
    (data_dir / "cluster/PG_VERSION").write_text("14\n")
    with pytest.raises(Unavailable, match=r"made by PostgreSQL 14.*CONSULT_PG_BIN"):
        EmbeddedServer(data_dir).start()


def test_a_server_that_cannot_start_says_why(data_dir: Path) -> None:
    (data_dir / "cluster/global/pg_control").unlink()
    with pytest.raises(Unavailable, match="could not find the database system"):
        EmbeddedServer(data_dir).start()


def test_deleting_waits_for_the_server_to_be_stopped(data_dir: Path) -> None:
    with EmbeddedServer(data_dir), pytest.raises(Unavailable, match="is running"):
        discard(data_dir)
    discard(data_dir)
    assert not (data_dir).exists()


@only_root
async def test_an_ordinary_user_starts_it_too(place: Path, spawn: Spawn) -> None:
    nobody = pwd.getpwnam("nobody")
    account = Account(uid=nobody.pw_uid, gid=nobody.pw_gid)
    reachable = [path for path in (sys.executable, "/usr/bin/python3") if account.can_run(Path(path))]
    if not reachable:
        pytest.skip("no Python that an ordinary user can run")
    (place / "theirs").mkdir(mode=0o700)
    os.chown(place / "theirs", nobody.pw_uid, nobody.pw_gid)
    owned, url, cluster = told(spawn(place / "theirs/data", uid=nobody.pw_uid, interpreter=reachable[0]))
    assert owned
    assert {path.stat().st_uid for path in (cluster, *cluster.parent.iterdir())} == {nobody.pw_uid}
    assert await ask(url, "select 1") == 1


@only_root
async def test_a_data_directory_out_of_reach_keeps_its_cluster_elsewhere(place: Path) -> None:
    home = place / "home"
    home.mkdir(mode=0o700)
    with EmbeddedServer(home / "data", shelter=place / "shelter") as server:
        cluster = server.connection.cluster
        assert cluster.is_relative_to(place / "shelter")
        await ask(server.owner_url, "create table kept as select 3 as n")
    (home / "data").rename(home / "moved")
    with EmbeddedServer(home / "moved", shelter=place / "shelter") as server:
        assert await ask(server.owner_url, "select n from kept") == 3
    shutil.copytree(home / "moved", home / "copied")
    with pytest.raises(Unavailable, match="is a copy of"):
        EmbeddedServer(home / "copied", shelter=place / "shelter").start()
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    (place / "others/cluster").mkdir(parents=True)
    (home / "copied/cluster.at").write_text(f"{place}/others\n")
    with pytest.raises(Unavailable, match="belongs to no data directory"):
        discard(home / "copied")
    discard(home / "moved")
    assert not cluster.exists()


@only_root
async def test_programs_out_of_reach_are_copied_once() -> None:
    # Programs may not be allowed to run from memory.
    with short_place(Path("/tmp")) as place:
        await start_from_locked_programs(place)


async def start_from_locked_programs(place: Path) -> None:
    bin_dir = find_binaries({})
    package = bin_dir.parents[1]
    locked = place / "locked"
    locked.mkdir(mode=0o700)
    for source in (package, package.with_name(f"{package.name}.libs")):
        if source.exists():
            (locked / source.name).symlink_to(source)
    environ = {"CONSULT_PG_BIN": str(locked / package.name / bin_dir.parent.name / "bin")}
    for _ in range(2):
        with EmbeddedServer(place / "data", environ=environ, shelter=place / "shelter") as server:
            assert await ask(server.app_url, "select 1") == 1
        assert len(list((place / "shelter").iterdir())) == 1


def test_nothing_is_connected_before_a_start(place: Path) -> None:
    with pytest.raises(Unavailable, match="not been started"):
        assert EmbeddedServer(place / "data").connection
    assert not is_running(place / "data")

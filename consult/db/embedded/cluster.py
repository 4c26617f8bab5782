"""The cluster: PostgreSQL's own files, how they are made, checked and served.

Refuses to know who starts it and when. The caller holds the lock of the data directory throughout.
"""

import shutil
import signal
import subprocess
from pathlib import Path

from consult.db.embedded import places
from consult.db.embedded.binaries import version_of
from consult.db.embedded.places import Home
from consult.db.embedded.processes import (
    CLEAN_ENVIRONMENT,
    bound_command,
    is_alive,
    read_postmaster,
    working_in,
)
from consult.db.embedded.roles import SUPERUSER, new_password
from consult.errors import Unavailable

PARAMETERS = {
    "listen_addresses": "",
    "port": str(places.PORT),
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
    "password_encryption": "scram-sha-256",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_destination": "stderr",
    "logging_collector": "off",
    # What citizens wrote must not reach the log. A message of level ERROR quotes values (invalid input syntax
    # for type integer: "what they wrote"), and the client gets it anyway, so the log begins above it, at LOG.
    # DETAIL and CONTEXT quote whole rows and statements; terse drops them.
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_statement": "none",
    "log_min_duration_statement": "-1",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_checkpoints": "off",
    "log_autovacuum_min_duration": "-1",
}


def server_command(home: Home, *, programs: Path, socket_dir: Path) -> list[str]:
    """Settings stand on the command line: a new release changes them without editing postgresql.conf."""
    quoted = '"' + str(socket_dir).replace('"', '""') + '"'
    parameters = PARAMETERS | {"unix_socket_directories": quoted}
    options = [part for name, value in parameters.items() for part in ("-c", f"{name}={value}")]
    command: list[str | Path] = [programs / "postgres", "-D", home.cluster, *options]
    return bound_command(command, account=home.account, death=signal.SIGINT)


def clear_leftovers(cluster: Path) -> bool:
    """Remove what a killed server left, so that its process id, given to another process since, stops nobody.

    The lock is free, so no server of ours lives. False: one that other hands started does.
    """
    postmaster = read_postmaster(cluster)
    if postmaster is not None:
        if is_alive(postmaster.pid) and postmaster.pid in working_in(cluster):
            return False
        places.drop_socket_dir(postmaster.socket_dir)
    (cluster / "postmaster.pid").unlink(missing_ok=True)
    return True


def require_same_major(programs: Path, *, cluster: Path) -> None:
    version = version_of(programs)
    made_by = cluster / "PG_VERSION"
    if not made_by.is_file():
        return
    major = made_by.read_text(encoding="utf-8").strip()
    if major != version.partition(".")[0]:
        raise Unavailable(
            f"The database in {cluster} was made by PostgreSQL {major}, and {programs} holds {version}: "
            f"set CONSULT_PG_BIN to the programs of PostgreSQL {major}."
        )


def initialise(home: Home, *, data_dir: Path, programs: Path, lock: int, seconds: float) -> None:
    """Make the cluster, under another name first: a half-made one is never taken for a cluster."""
    unfinished = home.path / "cluster.new"
    password_file = home.path / "initdb.password"
    shutil.rmtree(unfinished, ignore_errors=True)
    password_file.unlink(missing_ok=True)
    password = places.read_password(data_dir, role=SUPERUSER) or new_password()
    places.keep_password(data_dir, role=SUPERUSER, password=password)
    try:
        unfinished.mkdir(mode=0o700)
        home.account.own(unfinished)
        places.write_private(password_file, password, account=home.account)
        _initdb(home, programs=programs, password_file=password_file, lock=lock, seconds=seconds)
        password_file.unlink()
        unfinished.rename(home.cluster)
    except BaseException:
        places.abandon(home, data_dir=data_dir, leftovers=(unfinished, password_file))
        raise
    places.confirm_home(data_dir, home=home.path)


def _initdb(home: Home, *, programs: Path, password_file: Path, lock: int, seconds: float) -> None:
    # pg_trgm sees no Arabic letters under the C locale, and the wheels' builds have no ICU.
    command: list[str | Path] = [
        programs / "initdb",
        f"--pgdata={home.path / 'cluster.new'}",
        f"--username={SUPERUSER}",
        f"--pwfile={password_file}",
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale=C.UTF-8",
        "--data-checksums",
        "--no-instructions",
    ]
    done = subprocess.run(
        bound_command(command, account=home.account, death=signal.SIGKILL),
        env=CLEAN_ENVIRONMENT,
        cwd="/",
        pass_fds=(lock,),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=max(seconds, 1),
        check=False,
    )
    if done.returncode != 0:
        lines = done.stderr.splitlines() or ["it left no message"]
        telling = [line for line in lines if "error:" in line or "FATAL:" in line] or lines
        raise Unavailable(f"PostgreSQL's initdb failed in {home.path}: {telling[0]}")


def reason_in(log_file: Path, *, start: int) -> str:
    """The message a server left in its log when it gave up."""
    with log_file.open("rb") as file:
        file.seek(start)
        lines = file.read(64 * 1024).decode("utf-8", errors="replace").splitlines()
    telling = [line for line in lines if "FATAL:" in line or "PANIC:" in line]
    if telling:
        return telling[0]
    return " ".join(lines[-3:]) or f"it left no message in {log_file}."

"""PostgreSQL's processes seen from outside: launching one that dies with us, telling whether one answers.

Refuses to know roles, passwords and where files lie beyond the cluster it is given.
"""

import os
import signal
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from consult.db.embedded.accounts import Account

SHIM = Path(__file__).with_name("unprivileged.py")
PROTOCOL_3 = 196608
# Nothing of our environment may steer the server (PGPORT, PGOPTIONS, TZ …) but where programs find libraries.
KEPT_VARIABLES = ("LD_LIBRARY_PATH",)
CLEAN_ENVIRONMENT = {"PATH": os.defpath, "LC_ALL": "C.UTF-8"} | {
    name: os.environ[name] for name in KEPT_VARIABLES if name in os.environ
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Postmaster:
    """What postmaster.pid says; a killed server leaves the file behind."""

    pid: int
    socket_dir: Path
    port: int
    is_ready: bool


def read_postmaster(cluster: Path) -> Postmaster | None:
    try:
        lines = (cluster / "postmaster.pid").read_bytes().split(b"\n")
    except (FileNotFoundError, NotADirectoryError):
        return None
    # The server writes the file line by line while it starts.
    if len(lines) < 8 or not lines[0].isdigit() or not lines[3].isdigit():
        return None
    return Postmaster(
        pid=int(lines[0]),
        port=int(lines[3]),
        socket_dir=Path(os.fsdecode(lines[4])),
        is_ready=lines[7].strip() == b"ready",
    )


def answers(postmaster: Postmaster) -> bool:
    """Whether the server asks a new client for its password; one that starts or stops refuses instead."""
    message = b"user\0postgres\0database\0postgres\0\0"
    packet = struct.pack("!ii", len(message) + 8, PROTOCOL_3) + message
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
        client.settimeout(2)
        try:
            client.connect(os.fspath(postmaster.socket_dir / f".s.PGSQL.{postmaster.port}"))
            client.sendall(packet)
            # The whole answer is read: an unread rest would be logged as a broken connection.
            return client.recv(4096).startswith(b"R")
        except PermissionError:
            raise
        except OSError:
            return False


def is_alive(pid: int) -> bool:
    """Whether the process runs; a zombie waiting for its parent does not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return not Path("/proc/self/stat").exists()
    return status.rpartition(")")[2].split()[0] not in ("Z", "X")


def working_in(cluster: Path) -> list[int]:
    """The processes whose working directory is the cluster: every process of its server, and only those.

    Empty where there is no /proc.
    """
    real = cluster.resolve()
    return [int(entry.name) for entry in Path("/proc").glob("[0-9]*") if _works_in(entry, real)]


def _works_in(process: Path, cluster: Path) -> bool:
    try:
        return (process / "cwd").readlink() == cluster
    except OSError:
        return False


def end_orphans(cluster: Path) -> None:
    """Abort backends that outlived their postmaster and keep the lock; the write-ahead log covers them."""
    for pid in working_in(cluster):
        try:
            os.kill(pid, signal.SIGQUIT)
        except (ProcessLookupError, PermissionError):
            continue


def bound_command(command: Sequence[str | Path], *, account: Account, death: signal.Signals) -> list[str]:
    """The command run as the account, with `death` sent to it when the thread that launches it ends."""
    numbers = (account.uid, account.gid, os.getpid(), int(death))
    return [str(word) for word in (sys.executable, "-I", "-S", SHIM, *numbers, *command)]


class Keeper:
    """Launches a process from a thread that lives until the process ends.

    The kernel's "signal me when my parent dies" means the parent thread: a worker thread that started the
    server and ended would take it along. This one also reaps the process, so it never stays as our zombie.
    """

    def __init__(self, command: Sequence[str], *, output: int, lock: int) -> None:
        self._command = command
        self._output = output
        self._lock = lock
        self._launched = threading.Event()
        self._problem: OSError | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._keep, name="embedded-postgresql", daemon=True)

    def launch(self) -> None:
        """Returns once the process exists. It keeps the lock and the output; the caller may close both."""
        self._thread.start()
        self._launched.wait()
        if self._process is None:
            raise self._problem or OSError("the process did not start")

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def _keep(self) -> None:
        try:
            # Its own session: Ctrl-C in the terminal reaches us, and we stop the server when we are done.
            self._process = subprocess.Popen(
                self._command,
                env=CLEAN_ENVIRONMENT,
                cwd="/",
                start_new_session=True,
                pass_fds=(self._lock,),
                stdin=subprocess.DEVNULL,
                stdout=self._output,
                stderr=self._output,
            )
        except OSError as problem:
            self._problem = problem
        finally:
            self._launched.set()
        if self._process is not None:
            self._process.wait()

    @property
    def is_running(self) -> bool:
        return self._thread.is_alive()

    def end(self, how: signal.Signals, *, seconds: float) -> bool:
        """Send the signal and wait; whether the process has ended."""
        if self._process is not None and self.is_running:
            self._process.send_signal(how)
        self._thread.join(seconds)
        return not self.is_running

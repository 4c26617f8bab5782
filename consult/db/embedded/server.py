"""Starting, joining and stopping the embedded PostgreSQL of one data directory.

Refuses to know the product's settings and tables. Every wait ends; every failure is one `Unavailable` line
that an operator can act on.
"""

import atexit
import logging
import os
import signal
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

from consult.db.embedded import cluster as clusters
from consult.db.embedded import places, roles
from consult.db.embedded.binaries import find_binaries, usable_by
from consult.db.embedded.places import SHELTER, Home
from consult.db.embedded.processes import (
    Keeper,
    Postmaster,
    answers,
    end_orphans,
    is_alive,
    read_postmaster,
)
from consult.db.embedded.roles import SUPERUSER, Connection
from consult.errors import Unavailable

log = logging.getLogger(__name__)

POLL_SECONDS = 0.03
# Backends that outlive a killed postmaster leave by themselves at once; one that computes does not notice.
ORPHAN_SECONDS = 1.5
# The first breaks connections and writes a checkpoint; the other two leave the work to recovery.
STOPPING = ((signal.SIGINT, 60.0), (signal.SIGQUIT, 10.0), (signal.SIGKILL, 10.0))


def is_running(data_dir: Path) -> bool:
    """Whether a server for this data directory accepts connections now."""
    try:
        home = places.find_home(data_dir.resolve())
        return home is not None and _serving(home / "cluster") is not None
    except PermissionError as problem:
        raise Unavailable(f"Cannot tell whether the database in {data_dir} runs: {problem}.") from problem


def _serving(cluster: Path) -> Postmaster | None:
    postmaster = read_postmaster(cluster)
    return postmaster if postmaster and postmaster.is_ready and answers(postmaster) else None


class EmbeddedServer:
    """The server of one data directory: `start()` launches or joins it, `stop()` stops it if it is ours.

    `patience`, in seconds, bounds a start, recovery after a crash included.
    """

    def __init__(
        self,
        data_dir: Path,
        *,
        environ: Mapping[str, str] | None = None,
        shelter: Path = SHELTER,
        patience: float = 180.0,
    ) -> None:
        self.data_dir = data_dir.resolve()
        self._environ = os.environ if environ is None else environ
        self._shelter = shelter
        self._patience = patience
        self._keeper: Keeper | None = None
        self._connection: Connection | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def connection(self) -> Connection:
        if self._connection is None:
            raise Unavailable("The embedded PostgreSQL has not been started.")
        return self._connection

    @property
    def app_url(self) -> str:
        return self.connection.app_url

    @property
    def owner_url(self) -> str:
        return self.connection.owner_url

    @property
    def superuser_url(self) -> str:
        return self.connection.superuser_url

    def ensure_roles(self) -> None:
        roles.ensure_roles(self.connection, data_dir=self.data_dir)

    def create_database(self, name: str, *, template: str | None = None) -> None:
        roles.create_database(self.connection, name, template=template)

    def start(self) -> Connection:
        """Launch or join. Calling it again is how a process recovers after the server went away."""
        try:
            self._connection = self._start(find_binaries(self._environ))
        except (OSError, subprocess.SubprocessError) as problem:
            raise Unavailable(
                f"The embedded PostgreSQL in {self.data_dir} did not start: {problem}."
            ) from problem
        return self._connection

    def _start(self, bin_dir: Path) -> Connection:
        places.prepare(self.data_dir)
        deadline = time.monotonic() + self._patience
        orphaned_since: float | None = None
        while time.monotonic() < deadline:
            joined = self._join(bin_dir)
            if joined is not None:
                return joined
            lock = places.try_lock(self.data_dir)
            if lock is not None and self._launch_locked(bin_dir, lock=lock, deadline=deadline):
                return self._await(bin_dir, deadline=deadline)
            orphaned_since = self._mind_orphans(orphaned_since)
            time.sleep(POLL_SECONDS)
        raise self._too_slow()

    def _too_slow(self) -> Unavailable:
        return Unavailable(
            f"The embedded PostgreSQL in {self.data_dir} was not ready within {self._patience:.0f} seconds; "
            f"see {self._log_file}."
        )

    @property
    def _log_file(self) -> Path:
        return self.data_dir / "postgres.log"

    def _join(self, bin_dir: Path) -> Connection | None:
        home = places.find_home(self.data_dir)
        postmaster = _serving(home / "cluster") if home else None
        passwords = roles.load_passwords(self.data_dir)
        if home is None or postmaster is None or passwords is None:
            return None
        # A second start() of the owner finds its own server and stays the owner.
        owned = self._keeper is not None and self._keeper.is_running and self._keeper.pid == postmaster.pid
        return self._describe(
            bin_dir, home / "cluster", postmaster=postmaster, passwords=passwords, owned=owned
        )

    def _describe(
        self,
        bin_dir: Path,
        cluster: Path,
        *,
        postmaster: Postmaster,
        passwords: Mapping[str, str],
        owned: bool = True,
    ) -> Connection:
        return Connection(
            socket_dir=postmaster.socket_dir,
            port=postmaster.port,
            bin_dir=bin_dir,
            cluster=cluster,
            log_file=self._log_file,
            owned=owned,
            passwords=passwords,
        )

    def _mind_orphans(self, since: float | None) -> float | None:
        """If what holds the lock is backends without a postmaster, give them a moment, then end them."""
        home = places.find_home(self.data_dir)
        postmaster = read_postmaster(home / "cluster") if home else None
        if home is None or postmaster is None or is_alive(postmaster.pid):
            return None
        since = since or time.monotonic()
        if time.monotonic() - since > ORPHAN_SECONDS:
            end_orphans(home / "cluster")
        return since

    def _launch_locked(self, bin_dir: Path, *, lock: int, deadline: float) -> bool:
        """Launch with the lock held; False when a server started by other hands is at work in the cluster."""
        try:
            home = places.settle(self.data_dir, shelter=self._shelter)
            if not clusters.clear_leftovers(home.cluster):
                return False
            programs = usable_by(home.account, bin_dir=bin_dir, shelter=self._shelter)
            clusters.require_same_major(programs, cluster=home.cluster)
            if not home.cluster.is_dir():
                seconds = deadline - time.monotonic()
                clusters.initialise(
                    home, data_dir=self.data_dir, programs=programs, lock=lock, seconds=seconds
                )
            self._launch(home, programs=programs, lock=lock)
            return True
        finally:
            # The server's processes keep the lock while one of them lives; our copy would outlive them.
            os.close(lock)

    def _launch(self, home: Home, *, programs: Path, lock: int) -> None:
        socket_dir = places.socket_dir_for(home)
        command = clusters.server_command(home, programs=programs, socket_dir=socket_dir)
        output = places.open_log(self.data_dir)
        try:
            self._log_start = os.fstat(output).st_size
            keeper = Keeper(command, output=output, lock=lock)
            keeper.launch()
        finally:
            os.close(output)
        self._keeper, self._socket_dir, self._owner_pid = keeper, socket_dir, os.getpid()
        atexit.register(self.stop)

    def _await(self, bin_dir: Path, *, deadline: float) -> Connection:
        """Wait until the server we launched is ready, and see that its roles exist."""
        home = places.find_home(self.data_dir)
        try:
            while home is not None and time.monotonic() < deadline:
                postmaster = _serving(home / "cluster")
                if postmaster and self._keeper and postmaster.pid == self._keeper.pid:
                    return self._admit(bin_dir, home / "cluster", postmaster=postmaster)
                self._require_life()
                time.sleep(POLL_SECONDS)
            raise self._too_slow()
        except BaseException:
            self.stop()
            raise

    def _require_life(self) -> None:
        if self._keeper is None or not self._keeper.is_running:
            reason = clusters.reason_in(self._log_file, start=self._log_start)
            raise Unavailable(f"The embedded PostgreSQL in {self.data_dir} ended at once: {reason}")

    def _admit(self, bin_dir: Path, cluster: Path, *, postmaster: Postmaster) -> Connection:
        passwords = roles.load_passwords(self.data_dir)
        if passwords is None:
            superuser = places.read_password(self.data_dir, role=SUPERUSER)
            if superuser is None:
                raise Unavailable(
                    f"{self.data_dir / SUPERUSER}.password is missing: restore it from a backup."
                )
            bare = self._describe(bin_dir, cluster, postmaster=postmaster, passwords={SUPERUSER: superuser})
            passwords = roles.ensure_roles(bare, data_dir=self.data_dir)
        return self._describe(bin_dir, cluster, postmaster=postmaster, passwords=passwords)

    def stop(self) -> None:
        """Stop the server if this process launched it; a joiner or a fork of the owner only lets go of it."""
        keeper, self._keeper, self._connection = self._keeper, None, None
        if keeper is None or self._owner_pid != os.getpid():
            return
        atexit.unregister(self.stop)
        for how, seconds in STOPPING:
            if keeper.end(how, seconds=seconds):
                break
            log.warning("The database in %s did not stop %.0f s after %s.", self.data_dir, seconds, how.name)
        places.drop_socket_dir(self._socket_dir)

"""Where the files of one embedded server lie: the data directory, the cluster, the socket, the passwords.

Refuses to know processes and SQL. Nothing here opens up a directory that exists, and nothing but `discard`
deletes a cluster.
"""

import fcntl
import hashlib
import logging
import os
import secrets
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from consult.db.embedded.accounts import Account, account_for_existing, account_for_new
from consult.errors import Unavailable

log = logging.getLogger(__name__)

SHELTER = Path("/var/lib/consult")
PORT = 5432
SOCKET = f".s.PGSQL.{PORT}"
# The kernel keeps 108 bytes for a socket's path on Linux and 104 on macOS, the closing zero included.
LONGEST_SOCKET_PATH = 103
SHORT_PREFIX = "consult-pg-"
LOG_BYTES = 10 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """The directory that holds the cluster, and the account that owns it."""

    path: Path
    account: Account

    @property
    def cluster(self) -> Path:
        return self.path / "cluster"


def prepare(data_dir: Path) -> None:
    """Make the data directory; as root, so that the server's account can pass through it but not list it."""
    data_dir.parent.mkdir(parents=True, exist_ok=True)
    data_dir.mkdir(mode=0o711 if os.geteuid() == 0 else 0o700, exist_ok=True)


def find_home(data_dir: Path) -> Path | None:
    """Where the cluster of this data directory is; None before the first start."""
    if (data_dir / "cluster").is_dir():
        return data_dir
    pointer = data_dir / "cluster.at"
    if not pointer.is_file():
        return None
    home = Path(pointer.read_text(encoding="utf-8").strip())
    if not (home / "cluster").is_dir():
        raise Unavailable(f"{pointer} says that the database is in {home}, but it is not there.")
    return home


def settle(data_dir: Path, *, shelter: Path) -> Home:
    """The home of an existing cluster, or a place for a new one. Call with the lock held."""
    found = find_home(data_dir)
    if found is not None:
        _require_claim(found, data_dir=data_dir)
        return Home(path=found, account=account_for_existing(found / "cluster"))
    account = account_for_new(data_dir)
    if account.can_enter(data_dir):
        return Home(path=data_dir, account=account)
    return Home(path=_sheltered_home(data_dir, shelter=shelter, account=account), account=account)


def _sheltered_home(data_dir: Path, *, shelter: Path, account: Account) -> Path:
    name = f"cluster-{hashlib.sha256(os.fsencode(data_dir)).hexdigest()[:12]}-"
    shelter.mkdir(parents=True, exist_ok=True)
    for earlier in shelter.glob(f"{name}*"):
        log.warning(
            "An earlier database of %s is still in %s; delete it if nobody needs it.", data_dir, earlier
        )
    home = Path(tempfile.mkdtemp(prefix=name, dir=shelter))
    account.own(home)
    if not account.can_enter(home):
        home.rmdir()
        raise Unavailable(
            f"User {account.name} can enter neither {data_dir} nor {shelter}; open one of them to that user."
        )
    write_private(home / "belongs_to", str(data_dir), account=account)
    log.warning("User %s cannot enter %s: the database goes to %s.", account.name, data_dir, home)
    return home


def confirm_home(data_dir: Path, *, home: Path) -> None:
    """Point at a home outside the data directory; called once its cluster is complete."""
    if home != data_dir:
        unfinished = data_dir / "cluster.at.new"
        unfinished.write_text(f"{home}\n", encoding="utf-8")
        unfinished.replace(data_dir / "cluster.at")


def abandon(home: Home, *, data_dir: Path, leftovers: tuple[Path, ...]) -> None:
    """Clear away an attempt to make a cluster, and the place made for it outside the data directory."""
    for path in (*leftovers, home.path) if home.path != data_dir else leftovers:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _require_claim(home: Path, *, data_dir: Path) -> None:
    """A place outside the data directory names the one it belongs to: a forged pointer leads nowhere.

    A copied data directory points at the same cluster as its original, and only one of them may use it; a
    moved one takes its cluster along.
    """
    if home == data_dir:
        return
    claim = home / "belongs_to"
    if not claim.is_file():
        raise Unavailable(f"{data_dir / 'cluster.at'} points at {home}, which belongs to no data directory.")
    owner = Path(claim.read_text(encoding="utf-8"))
    if owner == data_dir:
        return
    if (owner / "cluster.at").is_file():
        raise Unavailable(
            f"{data_dir} is a copy of {owner}, and both point at the database in {home}: delete one of them."
        )
    claim.unlink()
    write_private(claim, str(data_dir), account=account_for_existing(home / "cluster"))


def socket_dir_for(home: Home) -> Path:
    """A private directory for the socket: beside the cluster, or temporary where that path is too long."""
    beside = home.path / "run"
    if _fits(beside):
        beside.mkdir(mode=0o700, exist_ok=True)
        home.account.own(beside)
        for name in (SOCKET, f"{SOCKET}.lock"):
            (beside / name).unlink(missing_ok=True)
        return beside
    for base in (tempfile.gettempdir(), "/tmp"):
        short = Path(tempfile.mkdtemp(prefix=SHORT_PREFIX, dir=base))
        home.account.own(short)
        if _fits(short) and home.account.can_enter(short):
            return short
        short.rmdir()
    raise Unavailable(
        f"No directory for the database's socket: {beside} is too long, and so is {tempfile.gettempdir()}."
    )


def _fits(socket_dir: Path) -> bool:
    # A comma separates hosts in a connection string.
    return len(os.fsencode(socket_dir / SOCKET)) <= LONGEST_SOCKET_PATH and "," not in str(socket_dir)


def drop_socket_dir(socket_dir: Path) -> None:
    """Remove a directory that `socket_dir_for` made below the temporary one; leave every other alone."""
    if not socket_dir.name.startswith(SHORT_PREFIX):
        return
    for name in (SOCKET, f"{SOCKET}.lock"):
        (socket_dir / name).unlink(missing_ok=True)
    if socket_dir.is_dir() and not any(socket_dir.iterdir()):
        socket_dir.rmdir()


def try_lock(data_dir: Path) -> int | None:
    """The descriptor of the held lock, or None while another process starts or serves this data directory."""
    lock = os.open(data_dir / "lock", os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        return None
    _hand_over(lock, data_dir=data_dir)
    return lock


def open_log(data_dir: Path) -> int:
    """The server's log, appended to; moved aside when it has grown too long."""
    path = data_dir / "postgres.log"
    if path.is_file() and path.stat().st_size > LOG_BYTES:
        path.replace(data_dir / "postgres.log.1")
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    _hand_over(descriptor, data_dir=data_dir)
    return descriptor


def read_password(data_dir: Path, *, role: str) -> str | None:
    path = data_dir / f"{role}.password"
    return path.read_text(encoding="utf-8").strip() if path.is_file() else None


def keep_password(data_dir: Path, *, role: str, password: str) -> None:
    path = data_dir / f"{role}.password"
    unfinished = data_dir / f".{role}.password.{secrets.token_hex(4)}"
    write_private(unfinished, password, account=None)
    status = data_dir.stat()
    if os.geteuid() == 0:
        os.chown(unfinished, status.st_uid, status.st_gid, follow_symlinks=False)
    unfinished.replace(path)


def write_private(path: Path, content: str, *, account: Account | None) -> None:
    """Write a new 0600 file, on disk before this returns, and give it to the account."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(content)
        file.flush()
        os.fsync(descriptor)
    if account is not None:
        account.own(path)


def _hand_over(descriptor: int, *, data_dir: Path) -> None:
    """Files in a data directory belong to its owner, so that a start as root does not lock that user out."""
    if os.geteuid() == 0:
        status = data_dir.stat()
        os.fchown(descriptor, status.st_uid, status.st_gid)


def discard(data_dir: Path) -> None:
    """Delete the data directory and its cluster, wherever that is. Refuses while the server runs."""
    data_dir = data_dir.resolve()
    if not data_dir.is_dir():
        return
    lock = try_lock(data_dir)
    if lock is None:
        raise Unavailable(f"The database in {data_dir} is running: stop it before deleting it.")
    try:
        home = find_home(data_dir)
        if home is not None and home != data_dir:
            _require_claim(home, data_dir=data_dir)
            shutil.rmtree(home)
        shutil.rmtree(data_dir)
    finally:
        os.close(lock)

"""The account of the operating system that PostgreSQL runs as, and what that account can reach.

Refuses to create accounts and to change the permissions of anything that exists.
"""

import os
import pwd
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from consult.errors import Unavailable

UNPRIVILEGED = "nobody"


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    uid: int
    gid: int

    @property
    def name(self) -> str:
        try:
            return pwd.getpwuid(self.uid).pw_name
        except KeyError:
            return str(self.uid)

    @property
    def is_self(self) -> bool:
        return self.uid == os.geteuid()

    def _succeeds(self, command: Sequence[str | Path]) -> bool:
        """Whether the command can be started as this account, and ends well."""
        try:
            done = subprocess.run(
                command,
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=30,
                check=False,
                user=self.uid,
                group=self.gid,
                extra_groups=[],
            )
        except PermissionError:
            return False
        return done.returncode == 0

    def can_run(self, program: Path) -> bool:
        return self.is_self or self._succeeds([program, "--version"])

    def can_enter(self, directory: Path) -> bool:
        """Asked of the system as that account, so that access lists and mounts count like mode bits."""
        return self.is_self or self._succeeds(["/bin/sh", "-c", 'test -x "$1/."', "sh", directory])

    def own(self, path: Path) -> None:
        if not self.is_self:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)


def owner_of(path: Path) -> Account:
    status = path.stat()
    return Account(uid=status.st_uid, gid=status.st_gid)


def account_for_existing(cluster: Path) -> Account:
    """The account that made the cluster; only that one, or root, may serve it."""
    owner = owner_of(cluster)
    if os.geteuid() not in (0, owner.uid):
        raise Unavailable(f"{cluster} belongs to user {owner.name}: start as that user, or as root.")
    return owner


def account_for_new(data_dir: Path) -> Account:
    """Who will own a new cluster: this process's user; for root the data directory's owner, or nobody."""
    if os.geteuid() != 0:
        return Account(uid=os.geteuid(), gid=os.getegid())
    owner = owner_of(data_dir)
    if owner.uid != 0:
        return owner
    try:
        entry = pwd.getpwnam(UNPRIVILEGED)
    except KeyError:
        raise Unavailable(
            f"PostgreSQL does not run as root, and there is no user {UNPRIVILEGED}: start as another user."
        ) from None
    return Account(uid=entry.pw_uid, gid=entry.pw_gid)

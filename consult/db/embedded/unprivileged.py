"""The last step before PostgreSQL: give up root, tie this process to its parent, become the program.

Run as a script, `python -I -S unprivileged.py UID GID PARENT_PID SIGNAL PROGRAM ARGUMENT…`, so that no Python
code runs between fork and exec in a process with threads. It refuses to know anything but the standard
library.
"""

import ctypes
import os
import sys

PR_SET_PDEATHSIG = 1


def become(*, uid: int, gid: int, parent: int, signal: int, command: list[str]) -> None:
    if os.geteuid() != uid:
        os.setgroups([])
        os.setgid(gid)
        os.setuid(uid)
    # A change of user clears the wish, so it comes after; it survives the exec.
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal)
    if os.getppid() != parent:
        sys.exit("The process that asked for PostgreSQL is gone.")
    os.execv(command[0], command)  # noqa: S606


if __name__ == "__main__":
    try:
        become(
            uid=int(sys.argv[1]),
            gid=int(sys.argv[2]),
            parent=int(sys.argv[3]),
            signal=int(sys.argv[4]),
            command=sys.argv[5:],
        )
    except OSError as problem:
        sys.exit(f"Cannot run {sys.argv[5]} as user {sys.argv[1]}: {problem.strerror}.")

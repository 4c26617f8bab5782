"""The embedded PostgreSQL: one command starts the product with no database server to install.

`EmbeddedServer(data_dir)` starts a real PostgreSQL for one data directory, or joins the one that already
serves it. It knows processes, directories and roles, and refuses to know the product's tables, its settings
object and its event loop.

What lies in the data directory (everything 0600 or in a 0700 directory, owned by the owner of the data
directory):

    cluster/                PostgreSQL's own files, or instead
    cluster.at              the path of the place they had to go to (see below)
    run/                    the Unix socket; there is no TCP port
    lock                    held by every process of the server, so a free lock proves that none is left
    postgres.log            the server's log, and postgres.log.1 once it passed 10 MB
    postgres.password, consult_owner.password, consult_app.password

Who owns the server: the process whose `start()` launched it. Only that one stops it, by `stop()`, by
leaving the `with` block, or by dying. Every other process that starts on the same data directory joins; its
`stop()` leaves the server alone. When the owner goes while a joiner lives, the joiner's connections break;
its next `start()` launches a server it owns.

Dying with the owner: on Linux the kernel sends SIGINT (a fast, clean shutdown) to the postmaster when its
parent is gone, even by `kill -9`. The kernel means the parent *thread*, so the postmaster is started from a
thread that lives until the postmaster ends; `start()` may be called from any thread. Systems without
PR_SET_PDEATHSIG (macOS) leave the server running when the owner is killed, and the next `start()` joins it.

Running as root: PostgreSQL refuses root, so the server runs as the owner of the data directory, or as
`nobody` when that is root. No account is created and no existing directory is opened up. Where that account
cannot reach the data directory (a project in root's own home), the cluster goes to
`/var/lib/consult/cluster-…` and `cluster.at` names it; deleting the data directory alone then leaves that
copy behind, `discard()` deletes both. Where it cannot reach the programs, they are copied once to
`/var/lib/consult/pg-…`.

A data directory belongs to one machine: the lock does not reach over network file systems.
"""

from consult.db.embedded.binaries import find_binaries
from consult.db.embedded.places import discard
from consult.db.embedded.roles import APP, DATABASE, OWNER, SUPERUSER, Connection
from consult.db.embedded.server import EmbeddedServer, is_running

__all__ = [
    "APP",
    "DATABASE",
    "OWNER",
    "SUPERUSER",
    "Connection",
    "EmbeddedServer",
    "discard",
    "find_binaries",
    "is_running",
]

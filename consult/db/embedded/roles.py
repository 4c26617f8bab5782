"""Who may enter the embedded server: the superuser, the owner of the product's tables, and the site itself.

The site's role is neither superuser nor owner and cannot step around row-level security. Refuses to know
tables and the grants on them: migrations give those, the same way on a city's own server.
"""

import re
import secrets
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from consult.db.embedded.places import keep_password, read_password
from consult.db.embedded.processes import CLEAN_ENVIRONMENT
from consult.errors import Unavailable

SUPERUSER = "postgres"
OWNER = "consult_owner"
APP = "consult_app"
DATABASE = "consult"
SQL_SECONDS = 120
_NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """How to reach the running server. `owned`: this process launched it and must stop it."""

    socket_dir: Path
    port: int
    bin_dir: Path
    cluster: Path
    log_file: Path
    owned: bool
    passwords: Mapping[str, str] = field(repr=False)

    def url(self, role: str, *, database: str = DATABASE, scheme: str = "postgresql+asyncpg") -> str:
        """A URL for SQLAlchemy; with scheme "postgresql", one for asyncpg.connect, psql and pg_dump."""
        # The port is spelt out because drivers otherwise read PGPORT.
        place = f"host={quote(str(self.socket_dir))}&port={self.port}"
        return f"{scheme}://{role}:{self.passwords[role]}@/{database}?{place}"

    @property
    def app_url(self) -> str:
        return self.url(APP)

    @property
    def owner_url(self) -> str:
        return self.url(OWNER)

    @property
    def superuser_url(self) -> str:
        return self.url(SUPERUSER)


def new_password() -> str:
    return secrets.token_urlsafe(24)


def load_passwords(data_dir: Path) -> dict[str, str] | None:
    """None until the roles exist: their password files are written after the roles."""
    found = {role: read_password(data_dir, role=role) for role in (SUPERUSER, OWNER, APP)}
    return {role: password for role, password in found.items() if password} if all(found.values()) else None


def run_sql(connection: Connection, sql: str) -> None:
    """Run statements as the superuser, each by itself; the text goes through a pipe, never an argument."""
    try:
        done = subprocess.run(
            [
                connection.bin_dir / "psql",
                "-X",
                "-q",
                "-v",
                "ON_ERROR_STOP=1",
                "-d",
                "postgres",
                "-U",
                SUPERUSER,
                "-h",
                connection.socket_dir,
                "-p",
                str(connection.port),
            ],
            env=CLEAN_ENVIRONMENT | {"PGPASSWORD": connection.passwords[SUPERUSER]},
            input=sql,
            encoding="utf-8",
            capture_output=True,
            timeout=SQL_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise Unavailable(f"The embedded PostgreSQL did not answer within {SQL_SECONDS} seconds.") from None
    if done.returncode != 0:
        # The line with the message; the lines around it quote the statement, which may hold a password.
        lines = [line for line in done.stderr.splitlines() if "ERROR:" in line or "error:" in line]
        raise Unavailable(f"The embedded PostgreSQL refused: {lines[0] if lines else 'psql failed'}")


def ensure_roles(connection: Connection, *, data_dir: Path) -> dict[str, str]:
    """Make the roles and the database, or bring them back to what they should be; returns all passwords."""
    passwords = {role: read_password(data_dir, role=role) or new_password() for role in (OWNER, APP)}
    roles = "\n".join(_role_sql(role, password=password) for role, password in passwords.items())
    # Two processes may do this at once; the lock ends with the session.
    run_sql(
        connection,
        f"select pg_advisory_lock(20350101) \\g /dev/null\n{roles}\n{_DATABASE_SQL}\n{_access_sql(DATABASE)}",
    )
    for role, password in passwords.items():
        keep_password(data_dir, role=role, password=password)
    return {SUPERUSER: connection.passwords[SUPERUSER], **passwords}


# The names are the constants above and the passwords are made of letters, digits, - and _.
def _role_sql(role: str, *, password: str) -> str:
    missing = f"where not exists (select from pg_roles where rolname = '{role}')"
    return f"""
        select 'create role {role}' {missing} \\gexec
        alter role {role} login nosuperuser nocreatedb nocreaterole noreplication nobypassrls
            password '{password}';"""


_DATABASE_SQL = f"""
    select 'create database {DATABASE} owner {OWNER}'
    where not exists (select from pg_database where datname = '{DATABASE}') \\gexec"""  # noqa: S608


def _access_sql(database: str) -> str:
    """Only the product's roles come in; a copied database does not inherit these rights."""
    return f"revoke all on database {database} from public; grant connect on database {database} to {APP};"


def create_database(connection: Connection, name: str, *, template: str | None = None) -> None:
    """A database of the owner's, empty or a copy of `template`, which nobody may be connected to."""
    for word in (name, template or DATABASE):
        if not _NAME.fullmatch(word):
            raise Unavailable(f"{word!r} is not a name for a database: use a-z, 0-9 and _.")
    copied = f" template {template}" if template else ""
    run_sql(connection, f"create database {name} owner {OWNER}{copied};\n{_access_sql(name)}")

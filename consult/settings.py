"""What an operator may set, from the environment (prefix CONSULT_), read once at the edge and passed inwards.

Nobody else reads the environment. All problems are reported together, so that one start tells everything.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from consult.errors import Invalid, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Defaults are good enough for the demonstration on one machine."""

    data_dir: Path = Path("var")  # where the embedded database lives
    database_url: str | None = field(
        default=None, repr=False
    )  # the site's role; unset: the embedded PostgreSQL
    database_owner_url: str | None = field(default=None, repr=False)  # the role that migrates
    base_url: str = "http://127.0.0.1:8000"  # absolute links never come from a Host header
    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 2
    pool_size: int = 12  # database connections of one process
    attack_per_minute: int = (
        600  # web submissions of one consultation; beyond it browsers prove that they work
    )
    log_json: bool = False  # one JSON object a line, for collectors

    @property
    def is_secure(self) -> bool:
        """Cookies are `Secure` when citizens reach the site over TLS."""
        return self.base_url.startswith("https://")

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> "Settings":
        reader = _Reader(environ)
        defaults = cls()
        settings = cls(
            data_dir=Path(reader.text("DATA_DIR", str(defaults.data_dir))),
            database_url=reader.database("DATABASE_URL"),
            database_owner_url=reader.database("DATABASE_OWNER_URL"),
            base_url=reader.url("BASE_URL", defaults.base_url),
            host=reader.text("HOST", defaults.host),
            port=reader.whole("PORT", defaults.port, low=1, high=65535),
            workers=reader.whole("WORKERS", defaults.workers, low=1, high=256),
            pool_size=reader.whole("POOL_SIZE", defaults.pool_size, low=1, high=200),
            attack_per_minute=reader.whole(
                "ATTACK_PER_MINUTE", defaults.attack_per_minute, low=1, high=1_000_000
            ),
            log_json=reader.flag("LOG_JSON", default=defaults.log_json),
        )
        if reader.problems:
            raise Invalid(reader.problems)
        return settings


class _Reader:
    def __init__(self, environ: Mapping[str, str]) -> None:
        self.environ = environ
        self.problems: list[Problem] = []

    def refuse(self, name: str, message: str) -> None:
        self.problems.append(Problem(f"CONSULT_{name}", message))

    def text(self, name: str, default: str) -> str:
        return self.environ.get(f"CONSULT_{name}") or default

    def whole(self, name: str, default: int, *, low: int, high: int) -> int:
        given = self.text(name, str(default))
        if given.isascii() and given.isdigit() and low <= int(given) <= high:
            return int(given)
        self.refuse(name, f"must be a whole number from {low} to {high}")
        return default

    def flag(self, name: str, *, default: bool) -> bool:
        given = self.text(name, "1" if default else "0").lower()
        if given not in {"0", "1", "true", "false"}:
            self.refuse(name, "must be 0 or 1")
        return given in {"1", "true"}

    def url(self, name: str, default: str) -> str:
        given = self.text(name, default).rstrip("/")
        parts = urlsplit(given)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query:
            self.refuse(name, "must look like https://consult.example.tn, without a path")
        return given

    def database(self, name: str) -> str | None:
        given = self.environ.get(f"CONSULT_{name}")
        if not given:
            return None
        scheme, separator, rest = given.partition("://")
        if not separator or scheme not in {"postgresql", "postgres", "postgresql+asyncpg"}:
            self.refuse(name, "must begin with postgresql://")
            return None
        return f"postgresql+asyncpg://{rest}"

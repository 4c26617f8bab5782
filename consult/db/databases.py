"""Where the database is: the operator's own, or the embedded one, started here and stopped on the way out."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from consult.db.embedded import EmbeddedServer
from consult.errors import Unavailable
from consult.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Databases:
    """The same database under two roles: the site's, and the owner's for migrations."""

    app_url: str = field(repr=False)
    owner_url: str = field(repr=False)
    is_embedded: bool


@contextmanager
def databases(settings: Settings) -> Iterator[Databases]:
    if settings.database_url is not None:
        if settings.database_owner_url is None:
            raise Unavailable(
                "CONSULT_DATABASE_URL is set: set CONSULT_DATABASE_OWNER_URL too, for migrations."
            )
        yield Databases(
            app_url=settings.database_url, owner_url=settings.database_owner_url, is_embedded=False
        )
        return
    with EmbeddedServer(settings.data_dir / "postgresql") as server:
        yield Databases(app_url=server.app_url, owner_url=server.owner_url, is_embedded=True)

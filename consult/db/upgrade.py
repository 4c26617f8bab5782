"""Brings a database to the schema of this code, as its owner, and checks that tables and migrations agree.

It refuses to know which tables there are; the caller brings them (`consult.schema`).
"""

from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, text
from sqlalchemy.ext.asyncio import AsyncEngine

FOLDER = Path(__file__).parent / "migrations"
_LOCK = 7420_2035  # an advisory lock: two starting processes do not migrate at once


def _config(connection: Connection, metadata: MetaData) -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["connection"] = connection
    config.attributes["metadata"] = metadata
    return config


def head() -> str:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    return ScriptDirectory.from_config(config).get_current_head() or ""


async def upgrade(engine: AsyncEngine, metadata: MetaData) -> None:
    async with engine.connect() as connection:
        await connection.execute(text("select pg_advisory_lock(:key)"), {"key": _LOCK})
        await connection.commit()
        await connection.run_sync(lambda sync: command.upgrade(_config(sync, metadata), "head"))
        await connection.commit()
        await connection.execute(text("select pg_advisory_unlock(:key)"), {"key": _LOCK})
        await connection.commit()


async def revision_of(engine: AsyncEngine) -> str | None:
    async with engine.connect() as connection:
        return await connection.run_sync(lambda sync: MigrationContext.configure(sync).get_current_revision())


async def differences(engine: AsyncEngine, metadata: MetaData) -> list[Any]:
    """What the tables say and the database does not, or the other way round; empty when they agree."""

    def compare(sync: Connection) -> list[Any]:
        options = {
            "include_name": lambda name, kind, _: not (kind == "table" and str(name).startswith("pgqueuer"))
        }
        return list(compare_metadata(MigrationContext.configure(sync, opts=options), metadata))

    async with engine.connect() as connection:
        return await connection.run_sync(compare)


async def write_revision(engine: AsyncEngine, metadata: MetaData, *, message: str, number: str) -> None:
    """A developer's tool: a new migration from what the tables say and the database does not have yet."""
    async with engine.connect() as connection:
        await connection.run_sync(
            lambda sync: command.revision(
                _config(sync, metadata), message=message, autogenerate=True, rev_id=number
            )
        )

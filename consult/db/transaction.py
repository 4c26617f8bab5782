"""The one way to a database: a transaction, with the city it may see.

Actions never commit; leaving the block does. An error rolls everything back. A lost database becomes `Unavailable`.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from consult.errors import Unavailable

Tx: TypeAlias = AsyncConnection

_ENTER = text("select set_config('consult.city', :city, true)")
_LOST = ("08", "57P", "53")  # SQLSTATE classes: connection lost, shut down by an operator, out of resources


async def enter_city(tx: Tx, city_id: UUID) -> None:
    """From here to the end of the transaction only this city's rows exist."""
    await tx.execute(_ENTER, {"city": str(city_id)})


@asynccontextmanager
async def begin(engine: AsyncEngine, *, city_id: UUID | None = None) -> AsyncIterator[Tx]:
    async with _connection(engine) as tx, tx.begin():
        if city_id is not None:
            await enter_city(tx, city_id)
        yield tx


@asynccontextmanager
async def begin_reading(engine: AsyncEngine, *, city_id: UUID | None = None) -> AsyncIterator[Tx]:
    """The same for reading: the database itself refuses a write."""
    async with _connection(engine) as tx:
        await tx.execution_options(postgresql_readonly=True)
        async with tx.begin():
            if city_id is not None:
                await enter_city(tx, city_id)
            yield tx


@asynccontextmanager
async def begin_single(engine: AsyncEngine) -> AsyncIterator[Tx]:
    """For exactly one statement on the driver's own connection, which is its own transaction: no trip to begin or end."""
    async with _connection(engine) as tx:
        yield tx


@asynccontextmanager
async def _connection(engine: AsyncEngine) -> AsyncIterator[Tx]:
    try:
        connection = await engine.connect()
    except (OSError, PoolTimeout, DBAPIError) as error:
        raise Unavailable("The database does not answer.") from error
    try:
        yield connection
    except DBAPIError as error:
        if error.connection_invalidated or str(getattr(error.orig, "sqlstate", "") or "").startswith(_LOST):
            raise Unavailable("The database went away.") from error
        raise
    finally:
        await connection.close()

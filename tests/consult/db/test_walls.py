"""One city never sees another's rows: the database itself says no, whatever the queries forget."""

from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from consult.consultations.store import Standing
from consult.db.databases import Databases
from consult.db.embedded import EmbeddedServer
from consult.db.engine import create_engine, refuse_privileged_role
from consult.db.transaction import begin, begin_reading
from consult.db.upgrade import differences
from consult.errors import Unavailable
from consult.responses.intake import keep_together
from consult.schema import metadata
from tests.makers import submission

DIRECTORIES = {"staff_session", "consultation_address", "receipt_address", "kiosk"}
WALLED = sorted(
    table.name
    for table in metadata.tables.values()
    if "city_id" in table.columns and table.name not in DIRECTORIES
)


async def rows(engine: AsyncEngine, table: str, city_id: UUID | None) -> int:
    async with begin_reading(engine, city_id=city_id) as tx:
        return int((await tx.execute(text(f"select count(*) from {table}"))).scalar_one())


@pytest.mark.parametrize("table", WALLED)
async def test_every_table_with_a_city_is_walled_for_everyone(owner: AsyncEngine, table: str) -> None:
    async with owner.connect() as connection:
        row = (
            await connection.execute(
                text(
                    "select relrowsecurity, relforcerowsecurity from pg_class where oid = cast(:t as regclass)"
                ),
                {"t": table},
            )
        ).one()
    assert tuple(row) == (True, True)


async def test_without_filters_a_city_sees_its_own_rows_only(
    engine: AsyncEngine, gabes: Standing, kairouan: Standing
) -> None:
    for place, count in ((gabes, 3), (kairouan, 2)):
        made = [submission(place, key=f"{place.slug}{n}", body="x") for n in range(count)]
        await keep_together(engine, place.city_id, made)
    for table in ("response", "answer"):
        assert await rows(engine, table, gabes.city_id) == 3
        assert await rows(engine, table, kairouan.city_id) == 2
        assert await rows(engine, table, None) == 0
    assert await rows(engine, "consultation", gabes.city_id) == 1


async def test_nobody_writes_into_another_city(
    engine: AsyncEngine, gabes: Standing, kairouan: Standing
) -> None:
    with pytest.raises(DBAPIError, match="row-level security"):
        await keep_together(engine, gabes.city_id, [submission(kairouan, key="k", body="x")])


@pytest.mark.parametrize(
    "statement",
    [
        "update answer set body = 'changed'",
        "update response set channel = 'paper'",
        "delete from response",
        "delete from review_event",
        "update release set number = 2",
        "truncate answer",
        "alter table answer disable row level security",
        "create table mine (id int)",
        "set role consult_owner",
        "delete from audit_event",
    ],
)
async def test_the_site_may_not_change_what_is_said_or_lift_the_wall(
    engine: AsyncEngine, gabes: Standing, statement: str
) -> None:
    await keep_together(engine, gabes.city_id, [submission(gabes, key="k", body="x")])
    with pytest.raises(DBAPIError):
        async with begin(engine, city_id=gabes.city_id) as tx:
            await tx.execute(text(statement))


async def test_even_the_owner_cannot_edit_an_answer(
    engine: AsyncEngine, owner: AsyncEngine, gabes: Standing
) -> None:
    await keep_together(engine, gabes.city_id, [submission(gabes, key="k", body="x")])
    with pytest.raises(DBAPIError, match="never changed"):
        async with owner.begin() as connection:
            await connection.execute(
                text("select set_config('consult.city', :c, true)"), {"c": str(gabes.city_id)}
            )
            await connection.execute(text("update answer set body = 'changed'"))


async def test_a_reading_transaction_cannot_write(engine: AsyncEngine, gabes: Standing) -> None:
    with pytest.raises(DBAPIError, match="read-only"):
        async with begin_reading(engine, city_id=gabes.city_id) as tx:
            await tx.execute(
                text("insert into consultation_address select 'x', city_id, id from consultation")
            )


async def test_the_site_refuses_a_role_that_walls_do_not_bind(
    server: EmbeddedServer, database: Databases, engine: AsyncEngine
) -> None:
    await refuse_privileged_role(engine)
    name = database.app_url.rpartition("@/")[2].partition("?")[0]
    for url in (database.owner_url, server.connection.url("postgres", database=name)):
        privileged = create_engine(url, pool_size=1)
        with pytest.raises(Unavailable, match="row-level security"):
            await refuse_privileged_role(privileged)
        await privileged.dispose()


async def test_tables_and_migrations_agree(owner: AsyncEngine) -> None:
    assert await differences(owner, metadata) == []

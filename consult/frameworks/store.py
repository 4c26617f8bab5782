"""Every query on cities and frameworks; returns model values."""

from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import insert, select
from sqlalchemy.dialects.postgresql import insert as upsert

from consult.db.transaction import Tx
from consult.frameworks.model import City, FrameworkVersion
from consult.frameworks.tables import cities, framework_versions, nodes, strategies
from consult.i18n.text import Text


def _city(row: Any) -> City:
    return City(
        id=row.id,
        code=row.code,
        name=msgspec.convert(row.name, Text),
        governorate_code=row.governorate_code,
        population=row.population,
    )


async def city_by_code(tx: Tx, code: str) -> City | None:
    row = (await tx.execute(select(cities).where(cities.c.code == code))).one_or_none()
    return _city(row) if row else None


async def put_city(tx: Tx, city: City) -> City:
    """Adds the city, or answers the one that already has its code."""
    await tx.execute(
        upsert(cities)
        .values(
            id=city.id,
            code=city.code,
            name=city.name,
            governorate_code=city.governorate_code,
            population=city.population,
        )
        .on_conflict_do_nothing(index_elements=["code"])
    )
    stored = await city_by_code(tx, city.code)
    assert stored is not None
    return stored


async def add_strategy(tx: Tx, *, city_id: UUID, strategy_id: UUID, title: Text) -> None:
    await tx.execute(insert(strategies).values(id=strategy_id, city_id=city_id, title=title))


async def add_version(tx: Tx, *, city_id: UUID, version: FrameworkVersion) -> None:
    await tx.execute(
        insert(framework_versions).values(
            id=version.id, city_id=city_id, strategy_id=version.strategy_id, number=version.number
        )
    )
    await tx.execute(
        insert(nodes),
        [
            {
                "id": node.id,
                "city_id": city_id,
                "framework_version_id": version.id,
                "kind": node.kind,
                "lineage": node.lineage,
                "parent": node.parent,
                "position": node.position,
                "title": node.title,
                "text": node.text,
                "sdg_targets": list(node.sdg_targets),
                "gender": node.gender,
                "migration": node.migration,
            }
            for node in version.nodes
        ],
    )

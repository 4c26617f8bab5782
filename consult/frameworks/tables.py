"""Tables of cities, strategies and framework versions."""

from sqlalchemy import ARRAY, Column, Integer, SmallInteger, String, Table, UniqueConstraint, func

from consult.db.types import Json, UtcTime, city, identity, metadata, reference

cities = Table(
    "city",
    metadata,
    identity(),
    Column("code", String, nullable=False, unique=True),
    Column("name", Json, nullable=False),
    Column("governorate_code", String, nullable=False),
    Column("population", Integer, nullable=False),
)

strategies = Table(
    "strategy",
    metadata,
    identity(),
    city(),
    Column("title", Json, nullable=False),
    Column("created_at", UtcTime, nullable=False, server_default=func.now()),
)

framework_versions = Table(
    "framework_version",
    metadata,
    identity(),
    city(),
    reference("strategy_id", "strategy.id"),
    Column("number", Integer, nullable=False),
    Column("created_at", UtcTime, nullable=False, server_default=func.now()),
    UniqueConstraint("strategy_id", "number"),
)

nodes = Table(
    "node",
    metadata,
    identity(),
    city(),
    reference("framework_version_id", "framework_version.id"),
    Column("kind", String, nullable=False),
    Column("lineage", String, nullable=False),
    Column("parent", String),
    Column("position", SmallInteger, nullable=False),
    Column("title", Json, nullable=False),
    Column("text", Json, nullable=False),
    Column("sdg_targets", ARRAY(String), nullable=False),
    Column("gender", SmallInteger, nullable=False),
    Column("migration", SmallInteger, nullable=False),
    UniqueConstraint("framework_version_id", "lineage"),
)

"""Column types and the naming convention every room's tables share. It refuses to know any table."""

from typing import Any
from uuid import UUID

from sqlalchemy import Column, DateTime, ForeignKey, MetaData, Uuid
from sqlalchemy.dialects.postgresql import JSONB

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

UtcTime = DateTime(timezone=True)
Json = JSONB(none_as_null=True)


def identity() -> Column[UUID]:
    """A primary key made by the caller, so that an id exists before the row does."""
    return Column("id", Uuid, primary_key=True)


def city() -> Column[UUID]:
    """The wall: row-level security compares this column with the city of the transaction."""
    return Column("city_id", Uuid, ForeignKey("city.id"), nullable=False)


def reference(name: str, target: str, **options: Any) -> Column[UUID]:
    nullable = bool(options.pop("nullable", False))
    return Column(name, Uuid, ForeignKey(target, **options), nullable=nullable)

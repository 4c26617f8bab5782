"""Tables of consultations, their form versions and the recordings that read questions aloud.

`consultation_address` stands outside the wall: a public slug leads to its city, and to nothing else.
"""

from sqlalchemy import (
    Column,
    Date,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    String,
    Table,
    UniqueConstraint,
    func,
)

from consult.db.types import Json, UtcTime, city, identity, metadata, reference

consultations = Table(
    "consultation",
    metadata,
    identity(),
    city(),
    reference("strategy_id", "strategy.id", nullable=True),
    Column("slug", String, nullable=False, unique=True),
    Column("opens_on", Date, nullable=False),
    Column("closes_on", Date, nullable=False),
    Column("published_at", UtcTime),
    Column("created_at", UtcTime, nullable=False, server_default=func.now()),
)

consultation_addresses = Table(
    "consultation_address",
    metadata,
    Column("slug", String, primary_key=True),
    reference("city_id", "city.id"),
    reference("consultation_id", "consultation.id"),
)

form_versions = Table(
    "form_version",
    metadata,
    identity(),
    city(),
    reference("consultation_id", "consultation.id"),
    Column("number", Integer, nullable=False),
    Column("content_hash", LargeBinary, nullable=False),
    Column("document", Json, nullable=False),
    Column("created_at", UtcTime, nullable=False, server_default=func.now()),
    UniqueConstraint("consultation_id", "number"),
)

recordings = Table(
    "recording",
    metadata,
    city(),
    reference("consultation_id", "consultation.id"),
    Column("sha256", LargeBinary, nullable=False),
    Column("media_type", String, nullable=False),
    Column("content", LargeBinary, nullable=False),
    PrimaryKeyConstraint("consultation_id", "sha256"),
)

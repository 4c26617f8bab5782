"""Tables of drafts and releases. A draft is worked on; a release is frozen by the database itself."""

from sqlalchemy import Column, Integer, LargeBinary, String, Table, UniqueConstraint, func

from consult.db.types import Json, UtcTime, city, identity, metadata, reference

release_drafts = Table(
    "release_draft",
    metadata,
    identity(),
    city(),
    reference("consultation_id", "consultation.id"),
    Column("document", Json, nullable=False),
    Column("version", Integer, nullable=False),
    Column("updated_at", UtcTime, nullable=False, server_default=func.now()),
    reference("updated_by", "person.id", nullable=True),
    UniqueConstraint("consultation_id"),
)

releases = Table(
    "release",
    metadata,
    identity(),
    city(),
    reference("consultation_id", "consultation.id"),
    Column("number", Integer, nullable=False),
    Column("content_hash", LargeBinary, nullable=False),
    Column("document", Json, nullable=False),
    Column("published_at", UtcTime, nullable=False),
    reference("published_by", "person.id"),
    Column("published_by_name", String, nullable=False),
    UniqueConstraint("consultation_id", "number"),
)

release_retractions = Table(
    "release_retraction",
    metadata,
    reference("release_id", "release.id"),
    city(),
    Column("reason", Json, nullable=False),
    Column("at", UtcTime, nullable=False),
    reference("retracted_by", "person.id"),
    UniqueConstraint("release_id"),
)

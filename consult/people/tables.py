"""Tables of people, memberships, sessions, failed sign-ins and the audit trail.

`staff_session` stands outside the wall: the hash of a token leads to the city, not the other way round.
"""

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Identity,
    Index,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
    Uuid,
    func,
)

from consult.db.types import Json, UtcTime, city, identity, metadata, reference

people = Table(
    "person",
    metadata,
    identity(),
    Column("email", String, nullable=False, unique=True),
    Column("name", String, nullable=False),
    Column("password_hash", String, nullable=False),
    Column("created_at", UtcTime, nullable=False, server_default=func.now()),
)

memberships = Table(
    "membership",
    metadata,
    identity(),
    city(),
    reference("person_id", "person.id"),
    Column("role", String, nullable=False),
    Column("created_at", UtcTime, nullable=False, server_default=func.now()),
    Column("ended_at", UtcTime),
    UniqueConstraint("person_id", "city_id"),
)

staff_sessions = Table(
    "staff_session",
    metadata,
    Column("token_hash", LargeBinary, primary_key=True),
    Column("person_id", Uuid, ForeignKey("person.id"), nullable=False),
    Column("city_id", Uuid, ForeignKey("city.id"), nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("seen_at", UtcTime, nullable=False),
    Column("ended_at", UtcTime),
)

sign_in_failures = Table(
    "sign_in_failure",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("email_hash", LargeBinary, nullable=False),
    Column("at", UtcTime, nullable=False),
    Index("ix_sign_in_failure_email_hash_at", "email_hash", "at"),
)

audit_events = Table(
    "audit_event",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    city(),
    Column("at", UtcTime, nullable=False, server_default=func.now()),
    Column("person_id", Uuid, ForeignKey("person.id")),
    Column("person_name", String, nullable=False),
    Column("action", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("detail", Json, nullable=False),
    Index("ix_audit_event_city_id_id", "city_id", "id"),
)

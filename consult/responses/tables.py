"""Tables of drafts, responses, answers and what screening adds beside them.

A response and its answers are never updated: the database refuses it. `receipt_address` stands outside the wall: the
hash of a receipt code leads to its city. No column holds anything about a device or a network.
"""

from sqlalchemy import (
    ARRAY,
    Column,
    Float,
    ForeignKey,
    Index,
    LargeBinary,
    SmallInteger,
    String,
    Table,
    UniqueConstraint,
    Uuid,
)

from consult.db.types import Json, UtcTime, city, identity, metadata, reference

drafts = Table(
    "draft",
    metadata,
    Column("token_hash", LargeBinary, primary_key=True),
    city(),
    reference("consultation_id", "consultation.id"),
    Column("fields", Json, nullable=False),
    Column("updated_at", UtcTime, nullable=False),
)

responses = Table(
    "response",
    metadata,
    identity(),
    city(),
    reference("consultation_id", "consultation.id"),
    reference("form_version_id", "form_version.id"),
    Column("submission_key", LargeBinary, nullable=False, unique=True),
    Column("receipt_hash", LargeBinary, nullable=False, unique=True),
    Column("channel", String, nullable=False),
    Column("locale", String, nullable=False),
    Column("skipped", ARRAY(String), nullable=False),
    Column("submitted_at", UtcTime, nullable=False),
    Index("ix_response_consultation_id", "consultation_id"),
)

receipt_addresses = Table(
    "receipt_address",
    metadata,
    Column("receipt_hash", LargeBinary, primary_key=True),
    Column("city_id", Uuid, ForeignKey("city.id"), nullable=False),
    Column("response_id", Uuid, ForeignKey("response.id"), nullable=False),
)

answers = Table(
    "answer",
    metadata,
    identity(),
    city(),
    reference("consultation_id", "consultation.id"),
    reference("response_id", "response.id"),
    Column("question_key", String, nullable=False),
    Column("item", SmallInteger, nullable=False),
    Column("value", Json),
    Column("body", String),
    Column("theme", String),
    UniqueConstraint("response_id", "question_key", "item"),
    Index("ix_answer_consultation_id_question_key", "consultation_id", "question_key"),
)

withdrawals = Table(
    "withdrawal",
    metadata,
    Column("response_id", Uuid, ForeignKey("response.id"), primary_key=True),
    city(),
    Column("at", UtcTime, nullable=False),
)

screenings = Table(
    "screening",
    metadata,
    Column("answer_id", Uuid, ForeignKey("answer.id", ondelete="CASCADE"), primary_key=True),
    city(),
    Column("script", String, nullable=False),
    Column("variety", String, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("personal", Json, nullable=False),
    Column("screened_at", UtcTime, nullable=False),
)

vectors = Table(
    "answer_vector",
    metadata,
    Column("answer_id", Uuid, ForeignKey("answer.id", ondelete="CASCADE"), primary_key=True),
    city(),
    Column("encoder", String, nullable=False),
    Column("vector", LargeBinary, nullable=False),
)

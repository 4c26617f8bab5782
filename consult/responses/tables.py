"""Tables of drafts, responses, answers, what screening adds beside them, and the work of the field and of paper.

A response and its answers are never updated: the database refuses it. `receipt_address` and `kiosk` stand outside the wall:
the hash of a secret leads to its city. No column holds anything about a device or a network.
"""

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    UniqueConstraint,
    Uuid,
    func,
)

from consult.db.types import Json, UtcTime, city, identity, metadata, reference
from consult.responses.model import CHANNELS

drafts = Table(
    "draft",
    metadata,
    Column("token_hash", LargeBinary, primary_key=True),
    city(),
    reference("consultation_id", "consultation.id"),
    Column("fields", Json, nullable=False),
    Column("begun_at", UtcTime, nullable=False, server_default=func.now()),
    Column("updated_at", UtcTime, nullable=False),
)

# One stack of paper, one meeting, one afternoon of a mobile stand: who collected, where, by which way.
batches = Table(
    "batch",
    metadata,
    identity(),
    city(),
    reference("consultation_id", "consultation.id"),
    Column("channel", String, nullable=False),
    Column("stop", String, nullable=False),
    reference("person_id", "person.id"),
    Column("person_name", String, nullable=False),
    Column("opened_at", UtcTime, nullable=False),
    Column("closed_at", UtcTime),
    CheckConstraint(f"channel in {CHANNELS}", name="channel"),
    Index("ix_batch_consultation_id", "consultation_id"),
)

# A shared tablet: the hash of what it holds leads to its batch, and nothing of a citizen.
kiosks = Table(
    "kiosk",
    metadata,
    Column("token_hash", LargeBinary, primary_key=True),
    Column("city_id", Uuid, ForeignKey("city.id"), nullable=False),
    reference("batch_id", "batch.id"),
    Column("started_at", UtcTime, nullable=False),
    Column("ended_at", UtcTime),
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
    reference("batch_id", "batch.id", nullable=True),
    Column("sheet", String),
    reference("supersedes", "response.id", nullable=True),
    CheckConstraint(f"channel in {CHANNELS}", name="channel"),
    UniqueConstraint("batch_id", "sheet"),
    UniqueConstraint("supersedes"),
    Index("ix_response_consultation_id_submitted_at", "consultation_id", "submitted_at"),
)

# What counts: not withdrawn, not superseded (that withdraws), not held. A view, so that no query can forget a rule; it is
# described apart from the tables, because no migration is made from it.
counted = Table(
    "counted_response",
    MetaData(),
    Column("id", Uuid),
    Column("city_id", Uuid),
    Column("consultation_id", Uuid),
    Column("form_version_id", Uuid),
    Column("channel", String),
    Column("locale", String),
    Column("skipped", ARRAY(String)),
    Column("submitted_at", UtcTime),
    Column("batch_id", Uuid),
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

# Responses that a person looks at before they count, and what was ruled; the latest ruling holds.
quarantines = Table(
    "quarantine",
    metadata,
    Column("response_id", Uuid, ForeignKey("response.id"), primary_key=True),
    city(),
    Column("reasons", ARRAY(String), nullable=False),
    Column("at", UtcTime, nullable=False),
)

quarantine_rulings = Table(
    "quarantine_ruling",
    metadata,
    Column("seq", BigInteger, Identity(always=True), primary_key=True),
    city(),
    reference("response_id", "response.id"),
    Column("accepted", Boolean, nullable=False),
    reference("person_id", "person.id"),
    Column("person_name", String, nullable=False),
    Column("at", UtcTime, nullable=False),
    Index("ix_quarantine_ruling_response_id_seq", "response_id", "seq"),
)

# When the team asked every browser for proof of work, and when it left that to the machine again; the latest holds.
guard_events = Table(
    "guard_event",
    metadata,
    Column("seq", BigInteger, Identity(always=True), primary_key=True),
    city(),
    reference("consultation_id", "consultation.id"),
    Column("is_on", Boolean, nullable=False),
    reference("person_id", "person.id"),
    Column("person_name", String, nullable=False),
    Column("at", UtcTime, nullable=False),
    Index("ix_guard_event_consultation_id_seq", "consultation_id", "seq"),
)

# A paper sheet typed a second time without sight of the first: how many fields were compared, which differ.
double_entries = Table(
    "double_entry",
    metadata,
    Column("response_id", Uuid, ForeignKey("response.id"), primary_key=True),
    city(),
    reference("batch_id", "batch.id"),
    Column("compared_count", Integer, nullable=False),
    Column("differing", ARRAY(String), nullable=False),
    reference("person_id", "person.id"),
    Column("person_name", String, nullable=False),
    Column("at", UtcTime, nullable=False),
    Index("ix_double_entry_batch_id", "batch_id"),
)

# Codes for consultations that ask for one. The mark of a used one cannot be joined with a response without the code.
invitations = Table(
    "invitation",
    metadata,
    Column("consultation_id", Uuid, ForeignKey("consultation.id"), primary_key=True),
    Column("code_hash", LargeBinary, primary_key=True),
    city(),
    Column("used_mark", LargeBinary),
    Column("created_at", UtcTime, nullable=False, server_default=func.now()),
)

# A file of answers between its preview and its import, kept no longer.
answer_files = Table(
    "answer_file",
    metadata,
    identity(),
    city(),
    reference("consultation_id", "consultation.id"),
    Column("name", String, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("channel", String, nullable=False),
    reference("person_id", "person.id"),
    Column("person_name", String, nullable=False),
    Column("at", UtcTime, nullable=False),
)

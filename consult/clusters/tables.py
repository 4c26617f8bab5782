"""Tables of runs, clusters, placements and review events.

Clusters and their memberships stay as the run found them; placements are the machine's latest word on each answer;
review events are only ever added to. What people see is reduced from the last two (model).
"""

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Uuid,
    func,
    text,
)

from consult.db.types import Json, UtcTime, city, identity, metadata, reference

runs = Table(
    "run",
    metadata,
    identity(),
    city(),
    reference("consultation_id", "consultation.id"),
    Column("snapshot_hash", LargeBinary, nullable=False),
    Column("manifest", Json, nullable=False),
    Column("quality", Json, nullable=False),
    Column("created_at", UtcTime, nullable=False, server_default=func.now()),
    Index("ix_run_consultation_id_created_at", "consultation_id", "created_at"),
)

clusters = Table(
    "cluster",
    metadata,
    identity(),
    city(),
    reference("consultation_id", "consultation.id"),
    reference("run_id", "run.id"),
    Column("key", String, nullable=False),
    Column("theme", String, nullable=False),
    Column("size", Integer, nullable=False),
    Column("terms", Json, nullable=False),
    Column("exemplars", Json, nullable=False),
    Column("stability", Float),
    Column("names", Json, nullable=False, server_default=text("'{}'")),
)

cluster_members = Table(
    "cluster_member",
    metadata,
    Column("cluster_id", Uuid, ForeignKey("cluster.id"), primary_key=True),
    Column("answer_id", Uuid, ForeignKey("answer.id", ondelete="CASCADE"), primary_key=True),
    city(),
    Column("score", Float, nullable=False),
    Index("ix_cluster_member_answer_id", "answer_id"),
)

placements = Table(
    "placement",
    metadata,
    Column("answer_id", Uuid, ForeignKey("answer.id", ondelete="CASCADE"), primary_key=True),
    city(),
    reference("consultation_id", "consultation.id"),
    reference("run_id", "run.id", nullable=True),  # None: placed on arrival, outside any run
    Column("theme", String),
    Column("theme_by", String, nullable=False),
    Column("cluster_id", Uuid, ForeignKey("cluster.id")),
    Column("topic_id", Uuid),  # A topic lives in review events, so no foreign key can hold it.
    Column("score", Float, nullable=False),
    Column("state", String, nullable=False),
    Index("ix_placement_consultation_id", "consultation_id"),
)

review_events = Table(
    "review_event",
    metadata,
    Column("seq", BigInteger, Identity(always=True), primary_key=True),
    Column("id", Uuid, nullable=False, unique=True),
    city(),
    reference("consultation_id", "consultation.id"),
    Column("at", UtcTime, nullable=False),
    reference("person_id", "person.id"),
    Column("person_name", String, nullable=False),
    Column("payload", Json, nullable=False),
    Index("ix_review_event_consultation_id_seq", "consultation_id", "seq"),
)

# Where each answer stands: what the log and the placements make of it, kept so that a board need not judge them all.
stands = Table(
    "stand",
    metadata,
    Column("answer_id", Uuid, ForeignKey("answer.id", ondelete="CASCADE"), primary_key=True),
    city(),
    reference("consultation_id", "consultation.id"),
    reference("response_id", "response.id"),
    Column("question_key", String, nullable=False),
    Column("theme", String),
    Column("theme_by", String, nullable=False),
    Column("state", String, nullable=False),
    Column("rule", String, nullable=False),
    Column("claim", Uuid),
    Column("cluster_id", Uuid, ForeignKey("cluster.id")),
    Column("reason", String, nullable=False),
    Column("note", String, nullable=False),
    Column("variety", String, nullable=False),
    Column("channel", String, nullable=False),
    Index("ix_stand_consultation_id_claim", "consultation_id", "claim", "variety", "answer_id"),
    Index("ix_stand_consultation_id_cluster_id", "consultation_id", "cluster_id", "variety", "answer_id"),
    Index("ix_stand_consultation_id_theme", "consultation_id", "theme", "state", "answer_id"),
)

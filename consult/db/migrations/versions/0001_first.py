"""The first schema: every room, the walls between cities, what never changes, and the queue."""

import sqlalchemy as sa
from alembic import op
from pgqueuer.adapters.persistence.qb import QueryBuilderEnvironment
from sqlalchemy.dialects import postgresql

from consult.db.migrations.wall import APP, allow, functions, never_changes, wall

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "city",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("name", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=False),
        sa.Column("governorate_code", sa.String(), nullable=False),
        sa.Column("population", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_city")),
        sa.UniqueConstraint("code", name=op.f("uq_city_code")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("email", name=op.f("uq_person_email")),
    )
    op.create_table(
        "sign_in_failure",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("email_hash", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_failure")),
    )
    op.create_index("ix_sign_in_failure_email_hash_at", "sign_in_failure", ["email_hash", "at"], unique=False)
    op.create_table(
        "audit_event",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("city_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("person_name", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("detail", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(["city_id"], ["city.id"], name=op.f("fk_audit_event_city_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_audit_event_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_event")),
    )
    op.create_index("ix_audit_event_city_id_id", "audit_event", ["city_id", "id"], unique=False)
    op.create_table(
        "membership",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("city_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["city_id"], ["city.id"], name=op.f("fk_membership_city_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_membership_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
        sa.UniqueConstraint("person_id", "city_id", name=op.f("uq_membership_person_id_city_id")),
    )
    op.create_table(
        "staff_session",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("city_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["city_id"], ["city.id"], name=op.f("fk_staff_session_city_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_staff_session_person_id")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_staff_session")),
    )
    op.create_table(
        "strategy",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("city_id", sa.Uuid(), nullable=False),
        sa.Column("title", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["city_id"], ["city.id"], name=op.f("fk_strategy_city_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_strategy")),
    )
    op.create_table(
        "consultation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("city_id", sa.Uuid(), nullable=False),
        sa.Column("strategy_id", sa.Uuid(), nullable=True),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["city_id"], ["city.id"], name=op.f("fk_consultation_city_id")),
        sa.ForeignKeyConstraint(["strategy_id"], ["strategy.id"], name=op.f("fk_consultation_strategy_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation")),
        sa.UniqueConstraint("slug", name=op.f("uq_consultation_slug")),
    )
    op.create_table(
        "framework_version",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("city_id", sa.Uuid(), nullable=False),
        sa.Column("strategy_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["city_id"], ["city.id"], name=op.f("fk_framework_version_city_id")),
        sa.ForeignKeyConstraint(
            ["strategy_id"], ["strategy.id"], name=op.f("fk_framework_version_strategy_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_framework_version")),
        sa.UniqueConstraint("strategy_id", "number", name=op.f("uq_framework_version_strategy_id_number")),
    )
    op.create_table(
        "consultation_address",
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("city_id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["city_id"], ["city.id"], name=op.f("fk_consultation_address_city_id")),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultation.id"], name=op.f("fk_consultation_address_consultation_id")
        ),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_consultation_address")),
    )
    op.create_table(
        "draft",
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("city_id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("fields", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["city_id"], ["city.id"], name=op.f("fk_draft_city_id")),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultation.id"], name=op.f("fk_draft_consultation_id")
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_draft")),
    )
    op.create_table(
        "form_version",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("city_id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content_hash", sa.LargeBinary(), nullable=False),
        sa.Column("document", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["city_id"], ["city.id"], name=op.f("fk_form_version_city_id")),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultation.id"], name=op.f("fk_form_version_consultation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_version")),
        sa.UniqueConstraint("consultation_id", "number", name=op.f("uq_form_version_consultation_id_number")),
    )
    op.create_table(
        "node",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("city_id", sa.Uuid(), nullable=False),
        sa.Column("framework_version_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("lineage", sa.String(), nullable=False),
        sa.Column("parent", sa.String(), nullable=True),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("title", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=False),
        sa.Column("text", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=False),
        sa.Column("sdg_targets", sa.ARRAY(sa.String()), nullable=False),
        sa.Column("gender", sa.SmallInteger(), nullable=False),
        sa.Column("migration", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(["city_id"], ["city.id"], name=op.f("fk_node_city_id")),
        sa.ForeignKeyConstraint(
            ["framework_version_id"], ["framework_version.id"], name=op.f("fk_node_framework_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_node")),
        sa.UniqueConstraint(
            "framework_version_id", "lineage", name=op.f("uq_node_framework_version_id_lineage")
        ),
    )
    op.create_table(
        "release",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("city_id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content_hash", sa.LargeBinary(), nullable=False),
        sa.Column("document", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by", sa.Uuid(), nullable=False),
        sa.Column("published_by_name", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["city_id"], ["city.id"], name=op.f("fk_release_city_id")),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultation.id"], name=op.f("fk_release_consultation_id")
        ),
        sa.ForeignKeyConstraint(["published_by"], ["person.id"], name=op.f("fk_release_published_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release")),
        sa.UniqueConstraint("consultation_id", "number", name=op.f("uq_release_consultation_id_number")),
    )
    op.create_table(
        "release_draft",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("city_id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("document", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("updated_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["city_id"], ["city.id"], name=op.f("fk_release_draft_city_id")),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultation.id"], name=op.f("fk_release_draft_consultation_id")
        ),
        sa.ForeignKeyConstraint(["updated_by"], ["person.id"], name=op.f("fk_release_draft_updated_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release_draft")),
        sa.UniqueConstraint("consultation_id", name=op.f("uq_release_draft_consultation_id")),
    )
    op.create_table(
        "review_event",
        sa.Column("seq", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("city_id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("person_name", sa.String(), nullable=False),
        sa.Column("payload", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(["city_id"], ["city.id"], name=op.f("fk_review_event_city_id")),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultation.id"], name=op.f("fk_review_event_consultation_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_review_event_person_id")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_review_event")),
        sa.UniqueConstraint("id", name=op.f("uq_review_event_id")),
    )
    op.create_index(
        "ix_review_event_consultation_id_seq", "review_event", ["consultation_id", "seq"], unique=False
    )
    op.create_table(
        "run",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("city_id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("snapshot_hash", sa.LargeBinary(), nullable=False),
        sa.Column("manifest", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=False),
        sa.Column("quality", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["city_id"], ["city.id"], name=op.f("fk_run_city_id")),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultation.id"], name=op.f("fk_run_consultation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run")),
    )
    op.create_index(
        "ix_run_consultation_id_created_at", "run", ["consultation_id", "created_at"], unique=False
    )
    op.create_table(
        "cluster",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("city_id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("theme", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("terms", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=False),
        sa.Column("exemplars", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=False),
        sa.Column("stability", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(["city_id"], ["city.id"], name=op.f("fk_cluster_city_id")),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultation.id"], name=op.f("fk_cluster_consultation_id")
        ),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_cluster_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cluster")),
    )
    op.create_table(
        "release_retraction",
        sa.Column("release_id", sa.Uuid(), nullable=False),
        sa.Column("city_id", sa.Uuid(), nullable=False),
        sa.Column("reason", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retracted_by", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["city_id"], ["city.id"], name=op.f("fk_release_retraction_city_id")),
        sa.ForeignKeyConstraint(
            ["release_id"], ["release.id"], name=op.f("fk_release_retraction_release_id")
        ),
        sa.ForeignKeyConstraint(
            ["retracted_by"], ["person.id"], name=op.f("fk_release_retraction_retracted_by")
        ),
        sa.UniqueConstraint("release_id", name=op.f("uq_release_retraction_release_id")),
    )
    op.create_table(
        "response",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("city_id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("form_version_id", sa.Uuid(), nullable=False),
        sa.Column("submission_key", sa.LargeBinary(), nullable=False),
        sa.Column("receipt_hash", sa.LargeBinary(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("locale", sa.String(), nullable=False),
        sa.Column("skipped", sa.ARRAY(sa.String()), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["city_id"], ["city.id"], name=op.f("fk_response_city_id")),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultation.id"], name=op.f("fk_response_consultation_id")
        ),
        sa.ForeignKeyConstraint(
            ["form_version_id"], ["form_version.id"], name=op.f("fk_response_form_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_response")),
        sa.UniqueConstraint("receipt_hash", name=op.f("uq_response_receipt_hash")),
        sa.UniqueConstraint("submission_key", name=op.f("uq_response_submission_key")),
    )
    op.create_index("ix_response_consultation_id", "response", ["consultation_id"], unique=False)
    op.create_table(
        "answer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("city_id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("response_id", sa.Uuid(), nullable=False),
        sa.Column("question_key", sa.String(), nullable=False),
        sa.Column("item", sa.SmallInteger(), nullable=False),
        sa.Column("value", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
        sa.Column("body", sa.String(), nullable=True),
        sa.Column("theme", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["city_id"], ["city.id"], name=op.f("fk_answer_city_id")),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultation.id"], name=op.f("fk_answer_consultation_id")
        ),
        sa.ForeignKeyConstraint(["response_id"], ["response.id"], name=op.f("fk_answer_response_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
        sa.UniqueConstraint(
            "response_id", "question_key", "item", name=op.f("uq_answer_response_id_question_key_item")
        ),
    )
    op.create_index(
        "ix_answer_consultation_id_question_key", "answer", ["consultation_id", "question_key"], unique=False
    )
    op.create_table(
        "receipt_address",
        sa.Column("receipt_hash", sa.LargeBinary(), nullable=False),
        sa.Column("city_id", sa.Uuid(), nullable=False),
        sa.Column("response_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["city_id"], ["city.id"], name=op.f("fk_receipt_address_city_id")),
        sa.ForeignKeyConstraint(
            ["response_id"], ["response.id"], name=op.f("fk_receipt_address_response_id")
        ),
        sa.PrimaryKeyConstraint("receipt_hash", name=op.f("pk_receipt_address")),
    )
    op.create_table(
        "withdrawal",
        sa.Column("response_id", sa.Uuid(), nullable=False),
        sa.Column("city_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["city_id"], ["city.id"], name=op.f("fk_withdrawal_city_id")),
        sa.ForeignKeyConstraint(["response_id"], ["response.id"], name=op.f("fk_withdrawal_response_id")),
        sa.PrimaryKeyConstraint("response_id", name=op.f("pk_withdrawal")),
    )
    op.create_table(
        "answer_vector",
        sa.Column("answer_id", sa.Uuid(), nullable=False),
        sa.Column("city_id", sa.Uuid(), nullable=False),
        sa.Column("encoder", sa.String(), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["answer.id"], name=op.f("fk_answer_vector_answer_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["city_id"], ["city.id"], name=op.f("fk_answer_vector_city_id")),
        sa.PrimaryKeyConstraint("answer_id", name=op.f("pk_answer_vector")),
    )
    op.create_table(
        "cluster_member",
        sa.Column("cluster_id", sa.Uuid(), nullable=False),
        sa.Column("answer_id", sa.Uuid(), nullable=False),
        sa.Column("city_id", sa.Uuid(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["answer.id"], name=op.f("fk_cluster_member_answer_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["city_id"], ["city.id"], name=op.f("fk_cluster_member_city_id")),
        sa.ForeignKeyConstraint(["cluster_id"], ["cluster.id"], name=op.f("fk_cluster_member_cluster_id")),
        sa.PrimaryKeyConstraint("cluster_id", "answer_id", name=op.f("pk_cluster_member")),
    )
    op.create_table(
        "placement",
        sa.Column("answer_id", sa.Uuid(), nullable=False),
        sa.Column("city_id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("run_id", sa.Uuid(), nullable=True),
        sa.Column("theme", sa.String(), nullable=True),
        sa.Column("theme_by", sa.String(), nullable=False),
        sa.Column("cluster_id", sa.Uuid(), nullable=True),
        sa.Column("topic_id", sa.Uuid(), nullable=True),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["answer.id"], name=op.f("fk_placement_answer_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["city_id"], ["city.id"], name=op.f("fk_placement_city_id")),
        sa.ForeignKeyConstraint(["cluster_id"], ["cluster.id"], name=op.f("fk_placement_cluster_id")),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultation.id"], name=op.f("fk_placement_consultation_id")
        ),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_placement_run_id")),
        sa.PrimaryKeyConstraint("answer_id", name=op.f("pk_placement")),
    )
    op.create_index("ix_placement_consultation_id", "placement", ["consultation_id"], unique=False)
    op.create_table(
        "screening",
        sa.Column("answer_id", sa.Uuid(), nullable=False),
        sa.Column("city_id", sa.Uuid(), nullable=False),
        sa.Column("script", sa.String(), nullable=False),
        sa.Column("variety", sa.String(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("personal", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=False),
        sa.Column("screened_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["answer.id"], name=op.f("fk_screening_answer_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["city_id"], ["city.id"], name=op.f("fk_screening_city_id")),
        sa.PrimaryKeyConstraint("answer_id", name=op.f("pk_screening")),
    )
    _rules()


# Tables with a city and what the site's role may do in each. Nothing it need not do is granted.
WALLED = {
    "strategy": ("select", "insert"),
    "framework_version": ("select", "insert"),
    "node": ("select", "insert"),
    "audit_event": ("select", "insert"),
    "consultation": ("select", "insert", "update"),
    "form_version": ("select", "insert"),
    "draft": ("select", "insert", "update", "delete"),
    "response": ("select", "insert"),
    "answer": ("select", "insert", "delete"),
    "withdrawal": ("select", "insert"),
    "screening": ("select", "insert", "update", "delete"),
    "answer_vector": ("select", "insert", "update", "delete"),
    "run": ("select", "insert"),
    "cluster": ("select", "insert"),
    "cluster_member": ("select", "insert", "delete"),
    "placement": ("select", "insert", "update", "delete"),
    "review_event": ("select", "insert"),
    "release_draft": ("select", "insert", "update"),
    "release": ("select", "insert"),
    "release_retraction": ("select", "insert"),
}
# Directories lead from a public address or a secret's hash to a city; they hold nothing else.
OPEN = {
    "city": ("select", "insert"),
    "person": ("select", "insert", "update"),
    "staff_session": ("select", "insert", "update", "delete"),
    "sign_in_failure": ("select", "insert", "delete"),
    "consultation_address": ("select", "insert"),
    "receipt_address": ("select", "insert"),
}
FROZEN = (
    "response",
    "form_version",
    "node",
    "framework_version",
    "audit_event",
    "run",
    "cluster",
    "review_event",
    "release",
)


# What is read most often, in one trip: the hash leads to the city, the city to the response. It runs with the rights of
# whoever calls it, so the wall holds inside as well.
READ_RECEIPT = """
create function read_receipt(given bytea) returns jsonb language plpgsql as $$
declare
    found_city uuid := (select city_id from receipt_address where receipt_hash = given);
begin
    if found_city is null then
        return null;
    end if;
    perform set_config('consult.city', found_city::text, true);
    return (
        select jsonb_build_object(
            'response_id', r.id, 'city_id', r.city_id, 'consultation_id', r.consultation_id,
            'form_version_id', r.form_version_id, 'locale', r.locale, 'channel', r.channel,
            'submitted_at', r.submitted_at, 'withdrawn_at', w.at,
            'items', (select coalesce(jsonb_agg(jsonb_build_object(
                'question_key', a.question_key, 'index', a.item, 'value', a.value, 'body', a.body, 'theme', a.theme)
                order by a.question_key, a.item), '[]') from answer a where a.response_id = r.id))
        from response r left join withdrawal w on w.response_id = r.id where r.receipt_hash = given);
end $$
"""


def _rules() -> None:
    functions()
    for table, actions in WALLED.items():
        wall(table)
        allow(table, *actions)
    wall("membership", also="person_id = current_person()")
    allow("membership", "select", "insert", "update")
    for table, actions in OPEN.items():
        allow(table, *actions)
    for table in FROZEN:
        never_changes(table)
    never_changes("answer", deletable=True)  # A withdrawal removes the words; nothing ever edits them.
    never_changes("withdrawal")
    never_changes("release_retraction")
    op.execute(READ_RECEIPT)
    _queue()


def _queue() -> None:
    """pgqueuer's own tables, as the installed version writes them: several statements, so the driver runs them."""
    script = QueryBuilderEnvironment().build_install_query()
    connection = op.get_bind().connection.dbapi_connection
    assert connection is not None
    connection.run_async(lambda raw: raw.execute(script))
    for table in ("pgqueuer", "pgqueuer_log", "pgqueuer_schedules", "pgqueuer_statistics"):
        op.execute(f"grant select, insert, update, delete on {table} to {APP}")
        op.execute(f"grant usage on sequence {table}_id_seq to {APP}")


def downgrade() -> None:
    raise NotImplementedError("The first step is not undone: drop the database instead.")

"""Where each answer stands, kept beside the review log; the clusters of an answer are found without a scan."""

import sqlalchemy as sa
from alembic import op

from consult.db.migrations.wall import allow, wall

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "stand",
        sa.Column("answer_id", sa.Uuid(), nullable=False),
        sa.Column("city_id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("response_id", sa.Uuid(), nullable=False),
        sa.Column("question_key", sa.String(), nullable=False),
        sa.Column("theme", sa.String(), nullable=True),
        sa.Column("theme_by", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("claim", sa.Uuid(), nullable=True),
        sa.Column("cluster_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("variety", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["answer_id"], ["answer.id"], name=op.f("fk_stand_answer_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["city_id"], ["city.id"], name=op.f("fk_stand_city_id")),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultation.id"], name=op.f("fk_stand_consultation_id")),
        sa.ForeignKeyConstraint(["response_id"], ["response.id"], name=op.f("fk_stand_response_id")),
        sa.ForeignKeyConstraint(["cluster_id"], ["cluster.id"], name=op.f("fk_stand_cluster_id")),
        sa.PrimaryKeyConstraint("answer_id", name=op.f("pk_stand")),
    )
    for last in (("claim", "variety"), ("cluster_id", "variety"), ("theme", "state")):
        op.create_index(
            f"ix_stand_consultation_id_{last[0]}", "stand", ["consultation_id", *last, "answer_id"], unique=False
        )
    op.create_index("ix_cluster_member_answer_id", "cluster_member", ["answer_id"], unique=False)
    wall("stand")
    allow("stand", "select", "insert", "update", "delete")


def downgrade() -> None:
    op.drop_index("ix_cluster_member_answer_id", table_name="cluster_member")
    op.drop_table("stand")

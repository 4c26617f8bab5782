"""Recordings that read a question aloud, by the hash of their content."""

import sqlalchemy as sa
from alembic import op

from consult.db.migrations.wall import allow, never_changes, wall

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "recording",
        sa.Column("city_id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["city_id"], ["city.id"], name=op.f("fk_recording_city_id")),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultation.id"], name=op.f("fk_recording_consultation_id")
        ),
        sa.PrimaryKeyConstraint("consultation_id", "sha256", name=op.f("pk_recording")),
    )
    wall("recording")
    allow("recording", "select", "insert")
    never_changes("recording")


def downgrade() -> None:
    op.drop_table("recording")

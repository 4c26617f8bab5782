"""When the team switched the protection of a consultation on, and when it gave it back to the machine."""

import sqlalchemy as sa
from alembic import op

from consult.db.migrations.wall import allow, never_changes, wall

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "guard_event",
        sa.Column("seq", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("city_id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("person_name", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["city_id"], ["city.id"], name=op.f("fk_guard_event_city_id")),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultation.id"], name=op.f("fk_guard_event_consultation_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_guard_event_person_id")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_guard_event")),
    )
    op.create_index("ix_guard_event_consultation_id_seq", "guard_event", ["consultation_id", "seq"], unique=False)
    wall("guard_event")
    allow("guard_event", "select", "insert")
    never_changes("guard_event")


def downgrade() -> None:
    op.drop_table("guard_event")

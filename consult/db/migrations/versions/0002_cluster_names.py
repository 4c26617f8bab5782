"""Clusters keep the names the analysis suggests for them, by language."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # A constant default: no row is rewritten, and an older process may go on inserting.
    op.add_column(
        "cluster",
        sa.Column(
            "names",
            postgresql.JSONB(none_as_null=True, astext_type=sa.Text()),
            server_default=sa.text("'{}'"),
            nullable=False,
        ),
    )


def downgrade() -> None:
    op.drop_column("cluster", "names")

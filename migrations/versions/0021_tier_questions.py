"""Tiers between which unknown work stands, to be asked about; requests found by their day."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them."""
    op.add_column(
        "touch", sa.Column("choices", sa.String(length=120), server_default="", nullable=False)
    )
    op.create_index("ix_invitation_sent", "invitation", ["sent_at", "person_id", "answer"])


def downgrade() -> None:
    """Drop them."""
    op.drop_index("ix_invitation_sent", table_name="invitation")
    op.drop_column("touch", "choices")

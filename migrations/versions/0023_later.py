"""Calls that come back later."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make room for it."""
    with op.batch_alter_table("invitation") as table:
        table.add_column(sa.Column("later_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("postponed", sa.Integer(), server_default="0", nullable=False))

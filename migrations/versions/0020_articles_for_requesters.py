"""Articles that requesters may read."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the mark; nothing is shared until somebody says so."""
    op.add_column("article", sa.Column("shared_at", sa.DateTime(timezone=True), nullable=True))

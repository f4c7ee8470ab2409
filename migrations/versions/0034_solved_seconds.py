"""The first response is owed on after a solution: solved time is told from waiting."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Keep how much of a ticket's pauses it was solved for; of those before it is not known."""
    column = sa.Column("solved_seconds", sa.Integer(), server_default="0", nullable=False)
    op.add_column("ticket", column)


def downgrade() -> None:
    """Forget it."""
    op.drop_column("ticket", "solved_seconds")

"""The full-text index of articles."""

from alembic import op

from swarm.knowledge.search import INDEX

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it."""
    INDEX.create(op.get_bind())

"""A cause that nobody told is empty, and not a sentence that says so."""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

FILLER = "Not told when the swarm was closed."


def upgrade() -> None:
    """Empty the causes that closing a swarm filled in."""
    op.execute(f"UPDATE outcome SET cause = '' WHERE cause = '{FILLER}'")  # noqa: S608 - our own words


def downgrade() -> None:
    """Leave them empty: which ones were filled in cannot be told any more."""

"""Channel, first swarm and lot of each ticket join its kept figures: they are counted anew."""

from alembic import op

revision = "0033"
down_revision = "0034"  # which landed first
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forget the kept figures: the desk counts tickets without figures when it starts."""
    op.execute("DELETE FROM ticket_aggregate")


def downgrade() -> None:
    """Forget them too: what serves then counts by its own rule."""
    op.execute("DELETE FROM ticket_aggregate")

"""Growth seats and solo solutions of each ticket join its kept figures: they are counted anew."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Forget the kept figures, make room: the desk counts tickets without figures by itself."""
    op.execute("DELETE FROM ticket_aggregate")
    column = sa.Column("growth", sa.LargeBinary(), nullable=False, server_default="")
    with op.batch_alter_table("ticket_aggregate", recreate="auto") as table:
        table.add_column(column)
    with op.batch_alter_table("ticket_aggregate") as table:
        table.alter_column("growth", server_default=None)


def downgrade() -> None:
    """Keep the other figures only; they are counted anew."""
    op.execute("DELETE FROM ticket_aggregate")
    with op.batch_alter_table("ticket_aggregate") as table:
        table.drop_column("growth")

"""The trails of each ticket, kept for reports: touches, owners and queues in order, its waits."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0030"
branch_labels = None
depends_on = None

TRAILS = ("steps", "owners", "queues", "spells")


def upgrade() -> None:
    """Forget the kept figures, make room: the desk counts tickets without figures by itself."""
    op.execute("DELETE FROM ticket_aggregate")
    with op.batch_alter_table("ticket_aggregate", recreate="auto") as table:
        for name in TRAILS:
            table.add_column(sa.Column(name, sa.LargeBinary(), nullable=False, server_default=""))
    with op.batch_alter_table("ticket_aggregate") as table:
        for name in TRAILS:
            table.alter_column(name, server_default=None)
    op.create_table(
        "trail_word",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("said", sa.String(length=1000), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trail_word")),
        sa.UniqueConstraint("said", name=op.f("uq_trail_word_said")),
    )


def downgrade() -> None:
    """Keep the other figures only; they are counted anew."""
    op.drop_table("trail_word")
    op.execute("DELETE FROM ticket_aggregate")
    with op.batch_alter_table("ticket_aggregate") as table:
        for name in TRAILS:
            table.drop_column(name)

"""Swarms that were cancelled, and swarms that were opened again."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them."""
    with op.batch_alter_table("swarm_closure") as table:
        table.add_column(
            sa.Column("cancelled", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
    op.create_table(
        "swarm_reopening",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("swarm_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("solved", sa.Boolean(), nullable=False),
        sa.Column("ruled_out", sa.Text(), nullable=False),
        sa.Column("cancelled", sa.Boolean(), nullable=False),
        sa.Column("closed_by", sa.Integer(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_swarm_reopening_by_id")),
        sa.ForeignKeyConstraint(
            ["closed_by"], ["person.id"], name=op.f("fk_swarm_reopening_closed_by")
        ),
        sa.ForeignKeyConstraint(
            ["swarm_id"], ["swarm.id"], name=op.f("fk_swarm_reopening_swarm_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_swarm_reopening")),
    )
    op.create_index(op.f("ix_swarm_reopening_swarm_id"), "swarm_reopening", ["swarm_id"])

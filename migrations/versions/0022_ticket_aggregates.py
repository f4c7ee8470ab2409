"""The figures of each ticket, kept for reports. The desk counts those of old tickets by itself."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "ticket_aggregate",
        sa.Column("ticket_number", sa.Integer(), nullable=False),
        sa.Column("stamp", sa.Integer(), nullable=False),
        sa.Column("figures", sa.LargeBinary(), nullable=False),
        sa.Column("work", sa.LargeBinary(), nullable=False),
        sa.Column("swarms", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ticket_number"], ["ticket.number"], name=op.f("fk_ticket_aggregate_ticket_number")
        ),
        sa.PrimaryKeyConstraint("ticket_number", name=op.f("pk_ticket_aggregate")),
    )
    op.create_index(op.f("ix_ticket_aggregate_stamp"), "ticket_aggregate", ["stamp"])
    op.create_table(
        "aggregate_clock",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("stamp", sa.Integer(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_aggregate_clock")),
    )
    op.create_table(
        "touch_kind",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("said", sa.String(length=1000), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_touch_kind")),
        sa.UniqueConstraint("said", name=op.f("uq_touch_kind_said")),
    )

"""Rooms without a ticket of their own, in which the tickets of a team are picked over."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0032"  # which landed first
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Let a swarm be about a team or the desk, and keep what was decided there."""
    with op.batch_alter_table("swarm") as table:
        table.alter_column("ticket_number", existing_type=sa.Integer(), nullable=True)
        table.add_column(sa.Column("team_id", sa.Integer(), nullable=True))
        table.create_foreign_key(op.f("fk_swarm_team_id"), "team", ["team_id"], ["id"])
        table.create_check_constraint(
            op.f("ck_swarm_ck_swarm_subject"),
            "ticket_number is not null or kind in ('dispatch','backlog')",
        )
    op.create_table(
        "pick",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("swarm_id", sa.Integer(), nullable=False),
        sa.Column("ticket_number", sa.Integer(), nullable=False),
        sa.Column("decision", sa.String(length=8), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("handover_id", sa.Integer(), nullable=True),
        sa.Column("opened_id", sa.Integer(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "decision in ('taken','offered','swarmed','left')",
            name=op.f("ck_pick_ck_pick_decision"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_pick_by_id")),
        sa.ForeignKeyConstraint(["handover_id"], ["handover.id"], name=op.f("fk_pick_handover_id")),
        sa.ForeignKeyConstraint(["opened_id"], ["swarm.id"], name=op.f("fk_pick_opened_id")),
        sa.ForeignKeyConstraint(["swarm_id"], ["swarm.id"], name=op.f("fk_pick_swarm_id")),
        sa.ForeignKeyConstraint(
            ["ticket_number"], ["ticket.number"], name=op.f("fk_pick_ticket_number")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pick")),
    )
    op.create_index(op.f("ix_pick_swarm"), "pick", ["swarm_id", "ticket_number", "id"])
    op.create_index(op.f("ix_pick_ticket_number"), "pick", ["ticket_number"])

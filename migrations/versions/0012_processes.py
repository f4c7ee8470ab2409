"""Swarm or tier: the policy, what was decided for each ticket, and tiered queues at work."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them."""
    _make_process_policy()
    _make_process_assignment()
    _make_process_crossover()
    _make_queue_clock()
    _make_tier_move()
    _make_vendor_stay()


def _make_process_policy() -> None:
    op.create_table(
        "process_policy",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "rules", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("otherwise", sa.String(length=10), nullable=False),
        sa.Column("by_choice", sa.Boolean(), nullable=False),
        sa.Column("share", sa.Double(), nullable=False),
        sa.Column("seed", sa.String(length=40), nullable=False),
        sa.Column("start_tier", sa.String(length=8), nullable=False),
        sa.Column(
            "limits", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_process_policy_made_by")),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_process_policy")),
    )


def _make_process_assignment() -> None:
    op.create_table(
        "process_assignment",
        sa.Column("ticket_number", sa.Integer(), nullable=False),
        sa.Column("policy_version", sa.Integer(), nullable=False),
        sa.Column("process", sa.String(length=8), nullable=False),
        sa.Column("how", sa.String(length=12), nullable=False),
        sa.Column("rule", sa.Integer(), nullable=True),
        sa.Column("share", sa.Double(), nullable=True),
        sa.Column("draw", sa.Double(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["policy_version"],
            ["process_policy.version"],
            name=op.f("fk_process_assignment_policy_version"),
        ),
        sa.ForeignKeyConstraint(
            ["ticket_number"], ["ticket.number"], name=op.f("fk_process_assignment_ticket_number")
        ),
        sa.PrimaryKeyConstraint("ticket_number", name=op.f("pk_process_assignment")),
    )


def _make_process_crossover() -> None:
    op.create_table(
        "process_crossover",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_number", sa.Integer(), nullable=False),
        sa.Column("to", sa.String(length=8), nullable=False),
        sa.Column("why", sa.String(length=12), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_process_crossover_by_id")),
        sa.ForeignKeyConstraint(
            ["ticket_number"], ["ticket.number"], name=op.f("fk_process_crossover_ticket_number")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_process_crossover")),
    )
    op.create_index("ix_process_crossover_ticket", "process_crossover", ["ticket_number", "id"])


def _make_queue_clock() -> None:
    op.create_table(
        "queue_clock",
        sa.Column("stay_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("how", sa.String(length=12), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("to_tier", sa.String(length=8), nullable=True),
        sa.Column("counts", sa.String(length=10), nullable=False),
        sa.Column("paused_before", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["stay_id"], ["queue_stay.id"], name=op.f("fk_queue_clock_stay_id")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_queue_clock_team_id")),
        sa.PrimaryKeyConstraint("stay_id", name=op.f("pk_queue_clock")),
    )
    op.create_index("ix_queue_clock_due", "queue_clock", ["due_at"])


def _make_tier_move() -> None:
    op.create_table(
        "tier_move",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_number", sa.Integer(), nullable=False),
        sa.Column("how", sa.String(length=12), nullable=False),
        sa.Column("from_tier", sa.String(length=8), nullable=False),
        sa.Column("to_tier", sa.String(length=8), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_tier_move_by_id")),
        sa.ForeignKeyConstraint(
            ["ticket_number"], ["ticket.number"], name=op.f("fk_tier_move_ticket_number")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tier_move")),
    )
    op.create_index("ix_tier_move_ticket", "tier_move", ["ticket_number", "id"])


def _make_vendor_stay() -> None:
    op.create_table(
        "vendor_stay",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_number", sa.Integer(), nullable=False),
        sa.Column("vendor", sa.String(length=100), nullable=False),
        sa.Column("reference", sa.String(length=100), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("from_tier", sa.String(length=8), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("check_by", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_for", sa.DateTime(timezone=True), nullable=True),
        sa.Column("returned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("returned_by", sa.Integer(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_vendor_stay_by_id")),
        sa.ForeignKeyConstraint(
            ["returned_by"], ["person.id"], name=op.f("fk_vendor_stay_returned_by")
        ),
        sa.ForeignKeyConstraint(
            ["ticket_number"], ["ticket.number"], name=op.f("fk_vendor_stay_ticket_number")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vendor_stay")),
    )
    op.create_index(op.f("ix_vendor_stay_ticket_number"), "vendor_stay", ["ticket_number"])
    op.create_index("ix_vendor_stay_check", "vendor_stay", ["check_by"])
    op.create_index(
        "uq_vendor_stay_open",
        "vendor_stay",
        ["ticket_number"],
        unique=True,
        sqlite_where=sa.text("returned_at IS NULL"),
        postgresql_where=sa.text("returned_at IS NULL"),
    )

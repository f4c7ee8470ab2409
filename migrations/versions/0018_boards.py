"""Boards of swarms: hypotheses with verdicts, tasks, the next decision, marked help."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make them."""
    _hypotheses()
    _tasks_and_decisions()
    op.create_table(
        "contribution_mark",
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        *_in_swarm("contribution_mark"),
        *_by("contribution_mark", "by_id"),
        sa.Column("at", MOMENT, nullable=False),
        _to("contribution_mark", "message_id", "message.id"),
        sa.CheckConstraint(
            "kind in ('hypothesis','ruled_out','unblocked','fix','knowledge')",
            name=op.f("ck_contribution_mark_kind"),
        ),
        sa.PrimaryKeyConstraint("message_id", "kind", name=op.f("pk_contribution_mark")),
    )
    op.create_index(op.f("ix_contribution_mark_swarm_id"), "contribution_mark", ["swarm_id"])


def _hypotheses() -> None:
    op.create_table(
        "hypothesis",
        sa.Column("id", sa.Integer(), nullable=False),
        *_in_swarm("hypothesis"),
        *_by("hypothesis", "author_id"),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hypothesis")),
    )
    op.create_index(op.f("ix_hypothesis_swarm_id"), "hypothesis", ["swarm_id"])
    op.create_table(
        "hypothesis_verdict",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hypothesis_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(9), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        *_by("hypothesis_verdict", "by_id"),
        sa.Column("at", MOMENT, nullable=False),
        _to("hypothesis_verdict", "hypothesis_id", "hypothesis.id"),
        sa.CheckConstraint(
            "state in ('open','ruled_out','confirmed')", name=op.f("ck_hypothesis_verdict_state")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hypothesis_verdict")),
    )
    name = op.f("ix_hypothesis_verdict_hypothesis_id")
    op.create_index(name, "hypothesis_verdict", ["hypothesis_id"])
    op.create_table(
        "hypothesis_support",
        sa.Column("hypothesis_id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        *_by("hypothesis_support", "by_id"),
        sa.Column("at", MOMENT, nullable=False),
        _to("hypothesis_support", "hypothesis_id", "hypothesis.id"),
        _to("hypothesis_support", "message_id", "message.id"),
        sa.PrimaryKeyConstraint("hypothesis_id", "message_id", name=op.f("pk_hypothesis_support")),
    )
    op.create_index(op.f("ix_hypothesis_support_message_id"), "hypothesis_support", ["message_id"])


def _tasks_and_decisions() -> None:
    op.create_table(
        "swarm_task",
        sa.Column("id", sa.Integer(), nullable=False),
        *_in_swarm("swarm_task"),
        *_by("swarm_task", "author_id"),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        *_by("swarm_task", "assignee_id", nullable=True),
        sa.Column("due_at", MOMENT, nullable=True),
        sa.Column("done_at", MOMENT, nullable=True),
        *_by("swarm_task", "done_by", nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_swarm_task")),
    )
    op.create_index(op.f("ix_swarm_task_swarm_id"), "swarm_task", ["swarm_id"])
    op.create_table(
        "next_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        *_in_swarm("next_decision"),
        sa.Column("text", sa.Text(), nullable=False),
        *_by("next_decision", "by_id"),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_next_decision")),
    )
    op.create_index(op.f("ix_next_decision_swarm_id"), "next_decision", ["swarm_id"])
    standing = sa.text("ended_at IS NULL")
    op.create_index(
        "uq_next_decision_standing",
        "next_decision",
        ["swarm_id"],
        unique=True,
        sqlite_where=standing,
        postgresql_where=standing,
    )


def _in_swarm(table: str) -> tuple[sa.Column[int], sa.ForeignKeyConstraint]:
    column: sa.Column[int] = sa.Column("swarm_id", sa.Integer(), nullable=False)
    return column, _to(table, "swarm_id", "swarm.id")


def _by(
    table: str, name: str, *, nullable: bool = False
) -> tuple[sa.Column[int], sa.ForeignKeyConstraint]:
    column: sa.Column[int] = sa.Column(name, sa.Integer(), nullable=nullable)
    return column, _to(table, name, "person.id")


def _to(table: str, name: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([name], [target], name=op.f(f"fk_{table}_{name}"))

"""Skills that are related or were merged, what the work proposes, and how fast evidence ages."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them."""
    _make_pairs()
    _make_proposals()
    _make_half_life()


def _make_pairs() -> None:
    op.create_table(
        "skill_relation",
        sa.Column("one_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["one_id"], ["skill.id"], name=op.f("fk_skill_relation_one_id")),
        sa.ForeignKeyConstraint(
            ["other_id"], ["skill.id"], name=op.f("fk_skill_relation_other_id")
        ),
        sa.PrimaryKeyConstraint("one_id", "other_id", name=op.f("pk_skill_relation")),
    )
    op.create_index(op.f("ix_skill_relation_other_id"), "skill_relation", ["other_id"])
    op.create_table(
        "skill_merge",
        sa.Column("skill_id", sa.Integer(), nullable=False),
        sa.Column("into_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_skill_merge_by_id")),
        sa.ForeignKeyConstraint(["into_id"], ["skill.id"], name=op.f("fk_skill_merge_into_id")),
        sa.ForeignKeyConstraint(["skill_id"], ["skill.id"], name=op.f("fk_skill_merge_skill_id")),
        sa.PrimaryKeyConstraint("skill_id", name=op.f("pk_skill_merge")),
    )
    op.create_index(op.f("ix_skill_merge_into_id"), "skill_merge", ["into_id"])


def _make_proposals() -> None:
    op.create_table(
        "skill_proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("term", sa.String(length=120), nullable=False),
        sa.Column("source", sa.String(length=12), nullable=False),
        sa.Column("about", sa.String(length=120), nullable=False),
        sa.Column("solved", sa.Integer(), nullable=False),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decision", sa.String(length=12), nullable=True),
        sa.Column("skill_id", sa.Integer(), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["person.id"], name=op.f("fk_skill_proposal_decided_by")
        ),
        sa.ForeignKeyConstraint(
            ["skill_id"], ["skill.id"], name=op.f("fk_skill_proposal_skill_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_skill_proposal")),
        sa.UniqueConstraint("term", name=op.f("uq_skill_proposal_term")),
    )
    op.create_table(
        "skill_proposal_ticket",
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("ticket_number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["proposal_id"],
            ["skill_proposal.id"],
            name=op.f("fk_skill_proposal_ticket_proposal_id"),
        ),
        sa.ForeignKeyConstraint(
            ["ticket_number"],
            ["ticket.number"],
            name=op.f("fk_skill_proposal_ticket_ticket_number"),
        ),
        sa.PrimaryKeyConstraint(
            "proposal_id", "ticket_number", name=op.f("pk_skill_proposal_ticket")
        ),
    )
    op.create_index(
        op.f("ix_skill_proposal_ticket_ticket_number"), "skill_proposal_ticket", ["ticket_number"]
    )


def _make_half_life() -> None:
    op.create_table(
        "half_life",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=8), nullable=False),
        sa.Column("days", sa.Double(), nullable=True),
        sa.Column("pieces", sa.Integer(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_half_life_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_half_life")),
    )

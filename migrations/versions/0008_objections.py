"""What people hold against the evidence about them; trainings are noted once a day."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them."""
    op.create_table(
        "objection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("skill_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("why", sa.String(length=400), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_by", sa.Integer(), nullable=True),
        sa.Column("verdict", sa.String(length=12), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_objection_person_id")),
        sa.ForeignKeyConstraint(
            ["settled_by"], ["person.id"], name=op.f("fk_objection_settled_by")
        ),
        sa.ForeignKeyConstraint(["skill_id"], ["skill.id"], name=op.f("fk_objection_skill_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objection")),
    )
    op.create_index(op.f("ix_objection_skill_id"), "objection", ["skill_id"], unique=False)
    op.create_index(
        "uq_objection_open",
        "objection",
        ["person_id", "skill_id", "kind"],
        unique=True,
        sqlite_where=sa.text("settled_at IS NULL"),
        postgresql_where=sa.text("settled_at IS NULL"),
    )
    op.create_index(
        "uq_evidence_training",
        "evidence",
        ["person_id", "skill_id", "at"],
        unique=True,
        sqlite_where=sa.text("kind = 'trained'"),
        postgresql_where=sa.text("kind = 'trained'"),
    )

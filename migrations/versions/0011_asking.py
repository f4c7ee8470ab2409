"""Who must not be asked, what people said about being asked, and what was shown."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them."""
    _make_team_conflict()
    _make_slate()
    _make_suggestion_thumb()
    _make_decline()
    _make_declined_skill()


def _make_team_conflict() -> None:
    op.create_table(
        "team_conflict",
        sa.Column("one_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("one_id < other_id", name=op.f("ck_team_conflict_order")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_team_conflict_by_id")),
        sa.ForeignKeyConstraint(["one_id"], ["team.id"], name=op.f("fk_team_conflict_one_id")),
        sa.ForeignKeyConstraint(["other_id"], ["team.id"], name=op.f("fk_team_conflict_other_id")),
        sa.PrimaryKeyConstraint("one_id", "other_id", name=op.f("pk_team_conflict")),
    )
    op.create_index(op.f("ix_team_conflict_other_id"), "team_conflict", ["other_id"], unique=False)


def _make_slate() -> None:
    op.create_table(
        "slate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("swarm_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.String(length=16), nullable=False),
        sa.Column("model", sa.String(length=80), nullable=False),
        sa.Column("seed", sa.String(length=160), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(
            "people", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("explored", sa.Integer(), nullable=True),
        sa.Column("propensity", sa.Double(), nullable=False),
        sa.Column(
            "choices", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_slate_by_id")),
        sa.ForeignKeyConstraint(["explored"], ["person.id"], name=op.f("fk_slate_explored")),
        sa.ForeignKeyConstraint(["swarm_id"], ["swarm.id"], name=op.f("fk_slate_swarm_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slate")),
        sa.UniqueConstraint("swarm_id", "version", name=op.f("uq_slate_swarm_id_version")),
    )


def _make_suggestion_thumb() -> None:
    op.create_table(
        "suggestion_thumb",
        sa.Column("swarm_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("up", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_suggestion_thumb_by_id")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_suggestion_thumb_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["swarm_id"], ["swarm.id"], name=op.f("fk_suggestion_thumb_swarm_id")
        ),
        sa.PrimaryKeyConstraint("swarm_id", "person_id", "by_id", name=op.f("pk_suggestion_thumb")),
    )
    op.create_index(
        "ix_suggestion_thumb_person", "suggestion_thumb", ["person_id", "at"], unique=False
    )


def _make_decline() -> None:
    op.create_table(
        "decline",
        sa.Column("invitation_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(length=16), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("instead_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "why in ('not_my_subject','no_time','ask_instead','other')", name=op.f("ck_decline_why")
        ),
        sa.ForeignKeyConstraint(["instead_id"], ["person.id"], name=op.f("fk_decline_instead_id")),
        sa.ForeignKeyConstraint(
            ["invitation_id"], ["invitation.id"], name=op.f("fk_decline_invitation_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_decline_person_id")),
        sa.PrimaryKeyConstraint("invitation_id", name=op.f("pk_decline")),
    )
    op.create_index(op.f("ix_decline_instead_id"), "decline", ["instead_id"], unique=False)
    op.create_index("ix_decline_person", "decline", ["person_id", "at"], unique=False)


def _make_declined_skill() -> None:
    op.create_table(
        "declined_skill",
        sa.Column("invitation_id", sa.Integer(), nullable=False),
        sa.Column("skill_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["invitation_id"],
            ["decline.invitation_id"],
            name=op.f("fk_declined_skill_invitation_id"),
        ),
        sa.ForeignKeyConstraint(
            ["skill_id"], ["skill.id"], name=op.f("fk_declined_skill_skill_id")
        ),
        sa.PrimaryKeyConstraint("invitation_id", "skill_id", name=op.f("pk_declined_skill")),
    )
    op.create_index(
        op.f("ix_declined_skill_skill_id"), "declined_skill", ["skill_id"], unique=False
    )

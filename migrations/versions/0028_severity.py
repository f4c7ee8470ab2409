"""What is severe by which rule, who is on call, and what severity swarms have beside others."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

DOCUMENT = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    """Make them."""
    _make_rotation()
    _make_rotation_place()
    _make_on_call_stand_in()
    _make_severity_rule()
    _make_standing_stakeholder()
    _make_severity()
    _make_duty()
    _make_stakeholder()
    _make_status_update()


def _make_rotation() -> None:
    op.create_table(
        "rotation",
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("hands_over", sa.String(length=5), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("days between 1 and 28", name=op.f("ck_rotation_ck_rotation_days")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_rotation_by_id")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_rotation_team_id")),
        sa.PrimaryKeyConstraint("team_id", name=op.f("pk_rotation")),
    )


def _make_rotation_place() -> None:
    op.create_table(
        "rotation_place",
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_rotation_place_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["rotation.team_id"], name=op.f("fk_rotation_place_team_id")
        ),
        sa.PrimaryKeyConstraint("team_id", "place", name=op.f("pk_rotation_place")),
    )
    op.create_index(op.f("ix_rotation_place_person_id"), "rotation_place", ["person_id"])


def _make_on_call_stand_in() -> None:
    op.create_table(
        "on_call_stand_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("swap", sa.Integer(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "ends_at > starts_at", name=op.f("ck_on_call_stand_in_ck_on_call_stand_in_order")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_on_call_stand_in_by_id")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_on_call_stand_in_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["swap"], ["on_call_stand_in.id"], name=op.f("fk_on_call_stand_in_swap")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_on_call_stand_in_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_on_call_stand_in")),
    )
    op.create_index(op.f("ix_on_call_stand_in_person_id"), "on_call_stand_in", ["person_id"])
    op.create_index(op.f("ix_on_call_stand_in_team"), "on_call_stand_in", ["team_id", "ends_at"])


def _make_severity_rule() -> None:
    op.create_table(
        "severity_rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("opens", sa.Boolean(), nullable=False),
        sa.Column("priorities", DOCUMENT, nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("every_minutes", sa.Integer(), nullable=False),
        sa.Column("organization", sa.Boolean(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "every_minutes between 5 and 10080",
            name=op.f("ck_severity_rule_ck_severity_rule_every"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_severity_rule_by_id")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_severity_rule_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_severity_rule")),
    )


def _make_standing_stakeholder() -> None:
    op.create_table(
        "standing_stakeholder",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_standing_stakeholder_person_id")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_standing_stakeholder")),
    )


def _make_severity() -> None:
    op.create_table(
        "severity",
        sa.Column("swarm_id", sa.Integer(), nullable=False),
        sa.Column("by_rule", sa.Boolean(), nullable=False),
        sa.Column("every_minutes", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_for", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["swarm_id"], ["swarm.id"], name=op.f("fk_severity_swarm_id")),
        sa.PrimaryKeyConstraint("swarm_id", name=op.f("pk_severity")),
    )
    op.create_index(op.f("ix_severity_due"), "severity", ["due_at"])


def _make_duty() -> None:
    op.create_table(
        "duty",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("swarm_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=12), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "name in ('lead','communicator','scribe')", name=op.f("ck_duty_ck_duty_name")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_duty_by_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_duty_person_id")),
        sa.ForeignKeyConstraint(["swarm_id"], ["swarm.id"], name=op.f("fk_duty_swarm_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty")),
    )
    op.create_index(op.f("ix_duty_swarm_id"), "duty", ["swarm_id"])
    op.create_index(
        op.f("uq_duty_open"),
        "duty",
        ["swarm_id", "name"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )


def _make_stakeholder() -> None:
    op.create_table(
        "stakeholder",
        sa.Column("swarm_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(length=12), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "why in ('rule','organization','named')", name=op.f("ck_stakeholder_ck_stakeholder_why")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_stakeholder_by_id")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_stakeholder_person_id")
        ),
        sa.ForeignKeyConstraint(["swarm_id"], ["swarm.id"], name=op.f("fk_stakeholder_swarm_id")),
        sa.PrimaryKeyConstraint("swarm_id", "person_id", name=op.f("pk_stakeholder")),
    )
    op.create_index(op.f("ix_stakeholder_person_id"), "stakeholder", ["person_id"])


def _make_status_update() -> None:
    op.create_table(
        "status_update",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("swarm_id", sa.Integer(), nullable=False),
        sa.Column("reply_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_status_update_by_id")),
        sa.ForeignKeyConstraint(["reply_id"], ["reply.id"], name=op.f("fk_status_update_reply_id")),
        sa.ForeignKeyConstraint(["swarm_id"], ["swarm.id"], name=op.f("fk_status_update_swarm_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_status_update")),
        sa.UniqueConstraint("reply_id", name=op.f("uq_status_update_reply_id")),
    )
    op.create_index(op.f("ix_status_update_at"), "status_update", ["swarm_id", "at"])

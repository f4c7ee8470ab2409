"""The tier map and the ledger."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them."""
    _make_tier_map()
    _make_imported_case()
    _make_queue_stay()
    _index_queue_stay()
    _make_source_figure()
    _make_tier()
    _make_tier_holder()
    _index_tier_holder()
    _make_tier_rule()
    _make_touch()
    _index_touch()
    _make_touch_override()
    _index_touch_override()


def _make_tier_map() -> None:
    op.create_table(
        "tier_map",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_tier_map_made_by")),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_tier_map")),
    )


def _make_imported_case() -> None:
    op.create_table(
        "imported_case",
        sa.Column("ticket_number", sa.Integer(), nullable=False),
        sa.Column("events", sa.Integer(), nullable=False),
        sa.Column("lines", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["ticket_number"], ["ticket.number"], name=op.f("fk_imported_case_ticket_number")
        ),
        sa.PrimaryKeyConstraint("ticket_number", name=op.f("pk_imported_case")),
    )


def _make_queue_stay() -> None:
    op.create_table(
        "queue_stay",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_number", sa.Integer(), nullable=False),
        sa.Column("group_name", sa.String(length=120), nullable=False),
        sa.Column("tier", sa.String(length=8), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["ticket_number"], ["ticket.number"], name=op.f("fk_queue_stay_ticket_number")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_queue_stay")),
    )


def _index_queue_stay() -> None:
    op.create_index(
        "ix_queue_stay_ticket", "queue_stay", ["ticket_number", "started_at"], unique=False
    )
    op.create_index(
        "uq_queue_stay_open",
        "queue_stay",
        ["ticket_number"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )


def _make_source_figure() -> None:
    op.create_table(
        "source_figure",
        sa.Column("ticket_number", sa.Integer(), nullable=False),
        sa.Column("reassignments", sa.Integer(), nullable=True),
        sa.Column("reopens", sa.Integer(), nullable=True),
        sa.Column("sla_kept", sa.Boolean(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["ticket_number"], ["ticket.number"], name=op.f("fk_source_figure_ticket_number")
        ),
        sa.PrimaryKeyConstraint("ticket_number", name=op.f("pk_source_figure")),
    )


def _make_tier() -> None:
    op.create_table(
        "tier",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=8), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("meaning", sa.String(length=400), nullable=False),
        sa.ForeignKeyConstraint(["version"], ["tier_map.version"], name=op.f("fk_tier_version")),
        sa.PrimaryKeyConstraint("version", "key", name=op.f("pk_tier")),
    )


def _make_tier_holder() -> None:
    op.create_table(
        "tier_holder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=8), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("group_name", sa.String(length=120), nullable=True),
        sa.Column("role", sa.String(length=16), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_tier_holder_person_id")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_tier_holder_team_id")),
        sa.ForeignKeyConstraint(
            ["version"], ["tier_map.version"], name=op.f("fk_tier_holder_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tier_holder")),
    )


def _index_tier_holder() -> None:
    op.create_index("ix_tier_holder_version", "tier_holder", ["version"], unique=False)


def _make_tier_rule() -> None:
    op.create_table(
        "tier_rule",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("fact", sa.String(length=24), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(
            ["version"], ["tier_map.version"], name=op.f("fk_tier_rule_version")
        ),
        sa.PrimaryKeyConstraint("version", "fact", name=op.f("pk_tier_rule")),
    )


def _make_touch() -> None:
    op.create_table(
        "touch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_number", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("group_name", sa.String(length=120), nullable=True),
        sa.Column("stream", sa.String(length=80), nullable=False),
        sa.Column("first_seq", sa.Integer(), nullable=False),
        sa.Column("last_seq", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("minutes", sa.Double(), nullable=True),
        sa.Column("measured", sa.String(length=12), nullable=False),
        sa.Column("tier_of_work", sa.String(length=8), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("tier_of_person", sa.String(length=8), nullable=False),
        sa.Column("map_version", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["map_version"], ["tier_map.version"], name=op.f("fk_touch_map_version")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_touch_person_id")),
        sa.ForeignKeyConstraint(
            ["ticket_number"], ["ticket.number"], name=op.f("fk_touch_ticket_number")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_touch")),
        sa.UniqueConstraint(
            "ticket_number",
            "stream",
            "first_seq",
            name=op.f("uq_touch_ticket_number_stream_first_seq"),
        ),
    )


def _index_touch() -> None:
    op.create_index("ix_touch_person", "touch", ["person_id", "started_at"], unique=False)
    op.create_index("ix_touch_ticket", "touch", ["ticket_number", "started_at"], unique=False)


def _make_touch_override() -> None:
    op.create_table(
        "touch_override",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("touch_id", sa.Integer(), nullable=False),
        sa.Column("tier_of_work", sa.String(length=8), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_touch_override_by_id")),
        sa.ForeignKeyConstraint(
            ["touch_id"], ["touch.id"], name=op.f("fk_touch_override_touch_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_touch_override")),
    )


def _index_touch_override() -> None:
    op.create_index(
        op.f("ix_touch_override_touch_id"), "touch_override", ["touch_id"], unique=False
    )

"""Tickets and who owns them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them."""
    _make_target()
    _make_saved_view()
    _make_ticket()
    _index_ticket()
    _make_handover()
    _index_handover()
    _make_ownership()
    _index_ownership()


def _make_target() -> None:
    op.create_table(
        "target",
        sa.Column("priority", sa.String(length=8), nullable=False),
        sa.Column("response_minutes", sa.Integer(), nullable=False),
        sa.Column("resolution_minutes", sa.Integer(), nullable=False),
        sa.Column("next_word_minutes", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("priority", name=op.f("pk_target")),
    )


def _make_saved_view() -> None:
    op.create_table(
        "saved_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column(
            "query", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_saved_view_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
        sa.UniqueConstraint("person_id", "name", name=op.f("uq_saved_view_person_id_name")),
    )


def _make_ticket() -> None:
    op.create_table(
        "ticket",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("summary", sa.String(length=300), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("requester_id", sa.Integer(), nullable=True),
        sa.Column("created_by", sa.Integer(), nullable=True),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("product", sa.String(length=80), nullable=True),
        sa.Column("component", sa.String(length=120), nullable=True),
        sa.Column("category", sa.String(length=80), nullable=True),
        sa.Column("priority", sa.String(length=8), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.Column("process", sa.String(length=8), nullable=False),
        sa.Column("source", sa.String(length=60), nullable=True),
        sa.Column("external_id", sa.String(length=120), nullable=True),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("first_response_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("solved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("respond_by", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolve_by", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paused_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paused_seconds", sa.Integer(), nullable=False),
        sa.Column("next_word_by", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_word_told", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reopened", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "priority in ('low','normal','high','urgent')", name=op.f("ck_ticket_priority")
        ),
        sa.CheckConstraint(
            "status in ('new','open','waiting','solved','closed')", name=op.f("ck_ticket_status")
        ),
        sa.ForeignKeyConstraint(["created_by"], ["person.id"], name=op.f("fk_ticket_created_by")),
        sa.ForeignKeyConstraint(
            ["requester_id"], ["person.id"], name=op.f("fk_ticket_requester_id")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_ticket_team_id")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_ticket")),
        sa.UniqueConstraint("source", "external_id", name=op.f("uq_ticket_source_external_id")),
    )


def _index_ticket() -> None:
    op.create_index("ix_ticket_category", "ticket", ["category"], unique=False)
    op.create_index("ix_ticket_created", "ticket", ["created_at", "number"], unique=False)
    op.create_index("ix_ticket_due", "ticket", ["due_at", "number"], unique=False)
    op.create_index("ix_ticket_next_word", "ticket", ["next_word_by"], unique=False)
    op.create_index(
        "ix_ticket_priority", "ticket", ["priority", "updated_at", "number"], unique=False
    )
    op.create_index("ix_ticket_product", "ticket", ["product", "component"], unique=False)
    op.create_index(
        "ix_ticket_product_updated", "ticket", ["product", "updated_at", "number"], unique=False
    )
    op.create_index(
        "ix_ticket_requester", "ticket", ["requester_id", "updated_at", "number"], unique=False
    )
    op.create_index("ix_ticket_solved", "ticket", ["solved_at"], unique=False)
    op.create_index(
        "ix_ticket_status_updated", "ticket", ["status", "updated_at", "number"], unique=False
    )
    op.create_index("ix_ticket_team", "ticket", ["team_id", "updated_at", "number"], unique=False)
    op.create_index("ix_ticket_updated", "ticket", ["updated_at", "number"], unique=False)


def _make_handover() -> None:
    op.create_table(
        "handover",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_number", sa.Integer(), nullable=False),
        sa.Column("from_id", sa.Integer(), nullable=True),
        sa.Column("to_id", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(length=16), nullable=False),
        sa.Column("tried", sa.Text(), nullable=False),
        sa.Column("still_open", sa.Text(), nullable=False),
        sa.Column("promised", sa.Text(), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.String(length=10), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["from_id"], ["person.id"], name=op.f("fk_handover_from_id")),
        sa.ForeignKeyConstraint(
            ["ticket_number"], ["ticket.number"], name=op.f("fk_handover_ticket_number")
        ),
        sa.ForeignKeyConstraint(["to_id"], ["person.id"], name=op.f("fk_handover_to_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover")),
    )


def _index_handover() -> None:
    op.create_index(op.f("ix_handover_ticket_number"), "handover", ["ticket_number"], unique=False)
    op.create_index("ix_handover_to", "handover", ["to_id", "answered_at"], unique=False)
    op.create_index(
        "uq_handover_open",
        "handover",
        ["ticket_number"],
        unique=True,
        sqlite_where=sa.text("answered_at IS NULL"),
        postgresql_where=sa.text("answered_at IS NULL"),
    )


def _make_ownership() -> None:
    op.create_table(
        "ownership",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_number", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("how", sa.String(length=16), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_why", sa.String(length=16), nullable=True),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_ownership_owner_id")),
        sa.ForeignKeyConstraint(
            ["ticket_number"], ["ticket.number"], name=op.f("fk_ownership_ticket_number")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ownership")),
    )


def _index_ownership() -> None:
    op.create_index("ix_ownership_owner", "ownership", ["owner_id", "ended_at"], unique=False)
    op.create_index(
        "ix_ownership_ticket", "ownership", ["ticket_number", "started_at"], unique=False
    )
    op.create_index(
        "uq_ownership_open",
        "ownership",
        ["ticket_number"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )

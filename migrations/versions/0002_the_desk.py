"""Tickets: owners, words, files, ends."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from swarm.tickets.search import create_search as create_ticket_search

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them."""
    op.create_table(
        "target",
        sa.Column("priority", sa.String(length=8), nullable=False),
        sa.Column("response_minutes", sa.Integer(), nullable=False),
        sa.Column("resolution_minutes", sa.Integer(), nullable=False),
        sa.Column("next_word_minutes", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("priority", name=op.f("pk_target")),
    )
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
    op.create_table(
        "attachment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("media_type", sa.String(length=120), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("added_by", sa.Integer(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["added_by"], ["person.id"], name=op.f("fk_attachment_added_by")),
        sa.ForeignKeyConstraint(
            ["ticket_number"], ["ticket.number"], name=op.f("fk_attachment_ticket_number")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
    )
    op.create_index(
        op.f("ix_attachment_ticket_number"), "attachment", ["ticket_number"], unique=False
    )
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
    op.create_table(
        "outcome",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_number", sa.Integer(), nullable=False),
        sa.Column("how", sa.String(length=12), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("fix", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_outcome_by_id")),
        sa.ForeignKeyConstraint(
            ["ticket_number"], ["ticket.number"], name=op.f("fk_outcome_ticket_number")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outcome")),
    )
    op.create_index("ix_outcome_ticket", "outcome", ["ticket_number"], unique=False)
    op.create_index(
        "uq_outcome_standing",
        "outcome",
        ["ticket_number"],
        unique=True,
        sqlite_where=sa.text("undone_at IS NULL"),
        postgresql_where=sa.text("undone_at IS NULL"),
    )
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
    op.create_table(
        "rating",
        sa.Column("ticket_number", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ticket_number"], ["ticket.number"], name=op.f("fk_rating_ticket_number")
        ),
        sa.PrimaryKeyConstraint("ticket_number", name=op.f("pk_rating")),
    )
    op.create_table(
        "reply",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_number", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("html", sa.Text(), nullable=True),
        sa.Column("client_id", sa.String(length=64), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_reply_author_id")),
        sa.ForeignKeyConstraint(
            ["ticket_number"], ["ticket.number"], name=op.f("fk_reply_ticket_number")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reply")),
        sa.UniqueConstraint(
            "ticket_number",
            "author_id",
            "client_id",
            name=op.f("uq_reply_ticket_number_author_id_client_id"),
        ),
    )
    op.create_index("ix_reply_ticket", "reply", ["ticket_number", "id"], unique=False)
    op.create_table(
        "ticket_relation",
        sa.Column("ticket_number", sa.Integer(), nullable=False),
        sa.Column("other_number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("ticket_number <> other_number", name=op.f("ck_ticket_relation_other")),
        sa.ForeignKeyConstraint(
            ["made_by"], ["person.id"], name=op.f("fk_ticket_relation_made_by")
        ),
        sa.ForeignKeyConstraint(
            ["other_number"], ["ticket.number"], name=op.f("fk_ticket_relation_other_number")
        ),
        sa.ForeignKeyConstraint(
            ["ticket_number"], ["ticket.number"], name=op.f("fk_ticket_relation_ticket_number")
        ),
        sa.PrimaryKeyConstraint("ticket_number", "other_number", name=op.f("pk_ticket_relation")),
    )
    op.create_index(
        op.f("ix_ticket_relation_other_number"), "ticket_relation", ["other_number"], unique=False
    )
    op.create_table(
        "ticket_tag",
        sa.Column("ticket_number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["ticket_number"], ["ticket.number"], name=op.f("fk_ticket_tag_ticket_number")
        ),
        sa.PrimaryKeyConstraint("ticket_number", "name", name=op.f("pk_ticket_tag")),
    )
    op.create_index(op.f("ix_ticket_tag_name"), "ticket_tag", ["name"], unique=False)
    create_ticket_search(op.get_bind())

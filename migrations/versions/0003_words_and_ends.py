"""What is said on a ticket, and how it ended."""

import sqlalchemy as sa
from alembic import op

from swarm.tickets.search import create_search as create_ticket_search

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them."""
    _make_attachment()
    _index_attachment()
    _make_outcome()
    _index_outcome()
    _make_rating()
    _make_reply()
    _index_reply()
    _make_ticket_relation()
    _index_ticket_relation()
    _make_ticket_tag()
    create_ticket_search(op.get_bind())


def _make_attachment() -> None:
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


def _index_attachment() -> None:
    op.create_index(
        op.f("ix_attachment_ticket_number"), "attachment", ["ticket_number"], unique=False
    )


def _make_outcome() -> None:
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


def _index_outcome() -> None:
    op.create_index("ix_outcome_ticket", "outcome", ["ticket_number"], unique=False)
    op.create_index(
        "uq_outcome_standing",
        "outcome",
        ["ticket_number"],
        unique=True,
        sqlite_where=sa.text("undone_at IS NULL"),
        postgresql_where=sa.text("undone_at IS NULL"),
    )


def _make_rating() -> None:
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


def _make_reply() -> None:
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


def _index_reply() -> None:
    op.create_index("ix_reply_ticket", "reply", ["ticket_number", "id"], unique=False)


def _make_ticket_relation() -> None:
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


def _index_ticket_relation() -> None:
    op.create_index(
        op.f("ix_ticket_relation_other_number"), "ticket_relation", ["other_number"], unique=False
    )


def _make_ticket_tag() -> None:
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

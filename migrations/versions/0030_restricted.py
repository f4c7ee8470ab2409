"""What of tickets and of rooms' files is restricted, and who may read it."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them."""
    _make_restriction()
    _make_restricted_grant()
    with op.batch_alter_table("room_file") as table:
        table.add_column(sa.Column("restricted_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("restricted_by", sa.Integer(), nullable=True))
        table.create_foreign_key(
            op.f("fk_room_file_restricted_by"), "person", ["restricted_by"], ["id"]
        )


def _make_restriction() -> None:
    op.create_table(
        "restriction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("attachment_id", sa.Integer(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lifted_by", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "kind in ('field','value','attachment')",
            name=op.f("ck_restriction_ck_restriction_kind"),
        ),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachment.id"], name=op.f("fk_restriction_attachment_id")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_restriction_by_id")),
        sa.ForeignKeyConstraint(
            ["lifted_by"], ["person.id"], name=op.f("fk_restriction_lifted_by")
        ),
        sa.ForeignKeyConstraint(
            ["ticket_number"], ["ticket.number"], name=op.f("fk_restriction_ticket_number")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_restriction")),
    )
    op.create_index(op.f("ix_restriction_attachment_id"), "restriction", ["attachment_id"])
    op.create_index(op.f("ix_restriction_ticket"), "restriction", ["ticket_number", "lifted_at"])
    op.create_index(
        op.f("uq_restriction_open"),
        "restriction",
        ["ticket_number", "kind", "name"],
        unique=True,
        sqlite_where=sa.text("lifted_at IS NULL"),
        postgresql_where=sa.text("lifted_at IS NULL"),
    )


def _make_restricted_grant() -> None:
    op.create_table(
        "restricted_grant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_number", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_restricted_grant_by_id")),
        sa.ForeignKeyConstraint(
            ["ended_by"], ["person.id"], name=op.f("fk_restricted_grant_ended_by")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_restricted_grant_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["ticket_number"], ["ticket.number"], name=op.f("fk_restricted_grant_ticket_number")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_restricted_grant")),
    )
    op.create_index(op.f("ix_restricted_grant_person_id"), "restricted_grant", ["person_id"])
    op.create_index(
        op.f("uq_restricted_grant_open"),
        "restricted_grant",
        ["ticket_number", "person_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )

"""Threads, quotes, earlier wordings and reactions of messages."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them."""
    with op.batch_alter_table("message") as message:
        message.add_column(sa.Column("thread_id", sa.Integer(), nullable=True))
        message.add_column(
            sa.Column("also", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        message.add_column(sa.Column("quoted_id", sa.Integer(), nullable=True))
        for name in ("thread_id", "quoted_id"):
            message.create_foreign_key(f"fk_message_{name}", "message", [name], ["id"])
        message.create_index("ix_message_thread", ["thread_id"])
    _make_edition()
    _make_reaction()


def _make_edition() -> None:
    op.create_table(
        "message_edition",
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["message_id"], ["message.id"], name=op.f("fk_message_edition_message_id")
        ),
        sa.PrimaryKeyConstraint("message_id", "number", name=op.f("pk_message_edition")),
    )


def _make_reaction() -> None:
    op.create_table(
        "reaction",
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("emoji", sa.String(length=12), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["message_id"], ["message.id"], name=op.f("fk_reaction_message_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_reaction_person_id")),
        sa.PrimaryKeyConstraint("message_id", "person_id", "emoji", name=op.f("pk_reaction")),
    )

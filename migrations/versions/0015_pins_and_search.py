"""Pins, and the full-text index of messages."""

import sqlalchemy as sa
from alembic import op

from swarm.rooms.talk.search import create_search

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them."""
    op.create_table(
        "pin",
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("swarm_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_pin_by_id")),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_pin_message_id")),
        sa.ForeignKeyConstraint(["swarm_id"], ["swarm.id"], name=op.f("fk_pin_swarm_id")),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_pin")),
    )
    op.create_index(op.f("ix_pin_swarm_id"), "pin", ["swarm_id"])
    create_search(op.get_bind())

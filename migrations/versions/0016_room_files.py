"""Files in rooms."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them."""
    op.create_table(
        "room_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("swarm_id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("media_type", sa.String(length=120), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("added_by", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state in ('clean','waiting','refused')", name=op.f("ck_room_file_state")
        ),
        sa.ForeignKeyConstraint(["added_by"], ["person.id"], name=op.f("fk_room_file_added_by")),
        sa.ForeignKeyConstraint(
            ["message_id"], ["message.id"], name=op.f("fk_room_file_message_id")
        ),
        sa.ForeignKeyConstraint(["swarm_id"], ["swarm.id"], name=op.f("fk_room_file_swarm_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_room_file")),
    )
    op.create_index("ix_room_file_message", "room_file", ["message_id"])
    op.create_index("ix_room_file_sha256", "room_file", ["sha256"])
    op.create_index("ix_room_file_state", "room_file", ["state"])
    op.create_index(op.f("ix_room_file_swarm_id"), "room_file", ["swarm_id"])

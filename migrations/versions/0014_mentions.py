"""Mentions, muted rooms, and what people want to be told."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them."""
    op.create_table(
        "mention",
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("swarm_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name=op.f("fk_mention_message_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_mention_person_id")),
        sa.ForeignKeyConstraint(["swarm_id"], ["swarm.id"], name=op.f("fk_mention_swarm_id")),
        sa.PrimaryKeyConstraint("message_id", "person_id", name=op.f("pk_mention")),
    )
    op.create_index("ix_mention_person", "mention", ["person_id", "swarm_id", "seq"])
    op.create_table(
        "room_mute",
        sa.Column("swarm_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_room_mute_person_id")),
        sa.ForeignKeyConstraint(["swarm_id"], ["swarm.id"], name=op.f("fk_room_mute_swarm_id")),
        sa.PrimaryKeyConstraint("swarm_id", "person_id", name=op.f("pk_room_mute")),
    )
    op.create_table(
        "notice_wish",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("mentions", sa.String(length=6), nullable=False),
        sa.Column("quiet_from", sa.Integer(), nullable=True),
        sa.Column("quiet_until", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_notice_wish_person_id")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_notice_wish")),
    )

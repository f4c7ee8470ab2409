"""Readers from outside: guests' passes, what is shown to them, asides that they never get."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them. Guests who are in keep no claim on what was said before they came."""
    # In place: SQLite would make a copy of the table, without the triggers of its search.
    aside = sa.Column("aside", sa.Boolean(), server_default=sa.false(), nullable=False)
    op.add_column("message", aside)
    with op.batch_alter_table("member") as table:
        table.add_column(sa.Column("from_seq", sa.Integer(), nullable=True))
    op.execute(
        "UPDATE member SET from_seq = (SELECT MIN(seq) FROM activity_line"
        " WHERE stream = 'swarms/' || member.swarm_id AND kind = 'member_joined'"
        " AND activity_line.at >= member.joined_at) WHERE role = 'guest'"
    )
    _make_passes()
    op.create_table(
        "message_share",
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_message_share_by_id")),
        sa.ForeignKeyConstraint(
            ["message_id"], ["message.id"], name=op.f("fk_message_share_message_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_message_share_person_id")
        ),
        sa.PrimaryKeyConstraint("message_id", "person_id", name=op.f("pk_message_share")),
    )


def _make_passes() -> None:
    op.create_table(
        "guest_pass",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("swarm_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("brief", sa.Text(), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("kind in ('vendor','requester')", name=op.f("ck_guest_pass_kind")),
        sa.ForeignKeyConstraint(["ended_by"], ["person.id"], name=op.f("fk_guest_pass_ended_by")),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_guest_pass_made_by")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_guest_pass_person_id")),
        sa.ForeignKeyConstraint(["swarm_id"], ["swarm.id"], name=op.f("fk_guest_pass_swarm_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guest_pass")),
        sa.UniqueConstraint("person_id", name=op.f("uq_guest_pass_person_id")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_guest_pass_secret_hash")),
    )
    op.create_index(op.f("ix_guest_pass_swarm_id"), "guest_pass", ["swarm_id"])
    op.create_index(op.f("ix_guest_pass_expires_at"), "guest_pass", ["expires_at"])

"""Swarms and their rooms."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them."""
    _make_swarm()
    _index_swarm()
    _make_invitation()
    _index_invitation()
    _make_member()
    _index_member()
    _make_message()
    _index_message()
    _make_offer()
    _index_offer()
    _make_read_position()
    _make_swarm_closure()
    _make_contribution()
    _index_contribution()


def _make_swarm() -> None:
    op.create_table(
        "swarm",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ticket_number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("help_needed", sa.Text(), nullable=False),
        sa.Column("tried", sa.Text(), nullable=False),
        sa.Column("opened_by", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind in ('ad_hoc','severity','dispatch','backlog')", name=op.f("ck_swarm_kind")
        ),
        sa.ForeignKeyConstraint(["opened_by"], ["person.id"], name=op.f("fk_swarm_opened_by")),
        sa.ForeignKeyConstraint(
            ["ticket_number"], ["ticket.number"], name=op.f("fk_swarm_ticket_number")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_swarm")),
    )


def _index_swarm() -> None:
    op.create_index("ix_swarm_opened", "swarm", ["opened_at"], unique=False)
    op.create_index("ix_swarm_ticket", "swarm", ["ticket_number"], unique=False)


def _make_invitation() -> None:
    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("swarm_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("role", sa.String(length=12), nullable=False),
        sa.Column(
            "reasons", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.Column("model", sa.String(length=80), nullable=True),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.String(length=10), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_invitation_by_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_invitation_person_id")),
        sa.ForeignKeyConstraint(["swarm_id"], ["swarm.id"], name=op.f("fk_invitation_swarm_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
    )


def _index_invitation() -> None:
    op.create_index("ix_invitation_person", "invitation", ["person_id", "sent_at"], unique=False)
    op.create_index(op.f("ix_invitation_swarm_id"), "invitation", ["swarm_id"], unique=False)
    op.create_index("ix_invitation_waiting", "invitation", ["answer", "expires_at"], unique=False)
    op.create_index(
        "uq_invitation_open",
        "invitation",
        ["swarm_id", "person_id"],
        unique=True,
        sqlite_where=sa.text("answer IS NULL"),
        postgresql_where=sa.text("answer IS NULL"),
    )


def _make_member() -> None:
    op.create_table(
        "member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("swarm_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=12), nullable=False),
        sa.Column("came_by", sa.String(length=12), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_member_person_id")),
        sa.ForeignKeyConstraint(["removed_by"], ["person.id"], name=op.f("fk_member_removed_by")),
        sa.ForeignKeyConstraint(["swarm_id"], ["swarm.id"], name=op.f("fk_member_swarm_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member")),
    )


def _index_member() -> None:
    op.create_index("ix_member_person", "member", ["person_id", "left_at"], unique=False)
    op.create_index(op.f("ix_member_swarm_id"), "member", ["swarm_id"], unique=False)
    op.create_index(
        "uq_member_open",
        "member",
        ["swarm_id", "person_id"],
        unique=True,
        sqlite_where=sa.text("left_at IS NULL"),
        postgresql_where=sa.text("left_at IS NULL"),
    )


def _make_message() -> None:
    op.create_table(
        "message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("swarm_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("html", sa.Text(), nullable=True),
        sa.Column("body_hash", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_message_author_id")),
        sa.ForeignKeyConstraint(["swarm_id"], ["swarm.id"], name=op.f("fk_message_swarm_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
        sa.UniqueConstraint(
            "swarm_id",
            "author_id",
            "client_id",
            name=op.f("uq_message_swarm_id_author_id_client_id"),
        ),
    )


def _index_message() -> None:
    op.create_index("ix_message_swarm", "message", ["swarm_id", "seq"], unique=False)


def _make_offer() -> None:
    op.create_table(
        "offer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("swarm_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.String(length=10), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["answered_by"], ["person.id"], name=op.f("fk_offer_answered_by")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_offer_person_id")),
        sa.ForeignKeyConstraint(["swarm_id"], ["swarm.id"], name=op.f("fk_offer_swarm_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer")),
    )


def _index_offer() -> None:
    op.create_index(op.f("ix_offer_person_id"), "offer", ["person_id"], unique=False)
    op.create_index(op.f("ix_offer_swarm_id"), "offer", ["swarm_id"], unique=False)
    op.create_index(
        "uq_offer_open",
        "offer",
        ["swarm_id", "person_id"],
        unique=True,
        sqlite_where=sa.text("answer IS NULL"),
        postgresql_where=sa.text("answer IS NULL"),
    )


def _make_read_position() -> None:
    op.create_table(
        "read_position",
        sa.Column("swarm_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_read_position_person_id")
        ),
        sa.ForeignKeyConstraint(["swarm_id"], ["swarm.id"], name=op.f("fk_read_position_swarm_id")),
        sa.PrimaryKeyConstraint("swarm_id", "person_id", name=op.f("pk_read_position")),
    )


def _make_swarm_closure() -> None:
    op.create_table(
        "swarm_closure",
        sa.Column("swarm_id", sa.Integer(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("solved", sa.Boolean(), nullable=False),
        sa.Column("ruled_out", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_swarm_closure_by_id")),
        sa.ForeignKeyConstraint(["swarm_id"], ["swarm.id"], name=op.f("fk_swarm_closure_swarm_id")),
        sa.PrimaryKeyConstraint("swarm_id", name=op.f("pk_swarm_closure")),
    )


def _make_contribution() -> None:
    op.create_table(
        "contribution",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("swarm_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind in ('hypothesis','ruled_out','unblocked','fix','knowledge')",
            name=op.f("ck_contribution_kind"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_contribution_by_id")),
        sa.ForeignKeyConstraint(
            ["message_id"], ["message.id"], name=op.f("fk_contribution_message_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_contribution_person_id")
        ),
        sa.ForeignKeyConstraint(["swarm_id"], ["swarm.id"], name=op.f("fk_contribution_swarm_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contribution")),
        sa.UniqueConstraint(
            "swarm_id", "person_id", "kind", name=op.f("uq_contribution_swarm_id_person_id_kind")
        ),
    )


def _index_contribution() -> None:
    op.create_index(op.f("ix_contribution_person_id"), "contribution", ["person_id"], unique=False)
    op.create_index(op.f("ix_contribution_swarm_id"), "contribution", ["swarm_id"], unique=False)

"""How people are reached: their choices, their browsers, and how far digests have told."""

import sqlalchemy as sa
from alembic import op

from swarm.db import Moment

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the three tables."""
    op.create_table(
        "reach_wish",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("client", sa.Boolean(), nullable=False),
        sa.Column("push", sa.Boolean(), nullable=False),
        sa.Column("mail", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_reach_wish_person_id")),
        sa.PrimaryKeyConstraint("person_id", "kind", name=op.f("pk_reach_wish")),
    )
    op.create_table(
        "digest",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("due_at", Moment(), nullable=True),
        sa.Column("sent_at", Moment(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_digest_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_digest")),
    )
    op.create_index("ix_digest_due", "digest", ["due_at"])
    op.create_table(
        "browser",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("sign_in_id", sa.Integer(), nullable=False),
        sa.Column("endpoint", sa.String(length=1000), nullable=False),
        sa.Column("p256dh", sa.String(length=120), nullable=False),
        sa.Column("auth", sa.String(length=40), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_browser_person_id")),
        sa.ForeignKeyConstraint(["sign_in_id"], ["sign_in.id"], name=op.f("fk_browser_sign_in_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_browser")),
        sa.UniqueConstraint("sign_in_id", name=op.f("uq_browser_sign_in_id")),
        sa.UniqueConstraint("endpoint", name=op.f("uq_browser_endpoint")),
    )
    op.create_index("ix_browser_person", "browser", ["person_id"])


def downgrade() -> None:
    """Remove them: everybody is told as is usual, and by no push."""
    op.drop_table("browser")
    op.drop_table("digest")
    op.drop_table("reach_wish")

"""Rates, merges and more kinds of holders in the tier map; corrections that can be taken back."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them."""
    op.create_table(
        "tier_merge",
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("was", sa.String(length=8), nullable=False),
        sa.Column("key", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(
            ["version"], ["tier_map.version"], name=op.f("fk_tier_merge_version")
        ),
        sa.PrimaryKeyConstraint("version", "was", name=op.f("pk_tier_merge")),
    )
    op.add_column("tier_map", sa.Column("currency", sa.String(length=3), nullable=True))
    op.add_column("tier", sa.Column("hourly_rate", sa.Double(), nullable=True))
    op.add_column("tier_holder", sa.Column("pattern", sa.String(length=120), nullable=True))
    op.add_column("tier_holder", sa.Column("skill_id", sa.Integer(), nullable=True))
    op.add_column("tier_holder", sa.Column("level", sa.String(length=8), nullable=True))
    op.add_column(
        "touch", sa.Column("facts", sa.String(length=200), nullable=False, server_default="")
    )
    op.add_column(
        "touch_override", sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True)
    )
    op.add_column("touch_override", sa.Column("undone_by", sa.Integer(), nullable=True))

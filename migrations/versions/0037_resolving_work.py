"""Which work solved a ticket, and what of a ticket tells the kind of work, as signs of the map."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

SIGNS = (
    ("vendor", "tag", "upstream"),
    ("code_change", "tag", "code-change"),
    ("configuration_change", "tag", "configuration-change"),
    ("administrator_action", "tag", "administrator-action"),
    ("known_fix", "tag", "known-fix"),
    ("simple_request", "tag", "simple-request"),
    ("simple_request", "category", "service request"),
    ("article", "tag", "self-service"),
    ("automation", "tag", "automated"),
)
"""As `tiers.signs` has them at this time: every map that was written gets them."""

BY_CREDIT = """
    UPDATE touch SET resolving = true WHERE EXISTS (
        SELECT 1 FROM contribution
        JOIN swarm ON swarm.id = contribution.swarm_id
        JOIN outcome ON outcome.ticket_number = swarm.ticket_number AND outcome.undone_at IS NULL
        WHERE swarm.ticket_number = touch.ticket_number AND contribution.kind = 'fix'
        AND contribution.person_id = touch.person_id
        AND NOT EXISTS (
            SELECT 1 FROM outcome AS undone WHERE undone.ticket_number = swarm.ticket_number
            AND undone.undone_at > contribution.at))"""
BY_WORD = """
    UPDATE touch SET resolving = true WHERE ticket_number NOT IN (
        SELECT ticket_number FROM touch WHERE resolving
    ) AND EXISTS (
        SELECT 1 FROM outcome WHERE outcome.ticket_number = touch.ticket_number
        AND outcome.undone_at IS NULL AND outcome.by_id = touch.person_id)"""
KNOWN_FIX = """
    UPDATE touch SET facts = 'known_fix', reason = 'A fix that was known already.',
    tier_of_work = coalesce((
        SELECT tier_rule.key FROM tier_rule WHERE tier_rule.version = touch.map_version
        AND tier_rule.fact = 'known_fix'
    ), CASE WHEN touch.map_version IS NULL THEN 'L1' ELSE 'unknown' END)
    WHERE facts = 'known_fix,specialist' AND measured = 'activity'"""


def upgrade() -> None:
    """Say of past work whether it solved its ticket; a known fix is no specialist's work.

    The kept figures are forgotten: the desk counts tickets without figures by itself.
    """
    with op.batch_alter_table("touch") as table:
        table.add_column(
            sa.Column("resolving", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    op.create_table(
        "tier_sign",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("fact", sa.String(length=24), nullable=False),
        sa.Column("field", sa.String(length=12), nullable=False),
        sa.Column("value", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["version"], ["tier_map.version"], name=op.f("fk_tier_sign_version_tier_map")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tier_sign")),
        sa.UniqueConstraint(
            "version", "fact", "field", "value", name=op.f("uq_tier_sign_version_fact_field_value")
        ),
    )
    for fact, field, value in SIGNS:
        op.execute(
            sa.text(
                "INSERT INTO tier_sign (version, fact, field, value)"
                " SELECT version, :fact, :field, :value FROM tier_map"
            ).bindparams(fact=fact, field=field, value=value)
        )
    for step in (BY_CREDIT, BY_WORD, KNOWN_FIX):
        op.execute(step)
    op.execute("DELETE FROM ticket_aggregate")


def downgrade() -> None:
    """Forget both; what serves then counts by its own rule."""
    op.drop_table("tier_sign")
    with op.batch_alter_table("touch") as table:
        table.drop_column("resolving")
    op.execute("DELETE FROM ticket_aggregate")

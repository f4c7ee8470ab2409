"""Who offers an ownership, beside the owner from whom it goes."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Remember the giver; of older offers, who wrote the line of the ticket that tells of it."""
    with op.batch_alter_table("handover") as table:
        table.add_column(sa.Column("by_id", sa.Integer(), nullable=True))
        table.create_foreign_key(op.f("fk_handover_by_id"), "person", ["by_id"], ["id"])
    handover = sa.table("handover", sa.column("id"), sa.column("by_id"))
    line = sa.table(
        "activity_line", sa.column("kind"), sa.column("actor_id"), sa.column("data", sa.JSON())
    )
    connection = op.get_bind()
    told = sa.select(line.c.data, line.c.actor_id).where(
        line.c.kind == "handover_offered", line.c.actor_id.is_not(None)
    )
    given = [{"offer": row.data["handover"], "giver": row.actor_id}
             for row in connection.execute(told)]  # fmt: skip
    if given:
        known = sa.update(handover).where(handover.c.id == sa.bindparam("offer"))
        connection.execute(known.values(by_id=sa.bindparam("giver")), given)


def downgrade() -> None:
    """Forget the giver."""
    with op.batch_alter_table("handover") as table:
        table.drop_constraint(op.f("fk_handover_by_id"), type_="foreignkey")
        table.drop_column("by_id")

"""Articles that requesters may read."""

import sqlalchemy as sa
from alembic import op

<<<<<<<< HEAD:migrations/versions/0020_articles_for_requesters.py
revision = "0020"
down_revision = "0019"
========
revision = "0019"
down_revision = "0018"
>>>>>>>> 58dc470 (Articles for requesters follow the boards in the chain of migrations):migrations/versions/0019_articles_for_requesters.py
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the mark; nothing is shared until somebody says so."""
    op.add_column("article", sa.Column("shared_at", sa.DateTime(timezone=True), nullable=True))

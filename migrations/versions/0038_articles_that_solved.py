"""An article that solves a later ticket shows its author's skills, each time it does."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

INDEX = "uq_evidence_article"
PAST = """
    INSERT INTO evidence (person_id, skill_id, kind, ticket_number, article_id, at)
    SELECT article.author_id, solved.skill_id, 'wrote', article_use.ticket_number,
        min(article.id), max(solved.at)
    FROM article_use
    JOIN article ON article.id = article_use.article_id
    JOIN evidence AS solved ON solved.ticket_number = article_use.ticket_number
        AND solved.kind = 'solved'
    WHERE article_use.kind = 'solved' AND article.author_id IS NOT NULL
    GROUP BY article.author_id, solved.skill_id, article_use.ticket_number"""


def upgrade() -> None:
    """Make room for one piece of evidence a ticket, and note those of the past."""
    op.drop_index(INDEX, table_name="evidence")
    _index("kind = 'wrote' AND ticket_number IS NULL")
    op.execute(PAST)


def downgrade() -> None:
    """Keep what shows that they wrote it, without the tickets that it solved."""
    op.execute("DELETE FROM evidence WHERE kind = 'wrote' AND ticket_number IS NOT NULL")
    op.drop_index(INDEX, table_name="evidence")
    _index("kind = 'wrote'")


def _index(where: str) -> None:
    op.create_index(
        INDEX,
        "evidence",
        ["person_id", "skill_id", "article_id"],
        unique=True,
        sqlite_where=sa.text(where),
        postgresql_where=sa.text(where),
    )

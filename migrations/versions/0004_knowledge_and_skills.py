"""Articles, skills and evidence."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them."""
    _make_skill()
    _make_skill_alias()
    _make_article()
    _index_article()
    _make_interest()
    _make_article_edition()
    _make_article_use()
    _index_article_use()
    _make_evidence()
    _index_evidence()
    _make_ticket_need()
    _index_ticket_need()


def _make_skill() -> None:
    op.create_table(
        "skill",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("description", sa.String(length=400), nullable=False),
        sa.Column("broader_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["broader_id"], ["skill.id"], name=op.f("fk_skill_broader_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_skill")),
        sa.UniqueConstraint("name", name=op.f("uq_skill_name")),
    )


def _make_skill_alias() -> None:
    op.create_table(
        "skill_alias",
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("skill_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["skill_id"], ["skill.id"], name=op.f("fk_skill_alias_skill_id")),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_skill_alias")),
    )
    op.create_index(op.f("ix_skill_alias_skill_id"), "skill_alias", ["skill_id"], unique=False)


def _make_article() -> None:
    op.create_table(
        "article",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("symptom", sa.Text(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("fix", sa.Text(), nullable=False),
        sa.Column("product", sa.String(length=80), nullable=True),
        sa.Column("component", sa.String(length=120), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_article_author_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article")),
    )


def _index_article() -> None:
    op.create_index(op.f("ix_article_author_id"), "article", ["author_id"], unique=False)


def _make_interest() -> None:
    op.create_table(
        "interest",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("skill_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_interest_person_id")),
        sa.ForeignKeyConstraint(["skill_id"], ["skill.id"], name=op.f("fk_interest_skill_id")),
        sa.PrimaryKeyConstraint("person_id", "skill_id", name=op.f("pk_interest")),
    )


def _make_article_edition() -> None:
    op.create_table(
        "article_edition",
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("symptom", sa.Text(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("fix", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_article_edition_article_id")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_article_edition_by_id")),
        sa.PrimaryKeyConstraint("article_id", "number", name=op.f("pk_article_edition")),
    )


def _make_article_use() -> None:
    op.create_table(
        "article_use",
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("ticket_number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_article_use_article_id")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_article_use_by_id")),
        sa.ForeignKeyConstraint(
            ["ticket_number"], ["ticket.number"], name=op.f("fk_article_use_ticket_number")
        ),
        sa.PrimaryKeyConstraint("article_id", "ticket_number", name=op.f("pk_article_use")),
    )


def _index_article_use() -> None:
    op.create_index(
        op.f("ix_article_use_ticket_number"), "article_use", ["ticket_number"], unique=False
    )


def _make_evidence() -> None:
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("skill_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("ticket_number", sa.Integer(), nullable=True),
        sa.Column("article_id", sa.Integer(), nullable=True),
        sa.Column("given_by", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_evidence_article_id")
        ),
        sa.ForeignKeyConstraint(["given_by"], ["person.id"], name=op.f("fk_evidence_given_by")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_evidence_person_id")),
        sa.ForeignKeyConstraint(["skill_id"], ["skill.id"], name=op.f("fk_evidence_skill_id")),
        sa.ForeignKeyConstraint(
            ["ticket_number"], ["ticket.number"], name=op.f("fk_evidence_ticket_number")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
        sa.UniqueConstraint(
            "person_id",
            "skill_id",
            "kind",
            "ticket_number",
            "given_by",
            name=op.f("uq_evidence_person_id_skill_id_kind_ticket_number_given_by"),
        ),
    )


def _index_evidence() -> None:
    op.create_index("ix_evidence_person", "evidence", ["person_id", "at"], unique=False)
    op.create_index("ix_evidence_skill", "evidence", ["skill_id", "person_id"], unique=False)
    op.create_index("ix_evidence_ticket", "evidence", ["ticket_number"], unique=False)
    op.create_index(
        "uq_evidence_article",
        "evidence",
        ["person_id", "skill_id", "article_id"],
        unique=True,
        sqlite_where=sa.text("kind = 'wrote'"),
        postgresql_where=sa.text("kind = 'wrote'"),
    )
    op.create_index(
        "uq_evidence_claim",
        "evidence",
        ["person_id", "skill_id"],
        unique=True,
        sqlite_where=sa.text("kind = 'claimed'"),
        postgresql_where=sa.text("kind = 'claimed'"),
    )
    op.create_index(
        "uq_evidence_fact",
        "evidence",
        ["person_id", "skill_id", "kind", "ticket_number"],
        unique=True,
        sqlite_where=sa.text("given_by IS NULL AND ticket_number IS NOT NULL"),
        postgresql_where=sa.text("given_by IS NULL AND ticket_number IS NOT NULL"),
    )


def _make_ticket_need() -> None:
    op.create_table(
        "ticket_need",
        sa.Column("ticket_number", sa.Integer(), nullable=False),
        sa.Column("skill_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("probability", sa.Double(), nullable=True),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_ticket_need_by_id")),
        sa.ForeignKeyConstraint(["skill_id"], ["skill.id"], name=op.f("fk_ticket_need_skill_id")),
        sa.ForeignKeyConstraint(
            ["ticket_number"], ["ticket.number"], name=op.f("fk_ticket_need_ticket_number")
        ),
        sa.PrimaryKeyConstraint("ticket_number", "skill_id", name=op.f("pk_ticket_need")),
    )


def _index_ticket_need() -> None:
    op.create_index(op.f("ix_ticket_need_skill_id"), "ticket_need", ["skill_id"], unique=False)

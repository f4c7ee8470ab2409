"""Articles, every edition of them, and the tickets that they solved."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from swarm.db import Base


class Article(Base):
    """What is known about one symptom; its text is that of the newest edition."""

    __tablename__ = "article"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    symptom: Mapped[str] = mapped_column(Text, default="")
    cause: Mapped[str] = mapped_column(Text, default="")
    fix: Mapped[str] = mapped_column(Text, default="")
    product: Mapped[str | None] = mapped_column(String(80))
    component: Mapped[str | None] = mapped_column(String(120))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    edition: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]
    shared_at: Mapped[datetime | None]
    """Since when requesters may read it; None: colleagues only."""
    demo: Mapped[bool] = mapped_column(default=False)


class ArticleEdition(Base):
    """An article as one person left it."""

    __tablename__ = "article_edition"

    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    title: Mapped[str] = mapped_column(String(200))
    symptom: Mapped[str] = mapped_column(Text, default="")
    cause: Mapped[str] = mapped_column(Text, default="")
    fix: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class ArticleUse(Base):
    """An article that solved a ticket, or was made from it."""

    __tablename__ = "article_use"

    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), primary_key=True)
    ticket_number: Mapped[int] = mapped_column(
        ForeignKey("ticket.number"), primary_key=True, index=True
    )
    kind: Mapped[str] = mapped_column(String(8))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]

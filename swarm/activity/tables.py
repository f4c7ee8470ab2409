"""Streams, their lines, and the lines that a listener still has to work on."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from swarm.db import Base


class Stream(Base):
    """The head of a stream; its row lock is what numbers are handed out under."""

    __tablename__ = "stream"

    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    head: Mapped[int] = mapped_column(default=0)


class ActivityLine(Base):
    """One line: references and small facts, never free text, never changed."""

    __tablename__ = "activity_line"
    __table_args__ = (Index("ix_activity_line_kind_at", "kind", "at"),)

    stream: Mapped[str] = mapped_column(ForeignKey("stream.name"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(40))
    actor_id: Mapped[int | None] = mapped_column(index=True)
    at: Mapped[datetime]
    data: Mapped[dict[str, Any]]


class Due(Base):
    """A line that a named listener has not yet worked on (the outbox)."""

    __tablename__ = "due"

    listener: Mapped[str] = mapped_column(String(40), primary_key=True)
    stream: Mapped[str] = mapped_column(String(80), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    failures: Mapped[int] = mapped_column(default=0)

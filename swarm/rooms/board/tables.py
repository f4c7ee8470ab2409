"""What a swarm knows and still has to do: hypotheses, tasks, the next decision, marked help."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from swarm.db import Base


class Hypothesis(Base):
    """What might be behind it. `text` is NULL once it was erased; the row stays for the record."""

    __tablename__ = "hypothesis"

    id: Mapped[int] = mapped_column(primary_key=True)
    swarm_id: Mapped[int] = mapped_column(ForeignKey("swarm.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    text: Mapped[str | None] = mapped_column(Text)
    at: Mapped[datetime]


class Verdict(Base):
    """What became of a hypothesis, and why; the newest counts, none is open."""

    __tablename__ = "hypothesis_verdict"
    __table_args__ = (CheckConstraint("state in ('open','ruled_out','confirmed')", name="state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    hypothesis_id: Mapped[int] = mapped_column(ForeignKey("hypothesis.id"), index=True)
    state: Mapped[str] = mapped_column(String(9))
    reason: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class Support(Base):
    """A message that speaks for a hypothesis."""

    __tablename__ = "hypothesis_support"

    hypothesis_id: Mapped[int] = mapped_column(ForeignKey("hypothesis.id"), primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("message.id"), primary_key=True, index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class Task(Base):
    """Something to do, perhaps by a member and by a time. `text` is NULL once it was erased."""

    __tablename__ = "swarm_task"

    id: Mapped[int] = mapped_column(primary_key=True)
    swarm_id: Mapped[int] = mapped_column(ForeignKey("swarm.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    text: Mapped[str | None] = mapped_column(Text)
    at: Mapped[datetime]
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    due_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    done_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class Decision(Base):
    """What has to be decided next; each swarm has one at most, the earlier ones have ended."""

    __tablename__ = "next_decision"
    __table_args__ = (
        Index(
            "uq_next_decision_standing",
            "swarm_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    swarm_id: Mapped[int] = mapped_column(ForeignKey("swarm.id"), index=True)
    text: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Mark(Base):
    """That a message helped, and how: one row a message and kind, for the credits at the end."""

    __tablename__ = "contribution_mark"
    __table_args__ = (
        CheckConstraint(
            "kind in ('hypothesis','ruled_out','unblocked','fix','knowledge')", name="kind"
        ),
    )

    message_id: Mapped[int] = mapped_column(ForeignKey("message.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(12), primary_key=True)
    swarm_id: Mapped[int] = mapped_column(ForeignKey("swarm.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]

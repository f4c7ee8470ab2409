"""What a severity swarm has beside other rooms: who does what, and who is told how often."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from swarm.db import Base


class Severity(Base):
    """That a swarm is about something severe. `due_at` is when the next word is to be said.

    `told_for` is the `due_at` whose passing was told to who should say it.
    """

    __tablename__ = "severity"
    __table_args__ = (Index("ix_severity_due", "due_at"),)

    swarm_id: Mapped[int] = mapped_column(ForeignKey("swarm.id"), primary_key=True)
    by_rule: Mapped[bool]
    every_minutes: Mapped[int]
    due_at: Mapped[datetime]
    told_for: Mapped[datetime | None]


class Duty(Base):
    """That a member leads, speaks to the outside, or writes down; one person each at a time."""

    __tablename__ = "duty"
    __table_args__ = (
        CheckConstraint("name in ('lead','communicator','scribe')", name="name"),
        Index(
            "uq_duty_open",
            "swarm_id",
            "name",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    swarm_id: Mapped[int] = mapped_column(ForeignKey("swarm.id"), index=True)
    name: Mapped[str] = mapped_column(String(12))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Stakeholder(Base):
    """Who is told how it stands, and why: by the rule, of the organization, or by hand."""

    __tablename__ = "stakeholder"
    __table_args__ = (CheckConstraint("why in ('rule','organization','named')", name="why"),)

    swarm_id: Mapped[int] = mapped_column(ForeignKey("swarm.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
    why: Mapped[str] = mapped_column(String(12))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class StatusUpdate(Base):
    """A word on how it stands; its text is the public reply on the ticket."""

    __tablename__ = "status_update"
    __table_args__ = (UniqueConstraint("reply_id"), Index("ix_status_update_at", "swarm_id", "at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    swarm_id: Mapped[int] = mapped_column(ForeignKey("swarm.id"))
    reply_id: Mapped[int] = mapped_column(ForeignKey("reply.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]

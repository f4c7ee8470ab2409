"""Which process a ticket runs under: the rules, and what was decided for each ticket."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from swarm.db import Base


class ProcessPolicy(Base):
    """One version of the rules; the newest is in force, older ones stay.

    `rules` and `limits` are lists of plain objects (see `rules.py`). `share` is the part of
    the eligible tickets that is swarmed where lots are drawn, by `seed`.
    """

    __tablename__ = "process_policy"

    version: Mapped[int] = mapped_column(primary_key=True)
    made_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]
    rules: Mapped[list[Any]]
    otherwise: Mapped[str] = mapped_column(String(10))
    by_choice: Mapped[bool]
    share: Mapped[float]
    seed: Mapped[str] = mapped_column(String(40))
    start_tier: Mapped[str] = mapped_column(String(8))
    limits: Mapped[list[Any]]


class ProcessAssignment(Base):
    """What was decided for a ticket before anything happened to it; never rewritten.

    `draw` (0 to 1) and `share` tell how a lot fell; `rule` is the place of the rule that spoke.
    """

    __tablename__ = "process_assignment"

    ticket_number: Mapped[int] = mapped_column(ForeignKey("ticket.number"), primary_key=True)
    policy_version: Mapped[int] = mapped_column(ForeignKey("process_policy.version"))
    process: Mapped[str] = mapped_column(String(8))
    how: Mapped[str] = mapped_column(String(12))
    rule: Mapped[int | None]
    share: Mapped[float | None]
    draw: Mapped[float | None]
    at: Mapped[datetime]


class Crossover(Base):
    """A ticket went on under the other process; it is still counted as it was assigned."""

    __tablename__ = "process_crossover"
    __table_args__ = (Index("ix_process_crossover_ticket", "ticket_number", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_number: Mapped[int] = mapped_column(ForeignKey("ticket.number"))
    to: Mapped[str] = mapped_column(String(8))
    why: Mapped[str] = mapped_column(String(12))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime]

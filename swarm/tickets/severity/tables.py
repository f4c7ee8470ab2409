"""The rule by which tickets are severe."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from swarm.db import Base


class SeverityRule(Base):
    """One version of the rule; the newest is in force, tickets keep what was opened by older ones.

    `opens`: a swarm is opened by itself. `team_id` is called for tickets of no team.
    """

    __tablename__ = "severity_rule"
    __table_args__ = (CheckConstraint("every_minutes between 5 and 10080", name="every"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    opens: Mapped[bool]
    priorities: Mapped[list[Any]]
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    every_minutes: Mapped[int]
    organization: Mapped[bool]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class StandingStakeholder(Base):
    """Who is told of every severe ticket."""

    __tablename__ = "standing_stakeholder"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)

"""Cohorts that were saved under a name, each version kept; reports that come by mail."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from swarm.db import Base


class SavedCohort(Base):
    """A rule with a name, for all who manage the desk; ended ones stay, for what names them."""

    __tablename__ = "saved_cohort"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class CohortVersion(Base):
    """What the rule of a cohort was from a moment on; never changed."""

    __tablename__ = "cohort_version"

    cohort_id: Mapped[int] = mapped_column(ForeignKey("saved_cohort.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    rule: Mapped[dict[str, Any]]
    made_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]


class ReportSchedule(Base):
    """A report that a person gets by mail: which page and filter, how often, at which hour.

    `day` is the day of the week (0 is Monday) or of the month (to 28), `next_at` when it is due.
    """

    __tablename__ = "report_schedule"
    __table_args__ = (Index("ix_report_schedule_due", "ended_at", "next_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    page: Mapped[str] = mapped_column(String(20))
    query: Mapped[dict[str, Any]]
    every: Mapped[str] = mapped_column(String(8))
    day: Mapped[int]
    hour: Mapped[int]
    zone: Mapped[str] = mapped_column(String(60))
    format: Mapped[str] = mapped_column(String(4))
    made_at: Mapped[datetime]
    next_at: Mapped[datetime]
    last_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    ended_why: Mapped[str] = mapped_column(String(20), default="")

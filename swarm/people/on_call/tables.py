"""Who is on call for a team: the turns that come round, and who takes a stretch instead."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from swarm.db import Base


class Rotation(Base):
    """The turns of a team: `days` each, handed over at `hands_over` by the team's wall clock."""

    __tablename__ = "rotation"
    __table_args__ = (CheckConstraint("days between 1 and 28", name="days"),)

    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), primary_key=True)
    starts_on: Mapped[date]
    hands_over: Mapped[str] = mapped_column(String(5))
    days: Mapped[int]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class RotationPlace(Base):
    """Whose turn comes at which place, from 0."""

    __tablename__ = "rotation_place"

    team_id: Mapped[int] = mapped_column(ForeignKey("rotation.team_id"), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)


class StandIn(Base):
    """Somebody takes a stretch instead of whose turn it is; of two, the newer one counts.

    The two halves of a swap name the first of them in `swap`: they are taken back together.
    """

    __tablename__ = "on_call_stand_in"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="order"),
        Index("ix_on_call_stand_in_team", "team_id", "ends_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    swap: Mapped[int | None] = mapped_column(ForeignKey("on_call_stand_in.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]

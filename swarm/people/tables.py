"""Who is here, when, and under which other names they were known."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from swarm.db import Base, Document


class Role(StrEnum):
    """What a person is to the desk."""

    REQUESTER = "requester"
    AGENT = "agent"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"
    GUEST = "guest"


STAFF = frozenset({Role.AGENT, Role.MANAGER, Role.ADMINISTRATOR})
"""Those who work at the desk."""


class Team(Base):
    """People who work the same hours on the same matters.

    `hours` maps a weekday (`mon` … `sun`) to a list of `["09:00", "17:30"]` spans in `time_zone`.
    """

    __tablename__ = "team"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    time_zone: Mapped[str] = mapped_column(String(60), default="UTC")
    hours: Mapped[dict[str, Any]] = mapped_column(default=dict)
    private: Mapped[bool] = mapped_column(default=False)


class Person(Base):
    """Somebody: colleague, requester or guest; also one who left and remains as evidence.

    `hours` overrides the team's where it is set. `left_at` means: never suggested, cannot sign in.
    """

    __tablename__ = "person"
    __table_args__ = (
        CheckConstraint(
            "role in ('requester','agent','manager','administrator','guest')", name="role"
        ),
        Index("ix_person_team", "team_id"),
        Index("ix_person_left", "left_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    email: Mapped[str | None] = mapped_column(String(254), unique=True)
    role: Mapped[str] = mapped_column(String(16), default=Role.AGENT)
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    time_zone: Mapped[str | None] = mapped_column(String(60))
    hours: Mapped[dict[str, Any] | None] = mapped_column(Document, default=None)
    reach: Mapped[str] = mapped_column(String(8), default="live")
    ask_budget: Mapped[int] = mapped_column(default=4)
    created_at: Mapped[datetime]
    left_at: Mapped[datetime | None]
    demo: Mapped[bool] = mapped_column(default=False)

    team: Mapped[Team | None] = relationship(lazy="joined")

    @property
    def staff(self) -> bool:
        """Whether this person works at the desk."""
        return self.role in STAFF

    @property
    def manages(self) -> bool:
        """Whether this person may see reports and reassign."""
        return self.role in (Role.MANAGER, Role.ADMINISTRATOR)


class Absence(Base):
    """A stretch of days in which a person is away, and who stands in."""

    __tablename__ = "absence"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="order"),
        CheckConstraint("substitute_id <> person_id", name="other"),
        Index("ix_absence_person_ends", "person_id", "ends_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    substitute_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class Alias(Base):
    """The name a person had in another system; one page matches these to accounts."""

    __tablename__ = "alias"
    __table_args__ = (UniqueConstraint("source", "name"), Index("ix_alias_person", "person_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(254))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    matched_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    matched_at: Mapped[datetime | None]


class TeamConflict(Base):
    """Two teams whose people must not work on the same ticket; `one_id` is the lower id."""

    __tablename__ = "team_conflict"
    __table_args__ = (CheckConstraint("one_id < other_id", name="order"),)

    one_id: Mapped[int] = mapped_column(ForeignKey("team.id"), primary_key=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("team.id"), primary_key=True, index=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]

"""What people said about being asked, and what was shown: suggestions learn from it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from swarm.db import Base, Document


class Decline(Base):
    """Why somebody said no to an invitation, in a word that the next request heeds.

    `until` ends a “no time”; `instead_id` is whom to ask instead. `undone_at`: taken back.
    """

    __tablename__ = "decline"
    __table_args__ = (
        CheckConstraint("why in ('not_my_subject','no_time','ask_instead','other')", name="why"),
        Index("ix_decline_person", "person_id", "at"),
    )

    invitation_id: Mapped[int] = mapped_column(ForeignKey("invitation.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    why: Mapped[str] = mapped_column(String(16))
    until: Mapped[datetime | None]
    instead_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    at: Mapped[datetime]
    undone_at: Mapped[datetime | None]


class DeclinedSkill(Base):
    """A skill that was needed when somebody said that it is not their subject."""

    __tablename__ = "declined_skill"

    invitation_id: Mapped[int] = mapped_column(
        ForeignKey("decline.invitation_id"), primary_key=True
    )
    skill_id: Mapped[int] = mapped_column(ForeignKey("skill.id"), primary_key=True, index=True)


class Thumb(Base):
    """An owner's word on a suggestion: a good one, or not."""

    __tablename__ = "suggestion_thumb"
    __table_args__ = (Index("ix_suggestion_thumb_person", "person_id", "at"),)

    swarm_id: Mapped[int] = mapped_column(ForeignKey("swarm.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    up: Mapped[bool]
    at: Mapped[datetime]


class Slate(Base):
    """A list that was on somebody's screen, with the propensity of its newcomer's place.

    `people` are ids, best first. `explored` is who had that place by the draw, None where the
    list was the usual one; `choices` maps the ids of all newcomers in the draw to propensities.
    """

    __tablename__ = "slate"
    __table_args__ = (UniqueConstraint("swarm_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    swarm_id: Mapped[int] = mapped_column(ForeignKey("swarm.id"))
    version: Mapped[str] = mapped_column(String(16))
    model: Mapped[str] = mapped_column(String(80))
    seed: Mapped[str] = mapped_column(String(160))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    people: Mapped[list[Any]] = mapped_column(Document, default=list)
    explored: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    propensity: Mapped[float]
    choices: Mapped[dict[str, Any]] = mapped_column(Document, default=dict)

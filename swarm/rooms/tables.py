"""A swarm: who was asked and why, who came, what was said, whose help counted."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.orm import InstrumentedAttribute, Mapped, mapped_column

from swarm.db import Base, Document


class Swarm(Base):
    """People gathered on one ticket; its room has the same id.

    Without a ticket of its own it is a round: people who pick over the tickets of a team, or of
    the whole desk where `team_id` is None (`picking/`).
    """

    __tablename__ = "swarm"
    __table_args__ = (
        CheckConstraint("kind in ('ad_hoc','severity','dispatch','backlog')", name="kind"),
        CheckConstraint(
            "ticket_number is not null or kind in ('dispatch','backlog')", name="subject"
        ),
        Index("ix_swarm_ticket", "ticket_number"),
        Index("ix_swarm_opened", "opened_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_number: Mapped[int | None] = mapped_column(ForeignKey("ticket.number"))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    kind: Mapped[str] = mapped_column(String(8), default="ad_hoc")
    help_needed: Mapped[str] = mapped_column(Text)
    tried: Mapped[str] = mapped_column(Text, default="")
    opened_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    opened_at: Mapped[datetime]


ON_TICKET = cast(InstrumentedAttribute[int], Swarm.ticket_number)
"""The ticket of a swarm, for questions that leave out rooms without one."""


class Closure(Base):
    """How a swarm ended: what solved it, what was ruled out; or why it was `cancelled`."""

    __tablename__ = "swarm_closure"

    swarm_id: Mapped[int] = mapped_column(ForeignKey("swarm.id"), primary_key=True)
    summary: Mapped[str] = mapped_column(Text)
    solved: Mapped[bool]
    ruled_out: Mapped[str] = mapped_column(Text, default="")
    cancelled: Mapped[bool] = mapped_column(default=False, server_default=false())
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class Reopening(Base):
    """That a swarm which was over goes on, why, and how it had ended."""

    __tablename__ = "swarm_reopening"

    id: Mapped[int] = mapped_column(primary_key=True)
    swarm_id: Mapped[int] = mapped_column(ForeignKey("swarm.id"), index=True)
    reason: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    summary: Mapped[str] = mapped_column(Text)
    solved: Mapped[bool]
    ruled_out: Mapped[str] = mapped_column(Text)
    cancelled: Mapped[bool]
    closed_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    closed_at: Mapped[datetime]


class Member(Base):
    """A stay in a swarm; a person has at most one open stay in each."""

    __tablename__ = "member"
    __table_args__ = (
        Index(
            "uq_member_open",
            "swarm_id",
            "person_id",
            unique=True,
            sqlite_where=text("left_at IS NULL"),
            postgresql_where=text("left_at IS NULL"),
        ),
        Index("ix_member_person", "person_id", "left_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    swarm_id: Mapped[int] = mapped_column(ForeignKey("swarm.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    role: Mapped[str] = mapped_column(String(12), default="collaborator")
    came_by: Mapped[str] = mapped_column(String(12))
    joined_at: Mapped[datetime]
    left_at: Mapped[datetime | None]
    removed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    from_seq: Mapped[int | None]
    """For who is from outside the desk: the first line of the room that they may have."""


class Invitation(Base):
    """A call to join, with its reasons; answered yes, no or in one message, or expired.

    Until `later_at` it does not wait for its person, who asked to be asked again then.
    """

    __tablename__ = "invitation"
    __table_args__ = (
        Index(
            "uq_invitation_open",
            "swarm_id",
            "person_id",
            unique=True,
            sqlite_where=text("answer IS NULL"),
            postgresql_where=text("answer IS NULL"),
        ),
        Index("ix_invitation_person", "person_id", "sent_at"),
        Index("ix_invitation_waiting", "answer", "expires_at"),
        Index("ix_invitation_sent", "sent_at", "person_id", "answer"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    swarm_id: Mapped[int] = mapped_column(ForeignKey("swarm.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    note: Mapped[str] = mapped_column(Text, default="")
    role: Mapped[str] = mapped_column(String(12), default="collaborator")
    reasons: Mapped[list[Any]] = mapped_column(Document, default=list)
    model: Mapped[str | None] = mapped_column(String(80))
    place: Mapped[int | None]
    sent_at: Mapped[datetime]
    seen_at: Mapped[datetime | None]
    expires_at: Mapped[datetime]
    answer: Mapped[str | None] = mapped_column(String(10))
    answered_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    later_at: Mapped[datetime | None]
    postponed: Mapped[int] = mapped_column(default=0, server_default="0")


class Offer(Base):
    """Help offered unasked, answered by the owner."""

    __tablename__ = "offer"
    __table_args__ = (
        Index(
            "uq_offer_open",
            "swarm_id",
            "person_id",
            unique=True,
            sqlite_where=text("answer IS NULL"),
            postgresql_where=text("answer IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    swarm_id: Mapped[int] = mapped_column(ForeignKey("swarm.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    note: Mapped[str] = mapped_column(Text, default="")
    made_at: Mapped[datetime]
    answer: Mapped[str | None] = mapped_column(String(10))
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class Message(Base):
    """Words in a room. `body_hash` stays when the body is erased, for the repeat-posting check.

    `thread_id` is the message whose thread this is said in, `also` whether the whole room sees it
    too, `quoted_id` the message that it quotes. An `aside` is for members only: nobody from
    outside the desk ever gets it.
    """

    __tablename__ = "message"
    __table_args__ = (
        UniqueConstraint("swarm_id", "author_id", "client_id"),
        Index("ix_message_swarm", "swarm_id", "seq"),
        Index("ix_message_thread", "thread_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    swarm_id: Mapped[int] = mapped_column(ForeignKey("swarm.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    client_id: Mapped[str] = mapped_column(String(64))
    seq: Mapped[int]
    body: Mapped[str | None] = mapped_column(Text)
    html: Mapped[str | None] = mapped_column(Text)
    body_hash: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]
    edited_at: Mapped[datetime | None]
    deleted_at: Mapped[datetime | None]
    thread_id: Mapped[int | None] = mapped_column(ForeignKey("message.id"))
    also: Mapped[bool] = mapped_column(default=False, server_default=false())
    quoted_id: Mapped[int | None] = mapped_column(ForeignKey("message.id"))
    aside: Mapped[bool] = mapped_column(default=False, server_default=false())


class Contribution(Base):
    """Credited help."""

    __tablename__ = "contribution"
    __table_args__ = (
        UniqueConstraint("swarm_id", "person_id", "kind"),
        CheckConstraint(
            "kind in ('hypothesis','ruled_out','unblocked','fix','knowledge')", name="kind"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    swarm_id: Mapped[int] = mapped_column(ForeignKey("swarm.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    message_id: Mapped[int | None] = mapped_column(ForeignKey("message.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]


class ReadPosition(Base):
    """How far a member has read."""

    __tablename__ = "read_position"

    swarm_id: Mapped[int] = mapped_column(ForeignKey("swarm.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    seq: Mapped[int]
    at: Mapped[datetime]


class ModelVersion(Base):
    """A fitted matching model: the cut of the record it saw, its report card, the code's version.

    Its files lie in the desk's folder until `dropped_at`; from then on it cannot serve again.
    """

    __tablename__ = "model_version"
    __table_args__ = (Index("ix_model_version_made", "made_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[str] = mapped_column(String(64), unique=True)
    code: Mapped[str] = mapped_column(String(40))
    made_at: Mapped[datetime]
    seconds: Mapped[float]
    tickets: Mapped[int]
    people: Mapped[int]
    skills: Mapped[int]
    newest_at: Mapped[datetime | None]
    ranker: Mapped[str] = mapped_column(String(12))
    half_life: Mapped[float | None]
    cut: Mapped[dict[str, Any]] = mapped_column(Document, default=dict)
    card: Mapped[dict[str, Any] | None] = mapped_column(Document)
    dropped_at: Mapped[datetime | None]


class ModelPin(Base):
    """That a chosen model serves instead of the newest, until `undone_at`."""

    __tablename__ = "model_pin"

    id: Mapped[int] = mapped_column(primary_key=True)
    model_id: Mapped[int] = mapped_column(ForeignKey("model_version.id"), index=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    undone_at: Mapped[datetime | None]

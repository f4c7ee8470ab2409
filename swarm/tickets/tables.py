"""A ticket and everything that is known of it: owners, words, files, ends."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from swarm.db import Base, Document

if TYPE_CHECKING:
    from swarm.people.tables import Person


class Status(StrEnum):
    """Where a ticket stands; `states.py` says which steps are allowed."""

    NEW = "new"
    OPEN = "open"
    WAITING = "waiting"
    SOLVED = "solved"
    CLOSED = "closed"


class Priority(StrEnum):
    """How soon help is needed; each has its targets."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"
    URGENT = "urgent"


class Ticket(Base):
    """A request for help. Times that reports need stand here; their history is the activity.

    `paused_seconds` are working seconds, of finished pauses only; `solved_seconds` those among
    them in which it was solved, which count to the first response. `due_at` is the earliest
    target that runs just now (kept by `clocks.py`, so that a list can be sorted by it).
    `next_word_told` is the `next_word_by` whose passing the owner was told of.
    """

    __tablename__ = "ticket"
    __table_args__ = (
        CheckConstraint("status in ('new','open','waiting','solved','closed')", name="status"),
        CheckConstraint("priority in ('low','normal','high','urgent')", name="priority"),
        UniqueConstraint("source", "external_id"),
        Index("ix_ticket_status_updated", "status", "updated_at", "number"),
        Index("ix_ticket_updated", "updated_at", "number"),
        Index("ix_ticket_created", "created_at", "number"),
        Index("ix_ticket_solved", "solved_at"),
        Index("ix_ticket_requester", "requester_id", "updated_at", "number"),
        Index("ix_ticket_due", "due_at", "number"),
        Index("ix_ticket_priority", "priority", "updated_at", "number"),
        Index("ix_ticket_team", "team_id", "updated_at", "number"),
        Index("ix_ticket_product_updated", "product", "updated_at", "number"),
        Index("ix_ticket_product", "product", "component"),
        Index("ix_ticket_category", "category"),
        Index("ix_ticket_next_word", "next_word_by"),
    )

    number: Mapped[int] = mapped_column(primary_key=True)
    summary: Mapped[str] = mapped_column(String(300))
    description: Mapped[str] = mapped_column(Text, default="")
    requester_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    product: Mapped[str | None] = mapped_column(String(80))
    component: Mapped[str | None] = mapped_column(String(120))
    category: Mapped[str | None] = mapped_column(String(80))
    priority: Mapped[str] = mapped_column(String(8), default=Priority.NORMAL)
    channel: Mapped[str] = mapped_column(String(16), default="web")
    status: Mapped[str] = mapped_column(String(8), default=Status.NEW)
    process: Mapped[str] = mapped_column(String(8), default="swarm")
    source: Mapped[str | None] = mapped_column(String(60))
    external_id: Mapped[str | None] = mapped_column(String(120))
    demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    first_response_at: Mapped[datetime | None]
    solved_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    respond_by: Mapped[datetime | None]
    resolve_by: Mapped[datetime | None]
    paused_at: Mapped[datetime | None]
    paused_seconds: Mapped[int] = mapped_column(default=0)
    solved_seconds: Mapped[int] = mapped_column(default=0, server_default="0")
    next_word_by: Mapped[datetime | None]
    next_word_told: Mapped[datetime | None]
    due_at: Mapped[datetime | None]
    reopened: Mapped[int] = mapped_column(default=0)


class Ownership(Base):
    """Who is answerable, from when to when; a ticket never has two that are open."""

    __tablename__ = "ownership"
    __table_args__ = (
        Index(
            "uq_ownership_open",
            "ticket_number",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index("ix_ownership_ticket", "ticket_number", "started_at"),
        Index("ix_ownership_owner", "owner_id", "ended_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_number: Mapped[int] = mapped_column(ForeignKey("ticket.number"))
    owner_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    how: Mapped[str] = mapped_column(String(16))
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_why: Mapped[str | None] = mapped_column(String(16))


class Handover(Base):
    """An ownership offered to one person: nothing changes until that person accepts.

    `from_id` is the owner, None where nobody owns it; `by_id` who offers it: the owner, a manager,
    anybody in a dispatch room, or None for the desk itself.
    """

    __tablename__ = "handover"
    __table_args__ = (
        Index(
            "uq_handover_open",
            "ticket_number",
            unique=True,
            sqlite_where=text("answered_at IS NULL"),
            postgresql_where=text("answered_at IS NULL"),
        ),
        Index("ix_handover_to", "to_id", "answered_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_number: Mapped[int] = mapped_column(ForeignKey("ticket.number"), index=True)
    from_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    to_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    why: Mapped[str] = mapped_column(String(16), default="offered")
    tried: Mapped[str] = mapped_column(Text, default="")
    still_open: Mapped[str] = mapped_column(Text, default="")
    promised: Mapped[str] = mapped_column(Text, default="")
    offered_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    answer: Mapped[str | None] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(Text, default="")

    @property
    def sides(self) -> set[int]:
        """The ids of everybody whom its end concerns."""
        return {one for one in (self.from_id, self.to_id, self.by_id) if one is not None}

    def may_be_taken_back_by(self, person: Person) -> bool:
        """The owner from whom it goes, who offered it, and managers."""
        return person.manages or person.id in (self.from_id, self.by_id)


class Reply(Base):
    """Words on a ticket: public to the requester, or a private note among colleagues."""

    __tablename__ = "reply"
    __table_args__ = (
        Index("ix_reply_ticket", "ticket_number", "id"),
        UniqueConstraint("ticket_number", "author_id", "client_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_number: Mapped[int] = mapped_column(ForeignKey("ticket.number"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    public: Mapped[bool]
    body: Mapped[str | None] = mapped_column(Text)
    html: Mapped[str | None] = mapped_column(Text)
    client_id: Mapped[str | None] = mapped_column(String(64))
    at: Mapped[datetime]


class Tag(Base):
    """A free word on a ticket."""

    __tablename__ = "ticket_tag"

    ticket_number: Mapped[int] = mapped_column(ForeignKey("ticket.number"), primary_key=True)
    name: Mapped[str] = mapped_column(String(40), primary_key=True, index=True)


class Relation(Base):
    """Two tickets that belong together; `duplicate` points from the copy to the original."""

    __tablename__ = "ticket_relation"
    __table_args__ = (CheckConstraint("ticket_number <> other_number", name="other"),)

    ticket_number: Mapped[int] = mapped_column(ForeignKey("ticket.number"), primary_key=True)
    other_number: Mapped[int] = mapped_column(
        ForeignKey("ticket.number"), primary_key=True, index=True
    )
    kind: Mapped[str] = mapped_column(String(10))
    made_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]


class Attachment(Base):
    """A file kept under the data folder by its SHA-256, served as a download only."""

    __tablename__ = "attachment"

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_number: Mapped[int] = mapped_column(ForeignKey("ticket.number"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(120))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    public: Mapped[bool] = mapped_column(default=True)
    added_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    added_at: Mapped[datetime]


class Outcome(Base):
    """How a ticket ended: cause and fix. A reopened ticket keeps the old one, marked undone."""

    __tablename__ = "outcome"
    __table_args__ = (
        Index(
            "uq_outcome_standing",
            "ticket_number",
            unique=True,
            sqlite_where=text("undone_at IS NULL"),
            postgresql_where=text("undone_at IS NULL"),
        ),
        Index("ix_outcome_ticket", "ticket_number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_number: Mapped[int] = mapped_column(ForeignKey("ticket.number"))
    how: Mapped[str] = mapped_column(String(12), default="solved")
    cause: Mapped[str] = mapped_column(Text, default="")
    fix: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    undone_at: Mapped[datetime | None]


class Rating(Base):
    """One question to the requester, asked when the ticket is solved: 1 (bad) to 5 (good)."""

    __tablename__ = "rating"

    ticket_number: Mapped[int] = mapped_column(ForeignKey("ticket.number"), primary_key=True)
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    score: Mapped[int | None]
    comment: Mapped[str] = mapped_column(Text, default="")


class Target(Base):
    """Working minutes to the first response and to the solution, one pair per priority."""

    __tablename__ = "target"

    priority: Mapped[str] = mapped_column(String(8), primary_key=True)
    response_minutes: Mapped[int]
    resolution_minutes: Mapped[int]
    next_word_minutes: Mapped[int]


class SavedView(Base):
    """A named filter of one person's inbox."""

    __tablename__ = "saved_view"
    __table_args__ = (UniqueConstraint("person_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str] = mapped_column(String(60))
    query: Mapped[dict[str, Any]] = mapped_column(Document)

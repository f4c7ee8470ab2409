"""What of a ticket only those with a grant may read."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from swarm.db import Base


class Restriction(Base):
    """That something of a ticket is restricted, until `lifted_at`.

    `kind`: a `field` of the ticket by name, a `value` under a name of its own, or an
    `attachment`. The value of a field stands here and nowhere else: what reads tickets finds it
    empty. Once lifted there is none.
    """

    __tablename__ = "restriction"
    __table_args__ = (
        CheckConstraint("kind in ('field','value','attachment')", name="kind"),
        Index("ix_restriction_ticket", "ticket_number", "lifted_at"),
        Index(
            "uq_restriction_open",
            "ticket_number",
            "kind",
            "name",
            unique=True,
            sqlite_where=text("lifted_at IS NULL"),
            postgresql_where=text("lifted_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_number: Mapped[int] = mapped_column(ForeignKey("ticket.number"))
    kind: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(80))
    value: Mapped[str | None] = mapped_column(Text)
    attachment_id: Mapped[int | None] = mapped_column(ForeignKey("attachment.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    lifted_at: Mapped[datetime | None]
    lifted_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class Grant(Base):
    """That a person may read what is restricted of one ticket, why, and until when."""

    __tablename__ = "restricted_grant"
    __table_args__ = (
        Index(
            "uq_restricted_grant_open",
            "ticket_number",
            "person_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_number: Mapped[int] = mapped_column(ForeignKey("ticket.number"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    reason: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

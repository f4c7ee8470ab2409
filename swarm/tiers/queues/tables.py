"""Tiered queues at work: their clocks, why tickets moved, and what lies with a vendor."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from swarm.db import Base


class QueueClock(Base):
    """What a stay in a queue of this desk adds to a stay: whose queue, and how long at most.

    `minutes` are working minutes, None where no limit is set. `due_at` is no later than the
    moment at which the limit is over: pauses push that on. `paused_before` are the ticket's
    paused working seconds when the stay began.
    """

    __tablename__ = "queue_clock"
    __table_args__ = (Index("ix_queue_clock_due", "due_at"),)

    stay_id: Mapped[int] = mapped_column(ForeignKey("queue_stay.id"), primary_key=True)
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    how: Mapped[str] = mapped_column(String(12))
    minutes: Mapped[int | None]
    to_tier: Mapped[str | None] = mapped_column(String(8))
    counts: Mapped[str] = mapped_column(String(10), default="at_tier")
    paused_before: Mapped[int] = mapped_column(default=0)
    due_at: Mapped[datetime | None]


class TierMove(Base):
    """A ticket went from one tier to another: who did it, and why in words."""

    __tablename__ = "tier_move"
    __table_args__ = (Index("ix_tier_move_ticket", "ticket_number", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_number: Mapped[int] = mapped_column(ForeignKey("ticket.number"))
    how: Mapped[str] = mapped_column(String(12))
    from_tier: Mapped[str] = mapped_column(String(8))
    to_tier: Mapped[str] = mapped_column(String(8))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime]


class VendorStay(Base):
    """A ticket that lies with a vendor, and who looks after it until it returns.

    `check_by` is when its owner should ask how it stands; `told_for` is the one they were
    told of last.
    """

    __tablename__ = "vendor_stay"
    __table_args__ = (
        Index(
            "uq_vendor_stay_open",
            "ticket_number",
            unique=True,
            sqlite_where=text("returned_at IS NULL"),
            postgresql_where=text("returned_at IS NULL"),
        ),
        Index("ix_vendor_stay_check", "check_by"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_number: Mapped[int] = mapped_column(ForeignKey("ticket.number"), index=True)
    vendor: Mapped[str] = mapped_column(String(100))
    reference: Mapped[str] = mapped_column(String(100), default="")
    asked: Mapped[str] = mapped_column(Text)
    from_tier: Mapped[str] = mapped_column(String(8))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    sent_at: Mapped[datetime]
    check_by: Mapped[datetime]
    told_for: Mapped[datetime | None]
    returned_at: Mapped[datetime | None]
    returned_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answer: Mapped[str] = mapped_column(Text, default="")

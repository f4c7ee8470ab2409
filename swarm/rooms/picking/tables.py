"""What was decided on tickets that were picked over together."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from swarm.db import Base


class Pick(Base):
    """One decision on one ticket in a dispatch or backlog room; the newest of a ticket counts.

    `handover_id` is the offer of ownership with which it was handed out, `opened_id` the swarm
    that was opened on it, `why` the word with which it was left.
    """

    __tablename__ = "pick"
    __table_args__ = (
        CheckConstraint("decision in ('taken','offered','swarmed','left')", name="decision"),
        Index("ix_pick_swarm", "swarm_id", "ticket_number", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    swarm_id: Mapped[int] = mapped_column(ForeignKey("swarm.id"))
    ticket_number: Mapped[int] = mapped_column(ForeignKey("ticket.number"), index=True)
    decision: Mapped[str] = mapped_column(String(8))
    why: Mapped[str] = mapped_column(Text, default="")
    handover_id: Mapped[int | None] = mapped_column(ForeignKey("handover.id"))
    opened_id: Mapped[int | None] = mapped_column(ForeignKey("swarm.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]

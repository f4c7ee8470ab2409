"""What is to leave the desk for a person, and how that went."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from swarm.db import Base


class Outgoing(Base):
    """One mail or push for one person, written in the transaction of its cause.

    `state` is `waiting`, `sending`, `sent` (somebody else answers for it now), `void` (not needed
    any more) or `dead` (given up). `doubtful` tells that it may have arrived more than once: a
    carrier fell silent after it had everything. `content` goes with the end of all but the dead.
    `about` is what it tells of (`invitations/7`), `target` which of the person's browsers.
    """

    __tablename__ = "outgoing"
    __table_args__ = (
        Index("ix_outgoing_state_way_due", "state", "way", "due_at"),
        Index("ix_outgoing_about", "about"),
        Index("ix_outgoing_person", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(120), unique=True)
    way: Mapped[str] = mapped_column(String(8))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    target: Mapped[int | None]
    kind: Mapped[str] = mapped_column(String(24))
    about: Mapped[str] = mapped_column(String(60), default="")
    content: Mapped[dict[str, Any] | None]
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    until: Mapped[datetime | None]
    state: Mapped[str] = mapped_column(String(8), default="waiting")
    tries: Mapped[int] = mapped_column(default=0)
    failure: Mapped[str] = mapped_column(String(200), default="")
    doubtful: Mapped[bool] = mapped_column(default=False)
    claimed_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]


class Enclosure(Base):
    """A file that goes with a mail; it leaves the table with the mail's content."""

    __tablename__ = "enclosure"

    id: Mapped[int] = mapped_column(primary_key=True)
    outgoing_id: Mapped[int] = mapped_column(
        ForeignKey("outgoing.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str] = mapped_column(String(120))
    media_type: Mapped[str] = mapped_column(String(80))
    content: Mapped[bytes] = mapped_column(LargeBinary)

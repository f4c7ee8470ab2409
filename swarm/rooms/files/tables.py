"""Files that were put into rooms."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from swarm.db import Base


class RoomFile(Base):
    """A file kept under the data folder by its SHA-256; part of a message once that is posted.

    `state`: `clean`, `waiting` for a virus scan that could not be done, or `refused` by it.
    With `restricted_at` only those with a grant on the swarm's ticket may have it, its name too.
    `erased_at` is set with the words of its message; the content follows, then the row.
    """

    __tablename__ = "room_file"
    __table_args__ = (
        CheckConstraint("state in ('clean','waiting','refused')", name="state"),
        Index("ix_room_file_message", "message_id"),
        Index("ix_room_file_sha256", "sha256"),
        Index("ix_room_file_state", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    swarm_id: Mapped[int] = mapped_column(ForeignKey("swarm.id"), index=True)
    message_id: Mapped[int | None] = mapped_column(ForeignKey("message.id"))
    name: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(120))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(8))
    added_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    added_at: Mapped[datetime]
    erased_at: Mapped[datetime | None]
    restricted_at: Mapped[datetime | None]
    restricted_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

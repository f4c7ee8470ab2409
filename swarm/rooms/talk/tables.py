"""What hangs on a message, and what people want to be told of messages."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from swarm.db import Base


class Edition(Base):
    """An earlier wording of a message; gone with its words when it is erased."""

    __tablename__ = "message_edition"

    message_id: Mapped[int] = mapped_column(ForeignKey("message.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    body: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]


class Reaction(Base):
    """One person's sign on one message."""

    __tablename__ = "reaction"

    message_id: Mapped[int] = mapped_column(ForeignKey("message.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    emoji: Mapped[str] = mapped_column(String(12), primary_key=True)
    at: Mapped[datetime]


class Mention(Base):
    """Somebody is named in a message; it waits for them until they have read up to `seq`."""

    __tablename__ = "mention"
    __table_args__ = (Index("ix_mention_person", "person_id", "swarm_id", "seq"),)

    message_id: Mapped[int] = mapped_column(ForeignKey("message.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    swarm_id: Mapped[int] = mapped_column(ForeignKey("swarm.id"))
    seq: Mapped[int]
    at: Mapped[datetime]


class Mute(Base):
    """A room that a person does not want to hear of in passing."""

    __tablename__ = "room_mute"

    swarm_id: Mapped[int] = mapped_column(ForeignKey("swarm.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    at: Mapped[datetime]


class NoticeWish(Base):
    """What a person wants to be told at once, and between which hours nothing at all.

    `mentions` is `all`, `named` (not for whole teams and rooms) or `none`; the hours are minutes
    after midnight by the person's own clock, both NULL for no quiet hours.
    """

    __tablename__ = "notice_wish"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    mentions: Mapped[str] = mapped_column(String(6), default="all")
    quiet_from: Mapped[int | None]
    quiet_until: Mapped[int | None]


class Pin(Base):
    """A message that everybody in the room should find at once."""

    __tablename__ = "pin"

    message_id: Mapped[int] = mapped_column(ForeignKey("message.id"), primary_key=True)
    swarm_id: Mapped[int] = mapped_column(ForeignKey("swarm.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]

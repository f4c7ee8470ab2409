"""How people are reached: by which way for what, in which browsers, and by which digest."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from swarm.db import Base


class ReachWish(Base):
    """By which ways a person is told of one kind of thing; no row means as the kind usually is.

    `mail` is `now`, `digest` or `off`. Whatever they say, it waits behind the bell.
    """

    __tablename__ = "reach_wish"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(24), primary_key=True)
    client: Mapped[bool]
    push: Mapped[bool]
    mail: Mapped[str] = mapped_column(String(8))


class Digest(Base):
    """How far a person's own stream was gathered into mails, and when the next is due, if any."""

    __tablename__ = "digest"
    __table_args__ = (Index("ix_digest_due", "due_at"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    seq: Mapped[int]
    due_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]


class Browser(Base):
    """A browser that takes pushes for as long as its sign-in lasts.

    `endpoint` is the address at its push service, `p256dh` and `auth` its keys in base64url.
    """

    __tablename__ = "browser"
    __table_args__ = (Index("ix_browser_person", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    sign_in_id: Mapped[int] = mapped_column(ForeignKey("sign_in.id"), unique=True)
    endpoint: Mapped[str] = mapped_column(String(1000), unique=True)
    p256dh: Mapped[str] = mapped_column(String(120))
    auth: Mapped[str] = mapped_column(String(40))
    created_at: Mapped[datetime]

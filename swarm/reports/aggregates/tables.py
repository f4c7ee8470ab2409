"""What is kept of each ticket for reports: exact figures, a row a ticket, made from activity."""

from __future__ import annotations

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from swarm.db import Base


class TicketAggregate(Base):
    """The figures of one ticket, packed as `parts.py` says.

    They are exact: medians and curves of any selection come out of them without binning.
    Packed, because a report over a million tickets reads every row. `stamp` grows with every
    change of any row, in the order in which the changes become visible.
    """

    __tablename__ = "ticket_aggregate"

    ticket_number: Mapped[int] = mapped_column(ForeignKey("ticket.number"), primary_key=True)
    stamp: Mapped[int] = mapped_column(index=True)
    figures: Mapped[bytes] = mapped_column(LargeBinary)
    work: Mapped[bytes] = mapped_column(LargeBinary)
    swarms: Mapped[bytes] = mapped_column(LargeBinary)
    steps: Mapped[bytes] = mapped_column(LargeBinary)
    owners: Mapped[bytes] = mapped_column(LargeBinary)
    queues: Mapped[bytes] = mapped_column(LargeBinary)
    spells: Mapped[bytes] = mapped_column(LargeBinary)
    growth: Mapped[bytes] = mapped_column(LargeBinary)


class AggregateClock(Base):
    """The newest stamp; its row lock is what stamps are handed out under.

    `epoch` is drawn by lot: figures of a desk that was restored or emptied are not taken for
    those that a process remembers.
    """

    __tablename__ = "aggregate_clock"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    stamp: Mapped[int]
    epoch: Mapped[int]


class TouchKind(Base):
    """Something that can be said of touches (a JSON list), so that a ticket's sums can name it."""

    __tablename__ = "touch_kind"

    id: Mapped[int] = mapped_column(primary_key=True)
    said: Mapped[str] = mapped_column(String(1000), unique=True)


class TrailWord(Base):
    """A queue (a JSON list) or a cause of waiting (a text) that trails of tickets can name."""

    __tablename__ = "trail_word"

    id: Mapped[int] = mapped_column(primary_key=True)
    said: Mapped[str] = mapped_column(String(1000), unique=True)

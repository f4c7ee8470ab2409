"""Which ticket a stream is about, read from the streams alone."""

from __future__ import annotations

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from swarm.activity.tables import ActivityLine

# Every message asks this.
_OPENED = (
    select(ActivityLine.data)
    .where(ActivityLine.stream == bindparam("stream"), ActivityLine.kind == "swarm_opened")
    .order_by(ActivityLine.seq)
    .limit(1)
)


def ticket_of(session: Session, stream: str) -> int | None:
    """The ticket that a ticket's or a swarm's stream is about, None for any other stream.

    Rooms without a ticket are about none.
    """
    noun, _, number = stream.partition("/")
    if noun == "tickets":
        return int(number)
    if noun != "swarms":
        return None
    opened = session.connection().execute(_OPENED, {"stream": stream}).scalar()
    about: int | None = None if opened is None else opened.get("ticket")
    return about


def streams_of(session: Session, number: int) -> list[str]:
    """The streams in which work on a ticket is written: its own, and those of its swarms."""
    own = f"tickets/{number}"
    opened = session.scalars(
        select(ActivityLine.data)
        .where(ActivityLine.stream == own, ActivityLine.kind == "swarm_opened")
        .order_by(ActivityLine.seq)
    )
    return [own, *(f"swarms/{data['swarm']}" for data in opened)]

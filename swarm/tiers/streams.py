"""Which ticket a stream is about, read from the streams alone."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm.activity.tables import ActivityLine


def ticket_of(session: Session, stream: str) -> int | None:
    """The ticket that a ticket's or a swarm's stream is about, None for any other stream."""
    noun, _, number = stream.partition("/")
    if noun == "tickets":
        return int(number)
    if noun != "swarms":
        return None
    opened = session.scalars(
        select(ActivityLine.data)
        .where(ActivityLine.stream == stream, ActivityLine.kind == "swarm_opened")
        .order_by(ActivityLine.seq)
        .limit(1)
    ).first()
    return None if opened is None else int(opened["ticket"])


def streams_of(session: Session, number: int) -> list[str]:
    """The streams in which work on a ticket is written: its own, and those of its swarms."""
    own = f"tickets/{number}"
    opened = session.scalars(
        select(ActivityLine.data)
        .where(ActivityLine.stream == own, ActivityLine.kind == "swarm_opened")
        .order_by(ActivityLine.seq)
    )
    return [own, *(f"swarms/{data['swarm']}" for data in opened)]

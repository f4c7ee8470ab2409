"""Whether a demo is here; light, because every start asks."""

from __future__ import annotations

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from swarm.people.tables import Person
from swarm.tickets.tables import Ticket


def has_demo(session: Session) -> bool:
    """Whether a demo is on this desk."""
    return bool(
        session.scalar(
            select(
                exists().where(Ticket.demo.is_(True))
                | exists().where(Person.demo.is_(True), Person.left_at.is_(None))
            )
        )
    )


def is_empty(session: Session) -> bool:
    """Whether nobody and nothing is on this desk yet."""
    return not session.scalar(select(exists(select(Person.id)) | exists(select(Ticket.number))))


def next_number(session: Session) -> int:
    """The number of the next ticket that is loaded."""
    return (session.scalar(select(func.max(Ticket.number))) or 0) + 1

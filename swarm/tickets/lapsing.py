"""The open offer of a ticket's ownership, and its end without an answer."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.people.tables import Person
from swarm.tickets.tables import Handover, Ticket
from swarm.tickets.telling import note, tell


def open_handover(session: Session, number: int) -> Handover | None:
    """The offer that still waits for its answer."""
    return session.scalar(
        select(Handover).where(Handover.ticket_number == number, Handover.answered_at.is_(None))
    )


def lapse_handover(session: Session, actor: Person | None, ticket: Ticket) -> None:
    """End the open offer of a held ticket, because its ownership changed or the ticket ended."""
    handover = open_handover(session, ticket.number)
    if handover is not None:
        settle(session, actor, ticket, handover, "lapsed")


def settle(
    session: Session, actor: Person | None, ticket: Ticket, handover: Handover, answer: str
) -> None:
    """Write an answer down: accepted, declined, withdrawn or lapsed; tell all sides."""
    handover.answered_at, handover.answer = clock.now(), answer
    facts = {"handover": handover.id, "answer": answer}
    note(session, ticket, "handover_answered", actor, to=handover.to_id, **facts)
    for person in sorted(handover.sides, key=str):
        tell(session, person, "handover_settled", actor, ticket=ticket.number, **facts)

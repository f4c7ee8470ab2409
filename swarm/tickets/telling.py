"""Writing down what happened to a ticket, and telling whom it concerns."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.lines import Line, append
from swarm.people.tables import Person
from swarm.tickets.tables import Ticket


def note(session: Session, ticket: Ticket, line: str, actor: Person | None, /, **data: Any) -> Line:
    """Write the next line of the ticket's own stream; the ticket counts as updated."""
    ticket.updated_at = clock.now()
    return append(session, f"tickets/{ticket.number}", line, actor.id if actor else None, **data)


def tell(
    session: Session, person: int | None, line: str, actor: Person | None, /, **data: Any
) -> None:
    """Write a line of `person`'s own stream, unless there is nobody, or they did it themselves."""
    if person is not None and (actor is None or actor.id != person):
        append(session, f"people/{person}", line, actor.id if actor else None, **data)


def tell_requester(session: Session, ticket: Ticket, actor: Person | None) -> None:
    """Tell the requester that status or owner of their ticket changed."""
    tell(
        session,
        ticket.requester_id,
        "ticket_moved",
        actor,
        ticket=ticket.number,
        status=str(ticket.status),
    )

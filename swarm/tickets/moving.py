"""A ticket's step from one status to another."""

from __future__ import annotations

from sqlalchemy.orm import Session

from swarm import clock
from swarm.people.tables import Person
from swarm.tickets.clocks import follow_step
from swarm.tickets.states import check_step
from swarm.tickets.tables import Status, Ticket
from swarm.tickets.telling import note, tell_requester


def move_ticket(session: Session, actor: Person | None, ticket: Ticket, status: Status) -> None:
    """Take the step, with clocks, activity and a word to the requester.

    Nobody's rights are checked here. Raises Conflict where the state machine has no such step.
    """
    check_step(ticket.status, status)
    start = ticket.status
    ticket.status = str(status)
    follow_step(session, ticket, start, clock.now())
    note(session, ticket, "status_changed", actor, **{"from": str(start), "to": str(status)})
    tell_requester(session, ticket, actor)

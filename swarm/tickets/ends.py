"""How a ticket ended, what was tried before, and what its swarms found: as answers."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm.people.refs import PersonRef, refs
from swarm.tickets.tables import Outcome, Ticket


class CreditCard(BaseModel):
    """Credited help."""

    person: PersonRef
    kind: str
    message: int | None


class ClosureCard(BaseModel):
    """How a swarm ended; one that was `cancelled` tells in its summary why."""

    summary: str
    solved: bool
    cancelled: bool
    ruled_out: str
    by: PersonRef
    at: datetime
    credits: list[CreditCard]


class OutcomeCard(BaseModel):
    """How the ticket ended; cause and fix are for the desk only.

    `undone_at` is when the ticket came back: what was found then did not hold.
    """

    how: str
    cause: str | None
    fix: str | None
    by: PersonRef | None
    at: datetime
    undone_at: datetime | None


def ends_of(session: Session, ticket: Ticket, *, staff: bool) -> list[OutcomeCard]:
    """Every end of a ticket, newest first; only the first of them may stand."""
    query = select(Outcome).where(Outcome.ticket_number == ticket.number)
    ends = session.scalars(query.order_by(Outcome.id.desc())).all()
    names = refs(session, [end.by_id for end in ends])
    return [
        OutcomeCard(
            how=end.how,
            cause=end.cause if staff else None,
            fix=end.fix if staff else None,
            by=names[end.by_id] if end.by_id is not None else None,
            at=end.at,
            undone_at=end.undone_at,
        )
        for end in ends
    ]


def outcome_among(ends: list[OutcomeCard]) -> OutcomeCard | None:
    """The end that stands."""
    return next((end for end in ends if end.undone_at is None), None)


def undone_among(ends: list[OutcomeCard]) -> list[OutcomeCard]:
    """The ends that did not hold."""
    return [end for end in ends if end.undone_at is not None]

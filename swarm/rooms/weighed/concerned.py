"""Whose ticket it is, and whom it concerns."""

from __future__ import annotations

from sqlalchemy.orm import Session

from swarm.people.tables import Person
from swarm.tickets.tables import Ticket


def teams_on(session: Session, ticket: Ticket, owner: Person | None) -> tuple[set[int], set[int]]:
    """The teams whose ticket it is (its own, its owner's), and all teams that it concerns."""
    home = {one for one in (ticket.team_id, owner.team_id if owner else None) if one is not None}
    requester = session.get(Person, ticket.requester_id) if ticket.requester_id else None
    asks = {requester.team_id} if requester and requester.team_id else set()
    return home, home | asks

"""Who may see and correct tiers."""

from __future__ import annotations

from sqlalchemy.orm import Session

from swarm.errors import NotAllowed, NotFound
from swarm.people.tables import Person
from swarm.tickets.tables import Ticket
from swarm.tiers.tables import Touch


def check_sees(actor: Person) -> None:
    """Raise NotFound unless `actor` works at the desk: requesters and guests see no tiers."""
    if not actor.staff:
        raise NotFound


def check_manages(actor: Person) -> None:
    """Raise NotAllowed unless `actor` may correct tiers and change the map."""
    check_sees(actor)
    if not actor.manages:
        raise NotAllowed("Only managers and administrators change tiers.")


def find_ticket(session: Session, actor: Person, number: int) -> Ticket:
    """The ticket whose touches are asked for. Raises NotFound."""
    check_sees(actor)
    ticket = session.get(Ticket, number)
    if ticket is None:
        raise NotFound
    return ticket


def find_touch(session: Session, actor: Person, touch_id: int) -> Touch:
    """The touch that is to be corrected. Raises NotFound, or NotAllowed for an agent."""
    check_sees(actor)
    touch = session.get(Touch, touch_id)
    if touch is None:
        raise NotFound
    check_manages(actor)
    return touch

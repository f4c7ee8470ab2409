"""Who gets near a room's queue."""

from __future__ import annotations

from sqlalchemy.orm import Session

from swarm.errors import Conflict, NotFound
from swarm.people.tables import Person
from swarm.rooms.access import Standing, find_card


def find_picking(session: Session, actor: Person, swarm_id: int) -> Standing:
    """The standing of who may read a room's queue: its members, and once it is over any colleague.

    Raises NotFound for everybody else, Conflict for a member of a swarm that has a ticket.
    """
    standing = find_card(session, actor, swarm_id)
    over = standing.closed and standing.about is None
    if not actor.staff or not (standing.reads or over):
        raise NotFound
    if standing.about is not None:
        raise Conflict(
            "This swarm has a ticket of its own, and no queue.",
            code="has_a_ticket",
            current={"swarm": swarm_id, "ticket": standing.about.number},
        )
    return standing

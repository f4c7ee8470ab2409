"""Close a room in which tickets were picked over: what was decided, and no credit of a fix."""

from __future__ import annotations

from sqlalchemy.orm import Session

from swarm import clock
from swarm.errors import Invalid
from swarm.people.tables import Person
from swarm.rooms.access import find_card, hold_swarm, require_command
from swarm.rooms.closing import end_swarm, people_told
from swarm.rooms.tables import Closure


def close_room(session: Session, actor: Person, swarm_id: int, summary: str) -> Closure:
    """End the round with a word on it; the decisions stand, what waits in the queue waits on.

    Raises NotFound, NotAllowed for anybody but who leads it, Conflict when it is closed, Invalid
    without a word.
    """
    find_card(session, actor, swarm_id)
    people = [f"people/{one}" for one in people_told(session, swarm_id)]
    require_command(hold_swarm(session, actor, swarm_id, *people))
    if not summary.strip():
        raise Invalid("Say what was decided.", fields={"summary": "is empty"})
    closure = Closure(
        swarm_id=swarm_id, summary=summary.strip(), solved=False, by_id=actor.id, at=clock.now()
    )
    end_swarm(session, closure, None)
    return closure

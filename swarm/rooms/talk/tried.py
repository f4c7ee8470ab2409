"""Add to what was tried, so that who comes later does not try it again."""

from __future__ import annotations

from sqlalchemy.orm import Session

from swarm.activity.lines import append
from swarm.errors import Invalid, NotFound
from swarm.people.tables import Person
from swarm.rooms.access import hold_swarm, stream_of
from swarm.rooms.talk.found import require_voice

LONGEST = 20_000


def add_tried(session: Session, actor: Person, swarm_id: int, what: str) -> None:
    """Add a line to what was tried.

    Raises NotFound for who does not read the room, NotAllowed for observers, Conflict when the
    swarm is closed, Invalid where nothing is said or it becomes too long.
    """
    standing = hold_swarm(session, actor, swarm_id)
    if not standing.reads:
        raise NotFound
    require_voice(standing)
    if not what.strip():
        raise Invalid("Say what was tried.", fields={"what": "is empty"})
    tried = f"{standing.swarm.tried}\n{what.strip()}".strip()
    if len(tried) > LONGEST:
        raise Invalid("What was tried is too long already.", fields={"what": "becomes too long"})
    standing.swarm.tried = tried
    append(session, stream_of(swarm_id), "tried_added", actor.id)

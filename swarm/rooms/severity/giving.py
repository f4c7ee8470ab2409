"""Give a duty in a severity swarm to a member, hand one's own over, or take up a free one."""

from __future__ import annotations

from sqlalchemy.orm import Session

from swarm.errors import Invalid, NotAllowed
from swarm.people.tables import Person
from swarm.rooms.access import hold_swarm, require_open, require_reading
from swarm.rooms.members import open_stay
from swarm.rooms.severity.access import require_severe
from swarm.rooms.severity.duties import duties_of, take_up


def give_duty(
    session: Session, actor: Person, swarm_id: int, name: str, person_id: int | None
) -> None:
    """Let a member have a duty; None leaves it to nobody.

    The owner and the lead give any; who has one hands it over or gives it back; any member takes
    up one that nobody has. Raises NotFound, NotAllowed, Conflict where the swarm is closed or not
    severe, Invalid for who is not in the room, only watches, or is from outside.
    """
    standing = hold_swarm(session, actor, swarm_id)
    require_reading(standing)
    duties = duties_of(session, swarm_id)
    runs = standing.leads or duties.get("lead") == actor.id
    takes_up = name not in duties and person_id == actor.id
    if not actor.staff or standing.role == "observer":
        raise NotAllowed("Who only watches has no duty.")
    require_open(standing)
    require_severe(session, swarm_id)
    if not (runs or takes_up or duties.get(name) == actor.id):
        raise NotAllowed("Only the owner, the lead, and who has this duty can give it.")
    if person_id is not None:
        stay = open_stay(session, swarm_id, person_id)
        if stay is None or stay.role in ("observer", "guest"):
            raise Invalid("Choose a member of the room.", fields={"person": "is not a member"})
    take_up(session, actor.id, swarm_id, name, person_id)

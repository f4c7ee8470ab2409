"""Who may do what in a severity swarm, beside what holds in every room."""

from __future__ import annotations

from sqlalchemy.orm import Session

from swarm.errors import Conflict, NotAllowed
from swarm.people.tables import Person
from swarm.rooms.access import Standing, hold_swarm, require_command, require_open
from swarm.rooms.severity.duties import duties_of
from swarm.rooms.severity.tables import Severity

RUNS = frozenset({"lead"})
SPEAKS = frozenset({"lead", "communicator"})


def may(standing: Standing, duties: dict[str, int], allowed: frozenset[str]) -> bool:
    """Whether this member is the owner, or has one of these duties, in an open swarm."""
    mine = {name for name, person in duties.items() if person == standing.person.id}
    has = standing.leads or bool(mine & allowed)
    return has and standing.posts and standing.person.staff


def may_invite(session: Session, standing: Standing) -> bool:
    """Whether this person may call others in: who commands, and who leads a severity swarm."""
    if standing.commands or standing.swarm.kind != "severity" or standing.closed:
        return standing.commands
    return may(standing, duties_of(session, standing.swarm.id), RUNS)


def require_inviting(session: Session, standing: Standing) -> None:
    """Raises NotAllowed for who may not call others in, Conflict when the swarm is closed."""
    if not may_invite(session, standing):
        require_command(standing)


def hold_severe(
    session: Session, actor: Person, swarm_id: int, allowed: frozenset[str], *further: str
) -> tuple[Standing, Severity]:
    """Lock a severity swarm for its owner and for who has one of these duties.

    Raises NotFound, NotAllowed for everybody else, Conflict where it is closed or not severe.
    """
    standing = hold_swarm(session, actor, swarm_id, *further)
    duties = duties_of(session, swarm_id)
    has = any(duties.get(name) == actor.id for name in allowed)
    if not (actor.staff and standing.reads and (standing.leads or has)):
        raise NotAllowed("Only the owner of the swarm and who leads it can do this.")
    require_open(standing)
    return standing, require_severe(session, swarm_id)


def require_severe(session: Session, swarm_id: int) -> Severity:
    """What is kept of a severity swarm. Raises Conflict for one of another kind."""
    found = session.get(Severity, swarm_id)
    if found is None:
        raise Conflict(
            "Only severity swarms have this.", code="not_severe", current={"swarm": swarm_id}
        )
    return found

"""What a room's head tells: to readers from outside why they are here, to members who they are."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from swarm.people.refs import PersonRef
from swarm.people.tables import Person, Role
from swarm.rooms.outside.ending import pass_of
from swarm.rooms.tables import Member, Swarm


def brief_for(session: Session, reader: Person, swarm: Swarm) -> str:
    """The ask, or to a guest what the owner told them at the door."""
    found = None if reader.staff else pass_of(session, reader.id)
    return swarm.help_needed if found is None else found.brief


def room_of(session: Session, reader: Person) -> int | None:
    """The one swarm that a guest's pass opens to this person; None for everybody else."""
    found = pass_of(session, reader.id) if reader.role == Role.GUEST else None
    return None if found is None else found.swarm_id


def outside_among(members: Sequence[Member], names: dict[int, PersonRef]) -> list[PersonRef]:
    """Those in a room who are not of the desk, in the order in which they came."""
    return [names[one.person_id] for one in members if one.role == "guest"]

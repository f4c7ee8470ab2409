"""Who may be suggested at all."""

from __future__ import annotations

from functools import lru_cache

from sqlalchemy import String, and_, cast, exists, func, or_, select
from sqlalchemy.orm import Session

from swarm.people.tables import Person, Role
from swarm.skills.tables import Evidence
from swarm.tickets.tables import Ownership

# Asked of the few who manage, one by one, through an index: not of all work ever done.
_SHOWN = or_(
    exists().where(Evidence.person_id == Person.id),
    exists().where(Ownership.owner_id == Person.id),
)
_AGENT, _MANAGES = Person.role == Role.AGENT, Person.role.in_((Role.MANAGER, Role.ADMINISTRATOR))
# Asked for each list of suggestions: ten thousand rows cost ten times what one text does.
_IDS = func.aggregate_strings(cast(Person.id, String), ",")
_PEOPLE = select(_IDS.filter(_AGENT), _IDS.filter(and_(_MANAGES, _SHOWN))).where(
    Person.left_at.is_(None), or_(_AGENT, _MANAGES)
)


def read_people(session: Session) -> tuple[str, ...]:
    """Who may be suggested: agents, and managers and administrators who have shown a skill.

    Nobody who left, no requester, no guest. In the order of their ids, agents first. It is the
    very same tuple for as long as nobody comes or goes.
    """
    groups = session.execute(_PEOPLE).one()
    return _in_order(*groups)


@lru_cache(maxsize=8)
def _in_order(*groups: str | None) -> tuple[str, ...]:
    """The ids of each group, which a database gives in no order, by number."""
    return tuple(
        str(number) for group in groups if group for number in sorted(map(int, group.split(",")))
    )

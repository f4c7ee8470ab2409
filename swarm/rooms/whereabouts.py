"""Where people are when one would like to ask them: in a swarm, free, after hours or away."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Literal

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from swarm.people.calendars import hours_of_person
from swarm.people.tables import Absence, Person
from swarm.rooms.tables import Closure, Member, Swarm

State = Literal["in_swarm", "free", "after_hours", "away"]


def states_of(
    session: Session, people: Collection[int], moment: datetime, *, beside: int | None = None
) -> dict[int, State]:
    """The state of each person at `moment`, by id; the swarm `beside` does not count.

    Away is an absence; after hours is by their own clock; in a swarm is a stay in one that is
    open and has a ticket, watching left out.
    """
    away = set(
        session.scalars(
            select(Absence.person_id).where(
                Absence.person_id.in_(people),
                Absence.starts_at <= moment,
                Absence.ends_at > moment,
            )
        )
    )
    busy = set(
        session.scalars(
            select(Member.person_id)
            .join(Swarm, Swarm.id == Member.swarm_id)
            .where(
                Swarm.ticket_number.is_not(None),
                Member.person_id.in_(people),
                Member.left_at.is_(None),
                Member.role != "observer",
                Member.swarm_id != (beside or 0),
                ~exists().where(Closure.swarm_id == Member.swarm_id),
            )
        )
    )
    rows = session.scalars(select(Person).where(Person.id.in_(people)))
    return {one.id: _state(one, moment, away, busy) for one in rows}


def _state(person: Person, moment: datetime, away: set[int], busy: set[int]) -> State:
    if person.id in away:
        return "away"
    if not hours_of_person(person).open_at(moment):
        return "after_hours"
    return "in_swarm" if person.id in busy else "free"

"""Who wants to grow a needed skill, and of whom too little is known to say how well they help."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, bindparam, func, select, true, union
from sqlalchemy.orm import InstrumentedAttribute, Session

from swarm import clock
from swarm.matching.exploration import FEW_TICKETS, Newcomer
from swarm.people.calendars import hours_of_person
from swarm.people.tables import Person
from swarm.rooms.tables import Contribution, Invitation, Member, Swarm
from swarm.rooms.weighed.load import asked_lately
from swarm.skills.strength import PROVEN
from swarm.skills.tables import Evidence, Interest
from swarm.tickets.tables import Ownership

MOST = 200
"""So many of those who want or claim a skill are looked at."""

Names = Mapping[int, str]
"""The names of the needed skills, by id."""


# Asked for each list of suggestions: writing such a statement takes longer than answering it.
_THESE: BindParameter[Any] = bindparam("skills", expanding=True)
_WISHES = (
    select(Interest.person_id, Interest.skill_id)
    .where(Interest.skill_id.in_(_THESE))
    .order_by(Interest.person_id, Interest.skill_id)
    .limit(MOST)
)
_SAID = union(
    select(Interest.person_id).where(Interest.skill_id.in_(_THESE)),
    select(Evidence.person_id).where(Evidence.skill_id.in_(_THESE), Evidence.kind.not_in(PROVEN)),
)


def read_wishes(session: Session, needed: Names) -> dict[str, list[str]]:
    """Who wants to grow a needed skill without having shown it by work, and which skills."""
    rows = session.execute(_WISHES, {"skills": list(needed)}).all()
    if not rows:
        return {}
    shown = select(Evidence.person_id, Evidence.skill_id).where(
        Evidence.person_id.in_({person for person, _ in rows}),
        Evidence.skill_id.in_(needed),
        Evidence.kind.in_(PROVEN),
    )
    known = {(person, skill) for person, skill in session.execute(shown.distinct())}
    wishes: defaultdict[str, list[str]] = defaultdict(list)
    for person, skill in rows:
        if (person, skill) not in known:
            wishes[str(person)].append(needed[skill])
    return dict(wishes)


def read_newcomers(session: Session, needed: Names, free: Collection[str]) -> list[Newcomer]:
    """Those who want or claim a needed skill and worked on few tickets so far, by their ids.

    Of `free`, who may be asked at all, those who work now and have requests left.
    """
    if not needed:
        return []
    said = sorted(session.scalars(_SAID, {"skills": list(needed)}))
    ids = [person for person in said if str(person) in free][:MOST]
    if not ids:
        return []
    work, asked, now = _work_of(session, ids), asked_lately(session, ids), clock.now()
    people = session.scalars(select(Person).where(Person.id.in_(ids)).order_by(Person.id))
    few = [
        person.id
        for person in people
        if work.get(person.id, 0) < FEW_TICKETS
        and asked.get(person.id, 0) < person.ask_budget
        and hours_of_person(person).open_at(now)
    ]
    return _as_newcomers(session, few) if few else []


def _work_of(session: Session, people: Sequence[int]) -> dict[int, int]:
    """On how many tickets each of these people worked."""
    owned = select(Ownership.owner_id.label("person"), Ownership.ticket_number.label("ticket"))
    joined = (
        select(Member.person_id, Swarm.ticket_number)
        .join(Swarm, Swarm.id == Member.swarm_id)
        .where(Member.role.not_in(("observer", "learner")), Member.person_id.in_(people))
        .where(Swarm.ticket_number.is_not(None))
    )
    both = union(owned.where(Ownership.owner_id.in_(people)), joined).subquery()
    rows = session.execute(select(both.c.person, func.count()).group_by(both.c.person))
    return {row[0]: row[1] for row in rows}


def _as_newcomers(session: Session, people: Sequence[int]) -> list[Newcomer]:
    ended = Invitation.answer.in_(("accepted", "answered", "declined", "expired"))
    times = _rooms_by_person(session, Invitation.person_id, Invitation.swarm_id, people, ended)
    credited = _rooms_by_person(
        session, Contribution.person_id, Contribution.swarm_id, people, true()
    )
    return [
        Newcomer(str(one), helped, max(0, times.get(one, 0) - helped))
        for one in people
        for helped in (credited.get(one, 0),)
    ]


def _rooms_by_person(
    session: Session,
    person: InstrumentedAttribute[int],
    swarm: InstrumentedAttribute[int],
    people: Sequence[int],
    rule: ColumnElement[bool],
) -> dict[int, int]:
    rows = session.execute(
        select(person, func.count(func.distinct(swarm)))
        .where(person.in_(people), rule)
        .group_by(person)
    )
    return {row[0]: row[1] for row in rows}

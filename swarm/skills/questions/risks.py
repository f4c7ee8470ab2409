"""Where is the only person who knows: skills whose proven strength lies with one or two."""

from __future__ import annotations

from collections import defaultdict

from pydantic import BaseModel
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from swarm.people.refs import PersonRef, refs
from swarm.people.tables import Person
from swarm.skills.needs import surely_needed
from swarm.skills.queries import SkillRef
from swarm.skills.questions.holding import Holding, holdings
from swarm.skills.strength import bus_factor, strength_of
from swarm.skills.tables import Interest, Need, Skill
from swarm.tickets.tables import Status, Ticket

ALONE = 0.5
"""From this share in one pair of hands on, a skill hangs on one person."""

FEW = 2
"""Skills of which so few people hold half stand in the list."""

LEAST = 0.4
"""Skills of which work has shown less weight in all are no risk yet: nobody has used them."""

RULE = (
    "One person, or two together, hold at least half of the weight that solved tickets,"
    " credited help and written articles give a skill; older work weighs less."
)
BACKUPS = 3


class Backup(BaseModel):
    """Somebody who could stand in: `proven` strength (0 to 1), and whether they want to grow it."""

    person: PersonRef
    proven: float
    wants: bool


class Risk(BaseModel):
    """A skill with the one who holds `share` (0 to 1) of what work has shown of it.

    `fewest`: so few people together hold half. `holders` have shown it at all.
    """

    skill: SkillRef
    person: PersonRef
    share: float
    strength: float
    fewest: int
    holders: int
    open_needs: int
    backups: list[Backup]


class Risks(BaseModel):
    """Skills that hang on one person or two, most pressing first.

    `alone` of them hang on one; `skills` are those that work has shown at all.
    """

    items: list[Risk]
    alone: int
    skills: int
    rule: str


def read_risks(session: Session) -> Risks:
    """Every skill of which one person or two hold at least half."""
    held = {skill: one for skill, one in holdings(session).items() if _used(one)}
    names = dict(session.execute(select(Skill.id, Skill.name).where(Skill.id.in_(held))).all())
    needs, wanting = open_needs(session), _wanting(session)
    found = {skill: one for skill, one in held.items() if bus_factor(one.proven.values()) <= FEW}
    people = refs(
        session, {one for skill in found for one in (*found[skill].proven, *wanting[skill])}
    )
    items = [
        _risk(SkillRef(id=skill, name=names[skill]), one, people, needs, wanting[skill])
        for skill, one in found.items()
    ]
    items.sort(key=lambda one: (-one.share * (1 + one.open_needs), one.skill.name))
    return Risks(
        items=items,
        alone=sum(one.share >= ALONE for one in items),
        skills=len(held),
        rule=RULE,
    )


def _used(holding: Holding) -> bool:
    return sum(holding.proven.values()) >= LEAST


def _share(holding: Holding) -> float:
    return max(holding.proven.values()) / sum(holding.proven.values())


def _risk(
    skill: SkillRef,
    holding: Holding,
    people: dict[int, PersonRef],
    needs: dict[int, int],
    wanting: list[int],
) -> Risk:
    ranked = sorted(holding.proven, key=lambda one: (-holding.proven[one], one))
    return Risk(
        skill=skill,
        person=people[ranked[0]],
        share=round(_share(holding), 3),
        strength=round(strength_of([holding.proven[ranked[0]]]), 3),
        fewest=bus_factor(holding.proven.values()),
        holders=len(ranked),
        open_needs=needs.get(skill.id, 0),
        backups=_backups(holding, ranked[0], people, wanting),
    )


def _backups(
    holding: Holding, holder: int, people: dict[int, PersonRef], wanting: list[int]
) -> list[Backup]:
    """Those who want to grow it, then those who have shown most of it."""
    others = sorted(
        {*holding.proven, *wanting} - {holder},
        key=lambda one: (one not in wanting, -holding.proven.get(one, 0.0), one),
    )
    return [
        Backup(
            person=people[one],
            proven=round(strength_of([holding.proven.get(one, 0.0)]), 3),
            wants=one in wanting,
        )
        for one in others[:BACKUPS]
    ]


def open_needs(session: Session) -> dict[int, int]:
    """How many open tickets surely need each skill."""
    rows = session.execute(
        select(Need.skill_id, func.count())
        .join(Ticket, Ticket.number == Need.ticket_number)
        .where(Ticket.status.in_((Status.NEW, Status.OPEN, Status.WAITING)), surely_needed())
        .group_by(Need.skill_id)
    )
    return {row[0]: row[1] for row in rows}


def _wanting(session: Session) -> defaultdict[int, list[int]]:
    rows = session.execute(
        select(Interest.skill_id, Interest.person_id)
        .join(Person, Person.id == Interest.person_id)
        .where(Person.left_at.is_(None))
        .order_by(Interest.at, Interest.person_id)
    )
    wanting: defaultdict[int, list[int]] = defaultdict(list)
    for skill, person in rows:
        wanting[skill].append(person)
    return wanting

"""The contests that wait for a word, and what they are about."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from swarm.people.refs import PersonRef
from swarm.people.tables import Person
from swarm.skills.profiles import tickets_behind
from swarm.skills.tables import Evidence, Objection, ObjectionKind, Skill

MOST = 100


class ContestCard(BaseModel):
    """Somebody says that something believed of them is not so. `pieces` speak for it."""

    id: int
    person: PersonRef
    skill: int
    skill_name: str
    why: str
    at: datetime
    pieces: int
    tickets: list[int]
    own: bool


class ContestList(BaseModel):
    """The oldest open contests, at most a hundred; `count` is how many there are."""

    items: list[ContestCard]
    count: int


def open_contests(session: Session, actor: Person) -> ContestList:
    """What waits for a manager's word, oldest first."""
    waiting = (
        Objection.kind == ObjectionKind.CONTESTED,
        Objection.settled_at.is_(None),
    )
    rows = session.execute(
        select(Objection, Person.name, Skill.name)
        .join(Person, Person.id == Objection.person_id)
        .join(Skill, Skill.id == Objection.skill_id)
        .where(*waiting)
        .order_by(Objection.at, Objection.id)
        .limit(MOST)
    ).all()
    count = session.scalar(select(func.count()).select_from(Objection).where(*waiting)) or 0
    return ContestList(
        items=[_card(session, actor, row[0], row[1], row[2]) for row in rows], count=count
    )


def _card(
    session: Session, actor: Person, contest: Objection, person: str, skill: str
) -> ContestCard:
    evidence = session.scalars(
        select(Evidence)
        .where(Evidence.person_id == contest.person_id, Evidence.skill_id == contest.skill_id)
        .order_by(Evidence.at.desc(), Evidence.id.desc())
    ).all()
    return ContestCard(
        id=contest.id,
        person=PersonRef(id=contest.person_id, name=person),
        skill=contest.skill_id,
        skill_name=skill,
        why=contest.why,
        at=contest.at,
        pieces=len(evidence),
        tickets=tickets_behind(evidence)[:5],
        own=contest.person_id == actor.id,
    )

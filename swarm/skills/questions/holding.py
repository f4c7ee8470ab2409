"""Who holds how much of each skill now: what every question about coverage begins with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.people.tables import Person
from swarm.skills.decay import half_life_of
from swarm.skills.objections import counts
from swarm.skills.strength import PROVEN, weigh
from swarm.skills.tables import Evidence, Skill

FORGOTTEN = 8
"""After so many half-lives a piece of evidence weighs four thousandths, and is not read."""


@dataclass
class Holding:
    """Weights by person of one skill: what work showed, what people say, and who left."""

    proven: dict[int, float] = field(default_factory=dict)
    said: dict[int, float] = field(default_factory=dict)
    left: dict[int, float] = field(default_factory=dict)


def holdings(session: Session, skills: Collection[int] | None = None) -> dict[int, Holding]:
    """The holding of each skill in use (or of these), by skill id; nothing objected to counts."""
    now, half_life = clock.now(), half_life_of(session)
    held: defaultdict[int, Holding] = defaultdict(Holding)
    for person, skill, kind, at, left in session.execute(_remembered(skills, now, half_life)):
        holding = held[skill]
        if left is None:
            weights = holding.proven if kind in PROVEN else holding.said
        elif kind in PROVEN:
            weights = holding.left
        else:
            continue
        weights[person] = weights.get(person, 0.0) + weigh(kind, at, now, half_life)
    return held


def _remembered(
    skills: Collection[int] | None, now: datetime, half_life: float
) -> Select[int, int, str, datetime, datetime | None]:
    query = (
        select(Evidence.person_id, Evidence.skill_id, Evidence.kind, Evidence.at, Person.left_at)
        .join(Person, Person.id == Evidence.person_id)
        .join(Skill, Skill.id == Evidence.skill_id)
        .where(
            Skill.retired_at.is_(None),
            Evidence.at > now - timedelta(days=FORGOTTEN * half_life),
            counts(),
        )
    )
    if skills is not None:
        query = query.where(Evidence.skill_id.in_(skills))
    return query

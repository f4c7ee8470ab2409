"""Who could learn a skill fastest: those who know what lies one step beside it, and want to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import sqrt
from typing import Literal

from pydantic import BaseModel
from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from swarm.people.refs import PersonRef, refs
from swarm.people.tables import Person
from swarm.skills.order.relations import related_to
from swarm.skills.queries import SkillRef, skill_refs
from swarm.skills.questions.holding import Holding, holdings
from swarm.skills.strength import strength_of
from swarm.skills.tables import Evidence, Interest, Skill
from swarm.skills.taxonomy import find_skill

Tie = Literal["related", "broader", "narrower", "sibling", "together"]

CLOSENESS: dict[Tie, float] = {"related": 0.8, "narrower": 0.7, "broader": 0.6, "sibling": 0.4}
KNOWS = 0.3
"""Whoever has shown the skill itself this strongly knows it, and is no learner."""

NEIGHBOURS, SHOWN, STEPS = 12, 12, 3
LEAST_TOGETHER = 2


class Neighbour(BaseModel):
    """A skill one step away: how close (0 to 1), by which tie, on how many tickets together."""

    skill: SkillRef
    closeness: float
    tie: Tie
    tickets: int


class LearningStep(BaseModel):
    """What a learner builds on: a neighbouring skill that they have shown."""

    skill: SkillRef
    tie: Tie
    tickets: int
    proven: float


class Learner(BaseModel):
    """Somebody who could learn it; `nearness` (0 to 1) is how much of the way they have gone."""

    person: PersonRef
    wants: bool
    nearness: float
    steps: list[LearningStep]


class Learners(BaseModel):
    """Who wants to first, then who is nearest; and what lies beside the skill."""

    skill: SkillRef
    items: list[Learner]
    neighbours: list[Neighbour]


def read_learners(session: Session, skill_id: int) -> Learners:
    """Who could learn a skill. Raises NotFound."""
    skill = find_skill(session, skill_id)
    beside = neighbours_of(session, skill)
    held = holdings(session, [skill_id, *(one.skill.id for one in beside)])
    wanting, steps = _wanting(session, skill_id), _steps(beside, held)
    own = held.get(skill_id, Holding())
    knowing = {one for one, weight in own.proven.items() if strength_of([weight]) >= KNOWS}
    near = {one: sum(closeness * step.proven for closeness, step in taken)
            for one, taken in steps.items()}  # fmt: skip
    people = refs(session, (near.keys() | wanting) - knowing)
    ranked = sorted(
        people, key=lambda one: (one not in wanting, -near.get(one, 0.0), people[one].name)
    )
    most = sum(one.closeness for one in beside) or 1.0
    return Learners(
        skill=SkillRef(id=skill.id, name=skill.name),
        items=[
            Learner(
                person=people[one],
                wants=one in wanting,
                nearness=round(min(1.0, near.get(one, 0.0) / most), 3),
                steps=_strongest(steps.get(one, [])),
            )
            for one in ranked[:SHOWN]
        ],
        neighbours=beside,
    )


Taken = list[tuple[float, LearningStep]]
"""The steps of one person, each with how close its skill is."""


def _steps(beside: Sequence[Neighbour], held: Mapping[int, Holding]) -> dict[int, Taken]:
    steps: defaultdict[int, Taken] = defaultdict(list)
    for one in beside:
        for person, weight in held.get(one.skill.id, Holding()).proven.items():
            proven = round(strength_of([weight]), 3)
            step = LearningStep(skill=one.skill, tie=one.tie, tickets=one.tickets, proven=proven)
            steps[person].append((one.closeness, step))
    return steps


def _strongest(taken: Taken) -> list[LearningStep]:
    return sorted((step for _, step in taken), key=lambda step: -step.proven)[:STEPS]


def _wanting(session: Session, skill_id: int) -> set[int]:
    return set(
        session.scalars(
            select(Interest.person_id)
            .join(Person, Person.id == Interest.person_id)
            .where(Interest.skill_id == skill_id, Person.left_at.is_(None))
        )
    )


def neighbours_of(session: Session, skill: Skill) -> list[Neighbour]:
    """The skills one step away, closest first: by the taxonomy, and by tickets that showed both."""
    ties = _ties_of(session, skill)
    shared, shares = _together(session, skill.id)
    found = {
        one: (max(CLOSENESS.get(ties.get(one, "together"), 0.0), shares.get(one, 0.0)))
        for one in ties.keys() | shares.keys()
    }
    ranked = sorted(found, key=lambda one: (-found[one], one))[:NEIGHBOURS]
    names = skill_refs(session, ranked)
    return [
        Neighbour(
            skill=names[one],
            closeness=round(found[one], 3),
            tie=ties.get(one, "together"),
            tickets=shared.get(one, 0),
        )
        for one in ranked
    ]


def _ties_of(session: Session, skill: Skill) -> dict[int, Tie]:
    """The skills beside this one in the taxonomy, each by its closest tie."""
    ties: dict[int, Tie] = {}
    below = select(Skill.id).where(Skill.broader_id == skill.id, Skill.retired_at.is_(None))
    if skill.broader_id is not None:
        beside = select(Skill.id).where(
            Skill.broader_id == skill.broader_id, Skill.retired_at.is_(None)
        )
        ties |= dict.fromkeys(session.scalars(beside), "sibling")
        ties[skill.broader_id] = "broader"
    ties |= dict.fromkeys(session.scalars(below), "narrower")
    ties |= dict.fromkeys(related_to(session, skill.id), "related")
    ties.pop(skill.id, None)
    return ties


def _together(session: Session, skill_id: int) -> tuple[dict[int, int], dict[int, float]]:
    """On how many tickets other skills were shown with this one, and the cosine of that."""
    mine, other = aliased(Evidence), aliased(Evidence)
    rows = session.execute(
        select(other.skill_id, func.count(other.ticket_number.distinct()))
        .join(mine, mine.ticket_number == other.ticket_number)
        .join(Skill, Skill.id == other.skill_id)
        .where(mine.skill_id == skill_id, other.skill_id != skill_id, Skill.retired_at.is_(None))
        .group_by(other.skill_id)
        .having(func.count(other.ticket_number.distinct()) >= LEAST_TOGETHER)
    ).all()
    shared = {row[0]: int(row[1]) for row in rows}
    sizes = _tickets_of(session, [skill_id, *shared])
    return shared, {
        one: count / sqrt(sizes[one] * sizes[skill_id]) for one, count in shared.items()
    }


def _tickets_of(session: Session, skills: list[int]) -> dict[int, int]:
    """How many tickets showed each of these skills."""
    rows = session.execute(
        select(Evidence.skill_id, func.count(Evidence.ticket_number.distinct()))
        .where(Evidence.skill_id.in_(skills))
        .group_by(Evidence.skill_id)
    )
    return {row[0]: int(row[1]) for row in rows}

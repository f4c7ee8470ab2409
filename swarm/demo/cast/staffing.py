"""Who of the company takes a ticket, and whom they would ask."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta
from random import Random

from swarm.demo.cast.hours import later, next_shared
from swarm.demo.cast.shapes import Company, DemoPerson
from swarm.demo.words.chance import weighted
from swarm.demo.words.families import Family

SOON = timedelta(days=4)


def fitness(person: DemoPerson, skills: Sequence[str]) -> float:
    """How well somebody fits: strengths of the skills, the first one counting most."""
    return sum(
        math.pow(person.skills.get(skill, 0), 2.4) / (place + 1)
        for place, skill in enumerate(skills)
    )


class Staff:
    """Draws people by what they know and by when they are there."""

    def __init__(self, company: Company) -> None:
        self.company = company
        self.workers = [p for p in company.agents if p.role != "manager"]

    def desk(self, rng: Random, family: Family, moment: datetime) -> DemoPerson:
        """Somebody of the service desk, rather one who has seen this kind of problem."""
        people = [p for p in self.workers if p.tier == "L1"]
        return self._draw(rng, people, lambda p: 2 + fitness(p, family.skills), moment)

    def of_team(
        self,
        rng: Random,
        team: str,
        family: Family,
        moment: datetime,
        *,
        senior: bool = False,
        without: Collection[str] = (),
    ) -> DemoPerson:
        """Somebody of that team's queue; `senior` means its engineers of the third level."""
        mine = [p for p in self.workers if p.team == team and p.key not in without]
        fitting = [p for p in mine if (p.tier == "L3") == senior] or mine
        return self._draw(rng, fitting, lambda p: 0.3 + fitness(p, family.skills), moment)

    def owner(self, rng: Random, family: Family, team: str, moment: datetime) -> DemoPerson:
        """Who takes it where nobody is held to a tier: easy ones the desk, hard ones the team."""
        by_team = {1: 0.12, 2: 0.45, 3: 0.55}[family.level]
        if rng.random() < by_team:
            return self.of_team(rng, team, family, moment)
        return self.desk(rng, family, moment)

    def expert(
        self, rng: Random, skill: str, family: Family, moment: datetime, without: Collection[str]
    ) -> DemoPerson | None:
        """Somebody strong in `skill` who is around within days, or None."""
        people = [
            p
            for p in self.workers
            if p.key not in without and p.skills.get(skill, 0) >= 2 and _soon(p, moment)
        ]
        if not people:
            return None
        return self._draw(
            rng, people, lambda p: math.pow(fitness(p, [skill, *family.skills]), 1.3), moment
        )

    def learner(
        self, rng: Random, family: Family, moment: datetime, without: Collection[str]
    ) -> DemoPerson | None:
        """Somebody who wants to grow the first skill of the problem, or None."""
        people = [
            p
            for p in self.workers
            if family.skills[0] in p.grow and p.key not in without and _soon(p, moment)
        ]
        return rng.choice(people) if people else None

    def _draw(
        self,
        rng: Random,
        people: Sequence[DemoPerson],
        weigh: Callable[[DemoPerson], float],
        moment: datetime,
    ) -> DemoPerson:
        return weighted(rng, people, [weigh(p) * _nearness(p, moment) for p in people])


def _soon(person: DemoPerson, moment: datetime) -> bool:
    return later([person], moment, 1) - moment <= SOON


def _nearness(person: DemoPerson, moment: datetime) -> float:
    hours = (next_shared([person], moment) - moment) / timedelta(hours=1)
    return math.pow(1.0 + min(hours, 240.0), -1.5)

"""A whole desk whose truth is known: people, skills, tickets, who helped, and what the work was.

Everything follows from the seed. What a model may see of a ticket is its `SolvedTicket` and its
`Done`; the rest is for those who judge.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from swarm.matching.evidence import SolvedTicket
from swarm.planted.people import Subject, Worker, plant_subjects, plant_workers
from swarm.planted.work import Done, Trade

DAY = 86_400.0
START = 1_600_000_000.0  # seconds: when the desk opens
_SECOND_NEED, _SECOND_WEIGHT = 0.35, 0.6
_ACQUAINTED = 1.6  # how much readier somebody helps an owner they have helped before
_USUAL_AGAIN = 5.0  # how much oftener work goes to those who usually do work of its tier
_LABELLED, _LABEL_KEPT, _LABEL_WRONG = 0.6, 0.9, 0.05
_COMPONENT_TOLD, _COMPONENT_WRONG = 0.8, 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How large a desk is, and the seed that decides everything else."""

    seed: int = 0
    tickets: int = 5_000
    people: int = 120
    heroes: int = 3
    skills: int = 40
    days: float = 730.0


@dataclass(frozen=True, slots=True)
class PlantedTicket:
    """A ticket as a model sees it, and its truth.

    `needs` are weights of the skills that it took. `chances` are the true weights by which help
    came, for everybody who could have helped. `done` is the work that resolved it, and `by` who
    did that work.
    """

    ticket: SolvedTicket
    needs: Mapping[str, float]
    chances: Mapping[str, float]
    done: Done
    by: str


@dataclass(slots=True)
class Desk:
    """Everything that was planted, tickets in the order of time."""

    plan: Plan
    subjects: list[Subject]
    workers: list[Worker]
    tickets: list[PlantedTicket] = field(default_factory=list)

    def usual_tier(self, name: str) -> str:
        """The tier that this person usually works at."""
        return next(one.usual_tier for one in self.workers if one.name == name)

    def true_skills(self, day: float) -> set[tuple[str, str]]:
        """Who knows what on that day: pairs of person and skill."""
        return {
            (worker.name, one.skill)
            for worker in self.workers
            for one in worker.known
            if worker.level(one.skill, day) > 0
        }


def plant_desk(plan: Plan | None = None) -> Desk:
    """Plant a desk and let it run for its days."""
    return _Gardener(plan or Plan()).grow()


class _Gardener:
    def __init__(self, plan: Plan) -> None:
        self._chance = random.Random(plan.seed)
        self._plan = plan
        subjects = plant_subjects(self._chance, plan.skills)
        workers = plant_workers(self._chance, subjects, plan.people, plan.heroes, plan.days)
        self._desk = Desk(plan, subjects, workers)
        self._trade = Trade(self._chance)
        self._leaning = {one.name: self._trade.leaning() for one in subjects}
        self._often = [self._chance.gammavariate(2, 0.5) for _ in subjects]
        self._met: set[tuple[str, str]] = set()

    def grow(self) -> Desk:
        plan = self._plan
        days = sorted(self._chance.uniform(0, plan.days) for _ in range(plan.tickets))
        self._desk.tickets = [self._ticket(number, day) for number, day in enumerate(days, 1)]
        return self._desk

    def _ticket(self, number: int, day: float) -> PlantedTicket:
        chance = self._chance
        subject = chance.choices(self._desk.subjects, self._often)[0]
        needs = self._needs(subject)
        present = [one for one in self._desk.workers if one.joined <= day < one.left]
        owner = chance.choice(present).name
        kind = self._trade.choose(self._leaning[subject.name])
        done = self._trade.do(kind)
        chances = self._chances(present, owner, needs, day)
        helpers = self._helpers(chances, needs)
        self._met.update((owner, one) for one in helpers)
        summary, description = self._text(subject, needs)
        ticket = SolvedTicket(
            id=f"t{number}",
            created_at=START + day * DAY,
            summary=summary,
            description=description,
            product=subject.product,
            components=self._components(subject),
            owner=owner,
            helpers=helpers,
            skills=self._labels(needs),
        )
        return PlantedTicket(ticket, needs, chances, done, self._doer(owner, helpers, done))

    def _needs(self, subject: Subject) -> dict[str, float]:
        needs = {subject.name: 1.0}
        if self._chance.random() < _SECOND_NEED:
            near = [one for one in self._desk.subjects if one.product == subject.product]
            needs.setdefault(self._chance.choice(near).name, _SECOND_WEIGHT)
        return needs

    def _chances(
        self, present: Sequence[Worker], owner: str, needs: Mapping[str, float], day: float
    ) -> dict[str, float]:
        out = {}
        for worker in present:
            fit = sum(weight * worker.level(skill, day) ** 2 for skill, weight in needs.items())
            if fit and worker.name != owner:
                tie = _ACQUAINTED if (owner, worker.name) in self._met else 1.0
                out[worker.name] = fit * worker.eagerness * tie
        return out

    def _helpers(self, chances: Mapping[str, float], needs: Mapping[str, float]) -> tuple[str, ...]:
        left = dict(chances)
        chosen: list[str] = []
        wanted = len(needs) + (self._chance.random() < 0.2)
        while left and len(chosen) < wanted:
            one = self._chance.choices(list(left), list(left.values()))[0]
            chosen.append(one)
            del left[one]
        return tuple(chosen)

    def _doer(self, owner: str, helpers: Sequence[str], done: Done) -> str:
        """Whose work resolved it: rather somebody who usually does work of that tier."""
        people = [owner, *helpers]
        usual = [self._desk.usual_tier(one) == done.tier for one in people]
        return self._chance.choices(people, [_USUAL_AGAIN if is_so else 1.0 for is_so in usual])[0]

    def _components(self, subject: Subject) -> tuple[str, ...]:
        chance = self._chance
        if chance.random() >= _COMPONENT_TOLD:
            return ()
        if chance.random() < _COMPONENT_WRONG:
            near = [one for one in self._desk.subjects if one.product == subject.product]
            return (chance.choice(near).component,)
        return (subject.component,)

    def _labels(self, needs: Mapping[str, float]) -> tuple[str, ...]:
        """The skills on record: most tickets say nothing, a few say something wrong."""
        chance = self._chance
        if chance.random() >= _LABELLED:
            return ()
        labels = [skill for skill in needs if chance.random() < _LABEL_KEPT]
        if chance.random() < _LABEL_WRONG:
            labels.append(chance.choice(self._desk.subjects).name)
        return tuple(dict.fromkeys(labels))

    def _text(self, subject: Subject, needs: Mapping[str, float]) -> tuple[str, str]:
        chance, named = self._chance, {one.name: one for one in self._desk.subjects}
        summary = [*subject.words.draw(chance, chance.randint(2, 4)), *self._trade.chat(3)]
        body = self._trade.chat(chance.randint(10, 40))
        for skill in needs:
            body += named[skill].words.draw(chance, chance.randint(2, 6))
        stray = chance.choice(self._desk.subjects)
        body += stray.words.draw(chance, chance.randint(0, 3))
        chance.shuffle(summary)
        chance.shuffle(body)
        return " ".join(summary), " ".join(body)

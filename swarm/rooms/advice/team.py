"""The team that is proposed, as an answer, and everybody it could be changed with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pydantic import BaseModel

from swarm.matching.prospects import Able
from swarm.matching.skills import NeededSkill
from swarm.matching.team import WORTH_ADDING, Learner, Team
from swarm.people.refs import PersonRef

BENCH = 24


class TeamSeat(BaseModel):
    """A member: what they add to the coverage (0 to 1) and the skills that they bring."""

    person: PersonRef
    adds: float
    covers: list[str]


class LearnerCard(BaseModel):
    """Who wants to grow these needed skills and has not shown them yet."""

    person: PersonRef
    skills: list[str]


class RunnerUp(BaseModel):
    """Who would cover a skill if the member who does said no; None where there is nobody."""

    skill: str
    person: PersonRef | None


class BenchCard(BaseModel):
    """Somebody who could be in the team: which needed skills they cover, and their score."""

    person: PersonRef
    covers: list[str]
    score: float


class ProposedTeam(BaseModel):
    """The smallest team that covers what is needed, and what it could be changed with.

    `uncovered` has nobody; `left` somebody who would add too little; `stops` says in words why
    nobody else was added. `coverage` is 0 to 1, those who help already included. `bench` holds who
    covers anything, best first.
    """

    members: list[TeamSeat]
    learner: LearnerCard | None
    runners_up: list[RunnerUp]
    uncovered: list[str]
    left: list[str]
    coverage: float
    stops: str
    bench: list[BenchCard]


def proposed_team(
    team: Team,
    learner: Learner | None,
    ranked: Sequence[Able],
    names: Mapping[str, PersonRef],
    needed: Sequence[NeededSkill],
    also: Sequence[int],
) -> ProposedTeam:
    """The team as an answer. `ranked` are the candidates, best first, everything weighed.

    `also` are people who were asked about: they are on the bench whatever they cover.
    """
    seated = {seat.person for seat in team.members} | set(team.runners_up.values())
    wanted = seated | {str(one) for one in also}
    bench = [one for one in ranked if one.covers or one.person in wanted]
    kept = [one for place, one in enumerate(bench) if place < BENCH or one.person in wanted]
    return ProposedTeam(
        members=[
            TeamSeat(person=names[seat.person], adds=seat.adds, covers=list(seat.covers))
            for seat in team.members
        ],
        learner=LearnerCard(person=names[learner.person], skills=list(learner.skills))
        if learner
        else None,
        runners_up=[
            RunnerUp(skill=skill, person=names[person] if person else None)
            for skill, person in team.runners_up.items()
        ],
        uncovered=list(team.uncovered),
        left=list(team.left),
        coverage=team.coverage,
        stops=_stops(team, needed),
        bench=bench_cards(kept, {int(person): name for person, name in names.items()}),
    )


def bench_cards(found: Sequence[Able], names: Mapping[int, PersonRef]) -> list[BenchCard]:
    """People by what they cover, in their order."""
    return [
        BenchCard(person=names[int(one.person)], covers=list(one.covers), score=one.score)
        for one in found
    ]


def _stops(team: Team, needed: Sequence[NeededSkill]) -> str:
    """Why nobody else was added."""
    if not needed:
        return "No needed skill is known yet: the likeliest helper alone."
    if not team.members and not team.coverage:
        return "Nobody covers what is needed."
    if team.left:
        return f"Anybody else would add less than {WORTH_ADDING:.0%} of what is needed."
    if team.uncovered:
        return "Nobody else covers anything that is still open."
    if not team.members:
        return "Those who help already cover everything that is needed."
    return "Everything that is needed is covered."

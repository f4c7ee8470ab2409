"""A team, not a list: the smallest set of suggested people that covers what is needed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from swarm.matching.model import Suggestion
from swarm.matching.skills import NeededSkill

_WORTH_ADDING = 0.05  # coverage below which one more person is not worth the interruption


@dataclass(frozen=True, slots=True)
class Seat:
    """A member of the team, what they add to the coverage (0..1), and which skills they bring."""

    person: str
    adds: float
    covers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Team:
    """Members in the order of what they add, the next best for each skill, what nobody covers."""

    members: tuple[Seat, ...]
    runners_up: dict[str, str | None]
    uncovered: tuple[str, ...]


def choose_team(
    suggestions: Sequence[Suggestion], needed: Sequence[NeededSkill], *, most: int = 5
) -> Team:
    """Greedily take whoever adds most; where nothing is known to be needed, the first alone.

    What a person adds is the probability of each skill not yet covered, times their score.
    Greedy choice is within 1 - 1/e of the best set of that size (coverage is submodular).
    """
    weights = {need.skill: need.probability for need in needed}
    total = sum(weights.values())
    if not total:
        first = suggestions[: min(1, most)]
        return Team(tuple(Seat(one.person, round(one.score, 6), ()) for one in first), {}, ())
    members: list[Seat] = []
    left = dict(weights)
    remaining = list(suggestions)
    while remaining and left and len(members) < most:
        best = max(remaining, key=lambda one: _value(one, left))  # the first of equals
        brought = tuple(skill for skill in best.covers if skill in left)
        adds = sum(left[skill] for skill in brought) / total
        if adds < _WORTH_ADDING:
            break
        members.append(Seat(best.person, round(adds, 6), brought))
        remaining.remove(best)
        for skill in brought:
            del left[skill]
    chosen = {seat.person for seat in members}
    runners = {skill: _runner_up(skill, suggestions, chosen) for skill in weights}
    covered = {skill for one in suggestions for skill in one.covers}
    return Team(tuple(members), runners, tuple(s for s in weights if s not in covered))


def _value(one: Suggestion, left: dict[str, float]) -> float:
    return sum(left.get(skill, 0.0) for skill in one.covers) * (0.05 + one.score)


def _runner_up(skill: str, suggestions: Sequence[Suggestion], chosen: set[str]) -> str | None:
    able = (one.person for one in suggestions if skill in one.covers and one.person not in chosen)
    return next(able, None)

"""A team, not a list: the smallest set of suggested people that covers what is needed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heapreplace

from swarm.matching.prospects import Able
from swarm.matching.skills import NeededSkill

WORTH_ADDING = 0.1
"""Share of what is needed below which one more person is not worth the interruption."""

_UNLIKELY = 0.3  # what covering a skill is worth at the least, against the likeliest helper's 1


@dataclass(frozen=True, slots=True)
class Seat:
    """A member of the team, what they add to the coverage (0..1), and which skills they bring."""

    person: str
    adds: float
    covers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Learner:
    """Somebody who wants to grow a needed skill and has not shown it yet, and which."""

    person: str
    skills: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Team:
    """Members in the order of what they add, the next best for each skill, what stays open.

    `uncovered` are skills that nobody covers; `left` those that somebody could, but who would add
    less than `WORTH_ADDING`. `coverage` is the share (0..1) of what is needed that is covered.
    """

    members: tuple[Seat, ...]
    runners_up: dict[str, str | None]
    uncovered: tuple[str, ...]
    left: tuple[str, ...] = ()
    coverage: float = 0.0
    learner: Learner | None = None


def choose_team(
    suggestions: Sequence[Able],
    needed: Sequence[NeededSkill],
    *,
    most: int = 5,
    there: Collection[str] = (),
) -> Team:
    """Greedily take whoever adds most; where nothing is known to be needed, the first alone.

    Parameters
    ----------
    suggestions: candidates; `score` (0..1) has everything weighed: chance of helping, hours, load.
    needed: skills with their probability, which is their weight.
    most: seats at most.
    there: skills that those who help already cover; nobody is added for them.

    Notes
    -----
    The value of a team is the sum over skills of the skill's weight times the best cover that
    somebody in it gives, which is monotone and submodular: greedy choice is within 1 - 1/e of
    the best team of that size, and gains only shrink, so that a gain that was worked out earlier
    bounds the present one (lazy evaluation). It ends where nobody adds `WORTH_ADDING`.

    References
    ----------
    G. Nemhauser, L. Wolsey, M. Fisher: An analysis of approximations for maximizing submodular
    set functions I (1978). M. Minoux: Accelerated greedy algorithms for maximizing submodular
    set functions (1978).
    """
    weights = {need.skill: need.probability for need in needed}
    total = sum(weights.values())
    if not total:
        first = suggestions[: min(1, most)]
        return Team(tuple(Seat(one.person, round(one.score, 6), ()) for one in first), {}, ())
    lacking = {skill: weight for skill, weight in weights.items() if skill not in there}
    members = _greedy(suggestions, lacking, total, most)
    chosen = {seat.person for seat in members}
    brought = {skill for seat in members for skill in seat.covers} | set(there)
    able = {skill for one in suggestions for skill in one.covers} | set(there)
    return Team(
        tuple(members),
        {skill: _runner_up(skill, suggestions, chosen) for skill in weights},
        tuple(skill for skill in weights if skill not in able),
        tuple(skill for skill in weights if skill in able - brought),
        round(sum(weights[skill] for skill in weights if skill in brought) / total, 6),
    )


def _greedy(
    suggestions: Sequence[Able], weights: Mapping[str, float], total: float, most: int
) -> list[Seat]:
    best = max((one.score for one in suggestions), default=0.0) or 1.0
    left = dict(weights)
    members: list[Seat] = []

    def gain(place: int) -> float:
        one = suggestions[place]
        likely = _UNLIKELY + (1 - _UNLIKELY) * one.score / best
        return sum(left.get(skill, 0.0) for skill in one.covers) * likely

    # (minus the gain, place, seats taken when it was worked out): the first of equals wins.
    waiting = [(-gain(place), place, 0) for place in range(len(suggestions))]
    heapify(waiting)
    while waiting and len(members) < most:
        _, place, known = waiting[0]
        if known < len(members):
            heapreplace(waiting, (-gain(place), place, len(members)))
            continue
        heappop(waiting)
        one = suggestions[place]
        brought = tuple(skill for skill in one.covers if skill in left)
        adds = sum(left[skill] for skill in brought) / total
        if not brought:
            break
        if adds < WORTH_ADDING:
            continue
        members.append(Seat(one.person, round(adds, 6), brought))
        for skill in brought:
            del left[skill]
    return members


def _runner_up(skill: str, suggestions: Sequence[Able], chosen: set[str]) -> str | None:
    able = (one.person for one in suggestions if skill in one.covers and one.person not in chosen)
    return next(able, None)


def seat_learner(
    wishes: Mapping[str, Sequence[str]],
    needed: Sequence[NeededSkill],
    proven: Mapping[str, Sequence[str]],
    *,
    asked: Mapping[str, float],
    near: frozenset[str] = frozenset(),
    taken: frozenset[str] = frozenset(),
) -> Learner | None:
    """Who of those who want to grow a needed skill should sit in and learn.

    Parameters
    ----------
    wishes: person to the skills they want to grow; only people who may be asked now.
    needed: skills with their probability.
    proven: person to the needed skills they cover already; those are nothing to learn.
    asked: how often each was asked lately: of equals the least asked goes first.
    near: people close to the owner: of equals they go first.
    taken: members of the team and others who are in already.
    """
    weights = {need.skill: need.probability for need in needed}
    able: list[tuple[tuple[float, float, bool, str], Learner]] = []
    for person, wanted in wishes.items():
        known = set(proven.get(person, ()))
        skills = tuple(s for s in weights if s in wanted and s not in known)
        if skills and person not in taken:
            worth = sum(weights[skill] for skill in skills)
            rank = (-worth, asked.get(person, 0.0), person not in near, person)
            able.append((rank, Learner(person, skills)))
    return min(able, key=lambda one: one[0])[1] if able else None

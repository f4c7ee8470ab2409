"""What is weighed beside the chance that somebody helps: hours, load, budget, distance, answers.

Every weight is a factor on the score and is kept with it, so that the order can be explained
person by person.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import prod
from typing import Literal

from swarm.matching.fairness import spread_load

FactorKind = Literal[
    "hours", "owner_hours", "requester_hours", "budget", "rooms", "distance",
    "not_my_subject", "named", "thumbs", "answers", "credits", "load",
]  # fmt: skip

AFTER_HOURS = 0.6
SPENT = 0.2
"""Outside of working hours, and for somebody who was asked as often in the last 24 hours as they
want to be. Both can still be asked."""

ROOM, FULL_HANDS = 0.94, 0.7
"""For each open room that somebody helps in already, and the least that this leaves."""

OWNER_APART, REQUESTER_APART = 0.85, 0.95
"""Where the next day has no hour in which both work."""

NEAR_ZONE, OTHER_TEAM, FAR = 3.0, 0.97, 0.93
"""Hours between two wall clocks up to which another team is near; the factors for near and far."""

NOT_MY_SUBJECT = 0.25
"""What is left where somebody said of all needed skills that they are not theirs."""

NAMED = 1.5
"""A colleague said: ask them instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstance:
    """What calendars and the record say of one person at this moment.

    `with_owner` and `with_requester` are the shares (0..1) of the other's working hours in the
    next day in which this person works too; 1 where nothing is known. `close` is somebody of the
    owner's team or who worked with the owner lately; `zone_hours` the hours between their wall
    clocks. `asked` counts the last 24 hours. `refused` is the share (0..1) of the needed weight
    of which they said that it is not their subject. `thumbs`, `answers` and `credits` are factors
    that were learned (see `swarm.matching.feedback`).
    """

    in_hours: bool = True
    with_owner: float = 1.0
    with_requester: float = 1.0
    asked: int = 0
    budget: int = 4
    rooms: int = 0
    close: bool = True
    zone_hours: float = 0.0
    refused: float = 0.0
    named: bool = False
    thumbs: float = 1.0
    answers: float = 1.0
    credits: float = 1.0

    @property
    def spent(self) -> bool:
        """Asked as often as they want to be."""
        return self.asked >= self.budget


@dataclass(frozen=True, slots=True)
class Weighed:
    """A person's chance of helping (0..1), their worth with everything weighed, and the factors.

    Factors of 1 are left out; the product of the rest and the chance is the worth, at most 1.
    """

    person: str
    chance: float
    worth: float
    factors: tuple[tuple[FactorKind, float], ...]


def factors_of(one: Circumstance) -> dict[FactorKind, float]:
    """What each circumstance multiplies a score with."""
    return {
        "hours": 1.0 if one.in_hours else AFTER_HOURS,
        "owner_hours": OWNER_APART + (1 - OWNER_APART) * one.with_owner,
        "requester_hours": REQUESTER_APART + (1 - REQUESTER_APART) * one.with_requester,
        "budget": SPENT if one.spent else 1.0,
        "rooms": max(FULL_HANDS, ROOM**one.rooms),
        "distance": _distance(one),
        "not_my_subject": 1 - (1 - NOT_MY_SUBJECT) * one.refused,
        "named": NAMED if one.named else 1.0,
        "thumbs": one.thumbs,
        "answers": one.answers,
        "credits": one.credits,
    }


def _distance(one: Circumstance) -> float:
    if one.close:
        return 1.0
    return OTHER_TEAM if one.zone_hours <= NEAR_ZONE else FAR


def weigh(
    chances: Mapping[str, float],
    circumstances: Mapping[str, Circumstance],
    requests: Mapping[str, float],
) -> list[Weighed]:
    """Everybody weighed, best first; last comes the price of having been asked often.

    Parameters
    ----------
    chances: person to score in 0..1, best first; ties keep this order.
    circumstances: for everybody in `chances`.
    requests: how often everybody at the desk was asked lately, as `spread_load` takes it.
    """
    weights = {person: factors_of(circumstances[person]) for person in chances}
    before = {
        person: min(1.0, chance * prod(weights[person].values()))
        for person, chance in chances.items()
    }
    weighed = []
    for person, worth in spread_load(list(before.items()), requests):
        factors = weights[person]
        if before[person] > 0:
            factors["load"] = worth / before[person]
        told = tuple((kind, round(f, 4)) for kind, f in factors.items() if abs(f - 1) > 5e-5)
        weighed.append(Weighed(person, chances[person], round(worth, 6), told))
    return weighed

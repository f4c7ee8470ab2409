"""How few people a skill hangs on. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

HALF = 0.5


@dataclass(frozen=True)
class Concentration:
    """`index` is 1 where one person holds all of a skill, and 1/n where n hold it alike
    (Herfindahl); `only` is that one person, `most` who holds more than half."""

    index: float
    holders: int
    only: int | None
    most: int | None


def concentration_of(weights: Mapping[int, float]) -> Concentration | None:
    """Of what work showed, by person; None where nobody showed any."""
    shown = {person: weight for person, weight in weights.items() if weight > 0}
    total = sum(shown.values())
    if not total:
        return None
    shares = {person: weight / total for person, weight in shown.items()}
    most = max(shares, key=lambda person: (shares[person], -person))
    return Concentration(
        index=sum(share**2 for share in shares.values()),
        holders=len(shares),
        only=most if len(shares) == 1 else None,
        most=most if shares[most] > HALF else None,
    )


def concentrations_of(held: Mapping[int, Mapping[int, float]]) -> dict[int, Concentration]:
    """Of every skill that somebody's work has shown."""
    told = {skill: concentration_of(weights) for skill, weights in held.items()}
    return {skill: found for skill, found in told.items() if found is not None}


def lost_without(person: int, told: Mapping[int, Concentration]) -> tuple[list[int], list[int]]:
    """Skills that nobody else has shown, and skills of which less than half would be left."""
    gone: list[int] = []
    thin: list[int] = []
    for skill, found in told.items():
        if found.most == person:
            (gone if found.only == person else thin).append(skill)
    return gone, thin

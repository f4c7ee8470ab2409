"""How well somebody knows a skill, calculated from dated evidence. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from math import exp

from swarm.skills.tables import EvidenceKind

HALF_LIFE_DAYS = 270.0
"""After so many days a piece of evidence counts half where the desk's own record does not tell
(see `decay.py`): about three quarters of a year, in which products change enough that what was
known then is worth a second look."""

FULL = 3.0
"""So much fresh weight (three solved tickets) gives a strength of 63%; more adds ever less."""

WEIGHTS = {
    EvidenceKind.SOLVED: 1.0,
    EvidenceKind.CONTRIBUTED: 0.8,
    EvidenceKind.WROTE: 0.7,
    EvidenceKind.ENDORSED: 0.5,
    EvidenceKind.TRAINED: 0.4,
    EvidenceKind.CLAIMED: 0.25,
}

PROVEN = frozenset({EvidenceKind.SOLVED, EvidenceKind.CONTRIBUTED, EvidenceKind.WROTE})
"""What work shows; the rest is what people say."""


def weigh(kind: str, at: datetime, now: datetime, half_life: float = HALF_LIFE_DAYS) -> float:
    """The weight of one piece of evidence at `now`; what lies ahead counts as of today.

    `half_life` is in days.
    """
    days = max(0.0, (now - at).total_seconds() / 86_400)
    return WEIGHTS[EvidenceKind(kind)] * float(0.5 ** (days / half_life))


def strength_of(weights: Iterable[float]) -> float:
    """A strength from 0 (nothing) towards 1, of summed weights."""
    return 1.0 - exp(-sum(weights) / FULL)


def bus_factor(weights: Iterable[float]) -> int:
    """The fewest people who together hold half of the weight; 0 where nobody holds any.

    1 means that a single person carries as much as all the others together.
    """
    held = sorted((weight for weight in weights if weight > 0), reverse=True)
    half, together = sum(held) / 2, 0.0
    for people, weight in enumerate(held, start=1):
        together += weight
        if together >= half:
            return people
    return 0

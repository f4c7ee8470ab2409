"""From how many people on a swarm costs what tiers cost. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, sqrt

from swarm.reports.intervals import Z95
from swarm.reports.survival import Estimate, Floats

LEAST = 20
"""Tickets on each side, fewer tell nothing."""


@dataclass(frozen=True)
class Parts:
    """What the size is made of: the mean cost of a tiered ticket over that of one person's part
    in a swarmed one, and over how many tickets and people each was counted."""

    tiered: float
    part: float
    tiered_tickets: int
    swarmed_tickets: int
    people: int

    def words(self, unit: str) -> str:
        """The division in words; `unit` is what costs are counted in."""
        return (
            f"{self.tiered:,.1f} {unit} a tiered ticket (mean of {self.tiered_tickets:,}), divided"
            f" by {self.part:,.1f} {unit} for each person in a swarmed one ({self.people:,} people"
            f" in {self.swarmed_tickets:,} tickets), is {self.tiered / self.part:.1f} people."
        )


def parts_of(swarm_cost: Floats, swarm_people: Floats, tier_cost: Floats) -> Parts | None:
    """What `break_even` divides; None where it has no value."""
    if min(len(swarm_cost), len(tier_cost)) < LEAST or swarm_cost.sum() <= 0:
        return None
    people = float(swarm_people.sum())
    return Parts(
        tiered=float(tier_cost.mean()),
        part=float(swarm_cost.sum()) / people,
        tiered_tickets=len(tier_cost),
        swarmed_tickets=len(swarm_cost),
        people=int(people),
    )


def break_even(swarm_cost: Floats, swarm_people: Floats, tier_cost: Floats) -> Estimate:
    """How many people a swarm may hold before it costs more than the tiered way of a ticket.

    The mean cost of a tiered ticket over what one person's part in a swarmed ticket costs (all
    cost of swarmed tickets over all people on them). The interval is normal about its logarithm,
    by the variances of the two (delta method). No value with fewer than 20 tickets on a side, or
    where a part costs nothing.
    """
    parts = parts_of(swarm_cost, swarm_people, tier_cost)
    if parts is None:
        return Estimate(None)
    size = parts.tiered / parts.part
    if size <= 0:
        return Estimate(size)
    # How far each swarmed ticket lies from what its people would cost at the mean of all parts.
    beside = (swarm_cost - parts.part * swarm_people) / float(swarm_cost.mean())
    error = sqrt(_of_mean(tier_cost / parts.tiered) + _of_mean(beside))
    return Estimate(size, size * exp(-Z95 * error), size * exp(Z95 * error))


def _of_mean(values: Floats) -> float:
    """The variance of their mean."""
    return float(values.var(ddof=1)) / len(values)

"""From how many people on a swarm costs what tiers cost. Pure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from swarm.reports.survival import Estimate, Floats

LEAST = 20
"""Tickets on each side, fewer tell nothing."""

DRAWS = 500


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
    cost of swarmed tickets over all people on them). The interval draws tickets of both sides
    anew. No value with fewer than 20 tickets on a side, or where a part costs nothing.
    """
    parts = parts_of(swarm_cost, swarm_people, tier_cost)
    if parts is None:
        return Estimate(None)
    chance = np.random.default_rng(0)
    mine = chance.integers(len(swarm_cost), size=(DRAWS, len(swarm_cost)))
    theirs = chance.integers(len(tier_cost), size=(DRAWS, len(tier_cost)))
    each = swarm_cost[mine].sum(axis=1) / swarm_people[mine].sum(axis=1)
    drawn = tier_cost[theirs].mean(axis=1)[each > 0] / each[each > 0]
    low, high = np.quantile(drawn, [0.025, 0.975])
    return Estimate(parts.tiered / parts.part, float(low), float(high))

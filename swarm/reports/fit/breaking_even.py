"""From how many people on a swarm costs what tiers cost. Pure."""

from __future__ import annotations

import numpy as np

from swarm.reports.survival import Estimate, Floats

LEAST = 20
"""Tickets on each side, fewer tell nothing."""

DRAWS = 500


def break_even(swarm_cost: Floats, swarm_people: Floats, tier_cost: Floats) -> Estimate:
    """How many people a swarm may hold before it costs more than the tiered way of a ticket.

    The mean cost of a tiered ticket over what one person's part in a swarmed ticket costs (all
    cost of swarmed tickets over all people on them). The interval draws tickets of both sides
    anew. No value with fewer than 20 tickets on a side, or where a part costs nothing.
    """
    if min(len(swarm_cost), len(tier_cost)) < LEAST or swarm_cost.sum() <= 0:
        return Estimate(None)
    value = float(tier_cost.mean() * swarm_people.sum() / swarm_cost.sum())
    chance = np.random.default_rng(0)
    mine = chance.integers(len(swarm_cost), size=(DRAWS, len(swarm_cost)))
    theirs = chance.integers(len(tier_cost), size=(DRAWS, len(tier_cost)))
    parts = swarm_cost[mine].sum(axis=1) / swarm_people[mine].sum(axis=1)
    drawn = tier_cost[theirs].mean(axis=1)[parts > 0] / parts[parts > 0]
    low, high = np.quantile(drawn, [0.025, 0.975])
    return Estimate(value, float(low), float(high))

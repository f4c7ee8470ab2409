"""Desks whose effect of swarming is planted: who is swarmed depends on what makes tickets long.

Plain numbers, nothing of the product: a comparison is judged on them from outside.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
PRIORITIES = ("low", "normal", "high")


@dataclass(frozen=True)
class OutcomePlan:
    """A desk to plant.

    `faster` divides a swarmed ticket's time. `confounding` says how much rather easy tickets are
    swarmed (0: by lot). `waiting` plants immortal time: a swarm is opened only after a wait, so
    that a ticket solved before it counts as never swarmed.
    """

    seed: int
    tickets: int = 800
    owners: int = 40
    faster: float = 1.3
    confounding: float = 0.8
    waiting: bool = False


@dataclass(frozen=True)
class PlantedOutcomes:
    """Parallel arrays, one entry a ticket; `opened` is NaN where no swarm was opened in time."""

    treated: NDArray[np.bool_]
    hours: Floats
    happened: NDArray[np.bool_]
    cluster: NDArray[np.int64]
    difficulty: Floats
    priority: NDArray[np.str_]
    opened: Floats
    tiered_hours: Floats
    swarmed_hours: Floats


def plant_outcomes(plan: OutcomePlan) -> PlantedOutcomes:
    """The desk of a plan; the same plan gives the same desk."""
    chance = np.random.default_rng(plan.seed)
    owner = chance.integers(plan.owners, size=plan.tickets)
    pace, taste = chance.normal(0, (0.2, 0.3), (plan.owners, 2))[owner].T
    difficulty = chance.normal(size=plan.tickets)
    priority = chance.choice(PRIORITIES, size=plan.tickets, p=(0.3, 0.5, 0.2))
    urgent = 0.5 * (priority == "high")
    pull = plan.confounding * (0.6 * urgent - difficulty) + taste - 0.2
    wanted = chance.random(plan.tickets) < 1 / (1 + np.exp(-pull))
    mean = 20 * np.exp(0.6 * difficulty - urgent + pace)
    tiered = mean * chance.gamma(2, 0.5, size=plan.tickets)
    wait = chance.exponential(6, size=plan.tickets) if plan.waiting else np.zeros(plan.tickets)
    # Help shortens what is left when it comes.
    swarmed = np.where(tiered > wait, wait + (tiered - wait) / plan.faster, tiered)
    came = wanted & (tiered > wait)
    real = np.where(came, swarmed, tiered)
    watched = chance.uniform(20, 400, size=plan.tickets)
    return PlantedOutcomes(
        treated=came,
        hours=np.minimum(real, watched),
        happened=real <= watched,
        cluster=owner,
        difficulty=difficulty,
        priority=priority,
        opened=np.where(came & (wait <= watched), wait, np.nan),
        tiered_hours=tiered,
        swarmed_hours=swarmed,
    )

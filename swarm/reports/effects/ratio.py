"""How many times as fast: the tiered mean time over the swarmed, raw and adjusted."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp

import numpy as np
from scipy.special import stdtrit

from swarm.reports.effects.labels import Ids, ranked
from swarm.reports.effects.study import Design, Study
from swarm.reports.effects.waiting import restricted_times
from swarm.reports.survival import Flags, Floats

RIDGE = 1.0
"""A weak pull to no difference: one column that separates the sides must not run away."""

EDGE = 0.05
"""Tickets that had less than this chance of either way are compared with nobody."""


TINY = 1e-9
"""Hours: the least mean that a ratio is made of."""

MOST_DRAWN = 3_000_000
"""More owners times rounds than this are not drawn: the variance of all draws is told instead."""


@dataclass(frozen=True)
class Ratio:
    """Mean hours on both sides, their ratio (above 1: swarmed is faster), and its 95% interval."""

    swarm_hours: float
    tier_hours: float
    value: float
    low: float
    high: float
    error: float
    """Standard error of the ratio's logarithm."""
    degrees: int
    """Owners less one: of the Student distribution behind the interval."""

    def together_with(self, others: int) -> tuple[float, float]:
        """The interval that holds at once with those of `others` more, in 95% (Bonferroni)."""
        half = float(stdtrit(self.degrees, 1 - 0.025 / (others + 1))) * self.error
        return self.value * exp(-half), self.value * exp(half)


@dataclass(frozen=True)
class _Means:
    swarm: float
    tier: float
    influence: Floats
    """Of each ticket on the logarithm of tier over swarm."""

    @property
    def log_ratio(self) -> float:
        return float(np.log(self.tier / self.swarm))


def times_of(study: Study, horizon: float) -> Floats:
    """Pseudo-observations of the mean time up to `horizon`, made within each side, so that
    censoring may depend on it."""
    times = np.empty(len(study))
    for side in (study.treated, ~study.treated):
        times[side] = restricted_times(study.hours[side], study.happened[side], horizon)
    return times


def raw_ratio(study: Study, times: Floats, *, rounds: int, seed: int) -> Ratio:
    """Unadjusted: the areas under both Kaplan-Meier curves, tickets drawn owner by owner.

    `times` are those of `times_of`. Without `rounds` the variance of all draws is told, to which
    that of the drawn ones comes the nearer the more they are.
    """
    swarm, tier = (float(times[side].mean()) for side in (study.treated, ~study.treated))
    share = float(study.treated.mean())
    found = Robust(
        swarm=swarm + study.treated * (times - swarm) / share,
        tier=tier + ~study.treated * (times - tier) / (1 - share),
    )
    return _ratio(study, found, rounds, seed)


def adjusted_ratio(
    study: Study, design: Design, chance: Floats, times: Floats, *, rounds: int, seed: int
) -> Ratio:
    """Doubly robust: right where the propensity or the outcome model is.

    Augmented inverse propensity weighting (Robins, Rotnitzky & Zhao 1994) of `times`
    (`times_of`). `design` is that of the covariates (`design_of`), `chance` that of each of its
    cells to be swarmed. The interval is Student's, for the number of owners, about a bootstrap
    that draws whole owners and moves the estimate by their influence on it (score bootstrap,
    Kline & Santos 2012): nothing is fitted again, so it costs no more on a large desk.
    """
    share = np.clip(chance, EDGE / 2, 1 - EDGE / 2)
    found = doubly_robust(times, study.treated, design.cells, share, design.place)
    return _ratio(study, found, rounds, seed)


def _ratio(study: Study, robust: Robust, rounds: int, seed: int) -> Ratio:
    found = _means(robust)
    owners, owner = ranked(study.cluster)
    error = _error(found.influence, owner, owners, rounds, seed)
    degrees = max(owners - 1, 1)
    half = float(stdtrit(degrees, 0.975)) * error
    return Ratio(
        swarm_hours=found.swarm,
        tier_hours=found.tier,
        value=float(np.exp(found.log_ratio)),
        low=float(np.exp(found.log_ratio - half)),
        high=float(np.exp(found.log_ratio + half)),
        error=error,
        degrees=degrees,
    )


def _error(influence: Floats, owner: Ids, owners: int, rounds: int, seed: int) -> float:
    """Standard error of the logarithm, by drawing owners with all their tickets."""
    if owners < 2:
        return float("inf")
    sums = np.bincount(owner, weights=influence, minlength=owners)
    if 0 < rounds * owners <= MOST_DRAWN:
        chance = np.random.default_rng(seed)
        drawn = chance.multinomial(owners, np.full(owners, 1 / owners), size=rounds)
        spread = float(np.std(drawn @ sums, ddof=1))
    else:
        # What the draws come to when there are ever more of them.
        spread = float(np.sqrt(np.sum((sums - sums.mean()) ** 2)))
    return spread / len(influence) * float(np.sqrt(owners / (owners - 1)))


def _means(robust: Robust) -> _Means:
    swarm, tier = robust.swarm, robust.tier
    # A linear model of few tickets may run below no time at all.
    mean_swarm, mean_tier = (max(float(side.mean()), TINY) for side in (swarm, tier))
    influence = (tier - mean_tier) / mean_tier - (swarm - mean_swarm) / mean_swarm
    return _Means(mean_swarm, mean_tier, influence)


@dataclass(frozen=True)
class Robust:
    """What each ticket adds to the mean of either side, in hours: their means are the estimates."""

    swarm: Floats
    tier: Floats


def doubly_robust(
    values: Floats, treated: Flags, matrix: Floats, share: Floats, place: Ids | None = None
) -> Robust:
    """Augmented inverse propensity weighting of `values`, one a ticket.

    `share` is the chance of each row of `matrix` to be swarmed; the outcome model is linear in
    `matrix`, fitted on each side alone (Robins, Rotnitzky & Zhao 1994). `place` tells the row of
    each ticket where several share one.
    """
    place = np.arange(len(values)) if place is None else place
    tier, swarm = (
        (matrix @ _least_squares(matrix, values[side], place[side]))[place]
        for side in (~treated, treated)
    )
    chance = share[place]
    return Robust(
        swarm=swarm + treated * (values - swarm) / chance,
        tier=tier + ~treated * (values - tier) / (1 - chance),
    )


def _least_squares(matrix: Floats, values: Floats, place: Ids) -> Floats:
    counts = np.bincount(place, minlength=len(matrix))
    sums = np.bincount(place, values, len(matrix))
    turned = np.ascontiguousarray(matrix.T)
    # The shortest of all answers where columns repeat each other on a side.
    found = np.linalg.lstsq((turned * counts) @ matrix, turned @ sums, rcond=None)[0]
    return found.astype(np.float64)

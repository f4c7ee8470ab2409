"""How many times as fast: the tiered mean time over the swarmed, raw and adjusted."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from swarm.reports.effects.propensity import fit_logistic, propensity
from swarm.reports.effects.study import Study
from swarm.reports.effects.waiting import restricted_times
from swarm.reports.survival import Flags, Floats

RIDGE = 1.0
"""A weak pull to no difference: one column that separates the sides must not run away."""

EDGE = 0.05
"""Tickets that had less than this chance of either way are compared with nobody."""


TINY = 1e-9
"""Hours: the least mean that a ratio is made of."""


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


def raw_ratio(study: Study, horizon: float, *, rounds: int, seed: int) -> Ratio:
    """Unadjusted: the areas under both Kaplan-Meier curves, tickets drawn owner by owner."""
    return _ratio(study, None, horizon, rounds, seed)


def adjusted_ratio(
    study: Study, matrix: Floats, horizon: float, *, rounds: int, seed: int
) -> Ratio:
    """Doubly robust: right where the propensity or the outcome model is.

    Augmented inverse propensity weighting (Robins, Rotnitzky & Zhao 1994) of pseudo-observations
    of the mean time, made within each side so that censoring may depend on it. `matrix` is the
    design of the covariates (`design_of`). The interval is Student's, for the number of owners,
    about a bootstrap that draws whole owners and moves the estimate by their influence on it
    (score bootstrap, Kline & Santos 2012): nothing is fitted again, so it costs no more on a
    large desk.
    """
    return _ratio(study, matrix, horizon, rounds, seed)


def _ratio(study: Study, matrix: Floats | None, horizon: float, rounds: int, seed: int) -> Ratio:
    found = _means(study, matrix, horizon)
    owners, owner = np.unique(study.cluster, return_inverse=True)
    error = _error(found.influence, owner, len(owners), rounds, seed)
    degrees = max(len(owners) - 1, 1)
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


def _error(
    influence: Floats, owner: NDArray[np.int64], owners: int, rounds: int, seed: int
) -> float:
    """Standard error of the logarithm, by drawing owners with all their tickets."""
    if owners < 2:
        return float("inf")
    chance = np.random.default_rng(seed)
    drawn = chance.multinomial(owners, np.full(owners, 1 / owners), size=rounds)
    sums = np.bincount(owner, weights=influence, minlength=owners)
    moved = drawn @ sums / len(influence)
    return float(np.std(moved, ddof=1) * np.sqrt(owners / (owners - 1)))


def _means(study: Study, matrix: Floats | None, horizon: float) -> _Means:
    times = np.empty(len(study))
    for side in (study.treated, ~study.treated):
        times[side] = restricted_times(study.hours[side], study.happened[side], horizon)
    if matrix is None:
        matrix, share = np.ones((len(study), 1)), np.full(len(study), float(study.treated.mean()))
    else:
        pull = fit_logistic(matrix, study.treated, ridge=RIDGE)
        share = np.clip(propensity(matrix, pull), EDGE / 2, 1 - EDGE / 2)
    found = doubly_robust(times, study.treated, matrix, share)
    swarm, tier = found.swarm, found.tier
    # A linear model of few tickets may run below no time at all.
    mean_swarm, mean_tier = (max(float(side.mean()), TINY) for side in (swarm, tier))
    influence = (tier - mean_tier) / mean_tier - (swarm - mean_swarm) / mean_swarm
    return _Means(mean_swarm, mean_tier, influence)


@dataclass(frozen=True)
class Robust:
    """What each ticket adds to the mean of either side, in hours: their means are the estimates."""

    swarm: Floats
    tier: Floats


def doubly_robust(values: Floats, treated: Flags, matrix: Floats, share: Floats) -> Robust:
    """Augmented inverse propensity weighting of `values`, one a ticket.

    `share` is each ticket's chance to be swarmed; the outcome model is linear in `matrix`,
    fitted on each side alone (Robins, Rotnitzky & Zhao 1994).
    """
    tier, swarm = (
        matrix @ _least_squares(matrix[side], values[side]) for side in (~treated, treated)
    )
    return Robust(
        swarm=swarm + treated * (values - swarm) / share,
        tier=tier + ~treated * (values - tier) / (1 - share),
    )


def _least_squares(matrix: Floats, values: Floats) -> Floats:
    # The shortest of all answers where columns repeat each other on a side.
    found = np.linalg.lstsq(matrix.T @ matrix, matrix.T @ values, rcond=None)[0]
    return found.astype(np.float64)

"""How many tickets an experiment needs, and what a number of weeks would show. Pure."""

from __future__ import annotations

from math import exp, sqrt
from statistics import NormalDist

from swarm.reports.effects.reading import tickets_for_experiment
from swarm.reports.effects.study import Study
from swarm.reports.effects.waiting import horizon_of, restricted_times

LEAST_KNOWN = 30
"""Solved tickets from which the spread of times can be told."""

RATIOS = (1.1, 1.2, 1.3, 1.5, 2.0)
WEEKS = (4, 8, 13, 26, 52)


def spread_of(study: Study) -> float | None:
    """Coefficient of variation of the time to the solution, up to the horizon of all tickets.

    None with fewer than 30 solved tickets. Both sides together: what is planned has not begun.
    """
    if int(study.happened.sum()) < LEAST_KNOWN:
        return None
    horizon = horizon_of(study.hours, study.happened)
    if horizon <= 0:
        return None
    times = restricted_times(study.hours, study.happened, horizon)
    return float(times.std(ddof=1) / times.mean())


def detectable_ratio(spread: float, count: float, *, share: float, power: float) -> float:
    """The least ratio of mean times that `count` tickets would show at the 5% level."""
    normal = NormalDist()
    reach = normal.inv_cdf(0.975) + normal.inv_cdf(power)
    return exp(reach * spread * sqrt((1 / share + 1 / (1 - share)) / count))


def tickets_by_ratio(
    spread: float, ratios: tuple[float, ...], *, share: float, power: float
) -> list[tuple[float, int]]:
    """For each ratio how many tickets would show it, both sides together."""
    return [
        (ratio, tickets_for_experiment(spread, share=share, ratio=ratio, power=power))
        for ratio in ratios
    ]

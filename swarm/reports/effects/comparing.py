"""The whole comparison in one call, from a data frame: the same numbers as on the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

import numpy as np

from swarm.reports.effects.effect import ROUNDS, Effect, estimate_effect
from swarm.reports.effects.logrank import LogRank, log_rank
from swarm.reports.effects.saying import sentence_of
from swarm.reports.effects.study import Study
from swarm.reports.intervals import Z95
from swarm.reports.survival import (
    Estimate,
    Flags,
    Survival,
    kaplan_meier,
    quantile,
    restricted_mean,
)


@dataclass(frozen=True)
class SideFound:
    """One side as it is: its Kaplan-Meier curve, the median, and the mean up to the horizon,
    all in hours, each estimate with its 95% interval."""

    curve: Survival
    median: Estimate
    mean: Estimate


@dataclass(frozen=True)
class Compared:
    """Both sides, the test of their curves, the effect, and the sentence that may be quoted."""

    sentence: str
    swarm: SideFound
    tier: SideFound
    log_rank: LogRank | None
    effect: Effect


def compare(
    frame: Any,
    *,
    covariates: Sequence[str],
    treated: str = "treated",
    hours: str = "hours",
    happened: str = "happened",
    cluster: str = "cluster",
    rounds: int = ROUNDS,
    seed: int = 0,
) -> Compared:
    """Compare swarmed with tiered tickets; the same frame and `seed` give the same answer.

    Parameters
    ----------
    frame : a data frame, or a mapping of names to columns
        One row a ticket. `treated` (bool) tells who was swarmed, `hours` how long each ticket
        took or was watched, `happened` (bool) whether it was solved by then, `cluster` who owned
        it. The names of these columns may be given.
    covariates : names of columns
        What was known before work began, numbers (NaN: not known) or labels.
    rounds : draws of whole owners behind each interval.

    Raises
    ------
    KeyError where a column is missing; ValueError where hours are negative or not numbers.
    """
    study = Study.of(
        frame,
        covariates=covariates,
        treated=treated,
        hours=hours,
        happened=happened,
        cluster=cluster,
    )
    effect = estimate_effect(study, rounds=rounds, seed=seed)
    return Compared(
        sentence=sentence_of(effect),
        swarm=_side(study, study.treated, effect.horizon),
        tier=_side(study, ~study.treated, effect.horizon),
        log_rank=log_rank(study.hours, study.happened, study.treated),
        effect=effect,
    )


def _side(study: Study, side: Flags, horizon: float) -> SideFound:
    curve = kaplan_meier(study.hours[side], study.happened[side])
    return SideFound(curve, quantile(curve, 0.5), mean_until(curve, horizon))


def mean_until(curve: Survival, horizon: float) -> Estimate:
    """The restricted mean in hours with its normal 95% interval, tickets taken as independent.

    Its variance is the sum, over the solutions, of the squared area that is left under the
    curve times Greenwood's term (Klein & Moeschberger 2003, 4.5).
    """
    if not curve.count or horizon <= 0:
        return Estimate(None)
    value = restricted_mean(curve, horizon)
    inside = curve.times < horizon
    times, survival = curve.times[inside], curve.survival[inside]
    steps = np.diff(np.concatenate((times, [horizon]))) * survival
    ahead = np.cumsum(steps[::-1])[::-1]
    before = np.concatenate(([1.0], survival[:-1]))
    at_risk = curve.at_risk[inside].astype(np.float64)
    events = np.round((1 - survival / before) * at_risk)
    left = at_risk - events
    terms = np.divide(events, at_risk * left, out=np.zeros(len(events)), where=left > 0)
    half = Z95 * sqrt(float(np.sum(ahead**2 * terms)))
    return Estimate(value, max(value - half, 0.0), min(value + half, horizon))

"""Whether two survival curves could be one and the same: the log-rank test."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import chdtrc

from swarm.reports.survival import Flags, Floats


@dataclass(frozen=True)
class LogRank:
    """`statistic` is chi-squared with one degree of freedom where both sides are alike; `p` is
    the chance of one that large."""

    statistic: float
    p: float


def log_rank(hours: Floats, happened: Flags, treated: Flags) -> LogRank | None:
    """Observed less expected solutions of one side, squared, over the variance (Mantel 1966).

    Unadjusted, and it takes tickets as independent: it says less than an interval over whole
    owners. None where nothing happened while both sides were still watched.
    """
    times, place, events = np.unique(hours[happened], return_inverse=True, return_counts=True)
    mine = np.bincount(place, treated[happened].astype(np.float64), minlength=len(times))
    ordered = np.sort(hours)
    at_risk = len(hours) - np.searchsorted(ordered, times, side="left")
    side = np.sort(hours[treated])
    risk = len(side) - np.searchsorted(side, times, side="left")
    share = risk / at_risk
    left = np.maximum(at_risk - 1, 1)
    variance = float(np.sum(events * share * (1 - share) * (at_risk - events) / left))
    if variance <= 0:
        return None
    statistic = float(np.sum(mine - events * share)) ** 2 / variance
    return LogRank(statistic, float(chdtrc(1, statistic)))

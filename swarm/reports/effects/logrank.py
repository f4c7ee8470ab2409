"""Whether two survival curves could be one and the same: the log-rank test."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import chdtrc

from swarm.reports.survival import Flags, Floats, first_of_each, in_order


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
    waits = in_order(hours, happened)
    starts = first_of_each(waits.durations)
    if not len(starts):
        return None
    side = treated[waits.places]
    events = np.add.reduceat(waits.happened, starts, dtype=np.int64)
    mine = np.add.reduceat(waits.happened & side, starts, dtype=np.int64)
    at_risk = len(hours) - starts
    # Of the side, those who were watched as long as this: all but who was watched less long.
    risk = int(side.sum()) - (np.cumsum(side) - side)[starts]
    share = risk / at_risk
    left = np.maximum(at_risk - 1, 1)
    variance = float(np.sum(events * share * (1 - share) * (at_risk - events) / left))
    if variance <= 0:
        return None
    statistic = float(np.sum(mine - events * share)) ** 2 / variance
    return LogRank(statistic, float(chdtrc(1, statistic)))

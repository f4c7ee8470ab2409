"""Mean time to the solution up to a horizon, one value a ticket, open tickets included."""

from __future__ import annotations

import numpy as np

from swarm.reports.survival import Flags, Floats, kaplan_meier, restricted_mean

ENOUGH_LEFT = 10
"""Beyond the time up to which so many are still watched, a curve says little."""


def horizon_of(hours: Floats, happened: Flags, treated: Flags) -> float:
    """How far both sides can be told: where a side is all solved, or has few left to watch."""
    ends = []
    for side in (treated, ~treated):
        mine, done = np.sort(hours[side]), happened[side]
        if not len(mine):
            return 0.0
        whole = bool(done[np.argmax(hours[side])])
        ends.append(mine[-1] if whole else mine[-min(ENOUGH_LEFT, len(mine))])
    # The longest waits of a desk are a handful of forgotten tickets: the last percent is left out.
    return float(min(*ends, np.quantile(hours, 0.99)))


def restricted_times(hours: Floats, happened: Flags, horizon: float) -> Floats:
    """Pseudo-observations of the mean time up to `horizon`, in hours, one a ticket.

    Where nobody is censored before the horizon they are the times themselves, cut at the
    horizon; otherwise each is n times the curve's area less (n - 1) times the area without that
    ticket, to first order (infinitesimal jackknife). Their mean is the area under the
    Kaplan-Meier curve. Andersen, Klein & Rosthøj 2003; Parner, Andersen & Overgaard 2023.
    """
    curve = kaplan_meier(hours, happened)
    inside = curve.times < horizon
    times, survival = curve.times[inside], curve.survival[inside]
    whole = restricted_mean(curve, horizon)
    if not len(times):
        return np.full(len(hours), whole)
    steps = np.diff(np.concatenate((times, [horizon]))) * survival
    ahead = np.cumsum(steps[::-1])[::-1]  # area from each event time to the horizon
    at_risk = curve.at_risk[inside].astype(np.float64)
    before = np.concatenate(([1.0], survival[:-1]))
    events = np.round((1 - survival / before) * at_risk)
    left = at_risk - events
    per_event = np.divide(ahead, left, out=np.zeros(len(ahead)), where=left > 0)
    watched = np.concatenate(([0.0], np.cumsum(per_event * events / at_risk)))
    place = np.searchsorted(times, hours, side="right")
    own = np.zeros(len(hours))
    done = happened & (hours < horizon)
    own[done] = per_event[place[done] - 1]
    shift: Floats = len(hours) * (watched[place] - own)
    return whole + shift

"""Mean time to the solution up to a horizon, one value a ticket, open tickets included."""

from __future__ import annotations

import numpy as np

from swarm.reports.survival import Flags, Floats, fall_of, in_order

ENOUGH_LEFT = 10
"""Beyond the time up to which so many are still watched, a curve says little."""


def horizon_of(hours: Floats, happened: Flags, treated: Flags | None = None) -> float:
    """How far both sides can be told: where a side is all solved, or has few left to watch.

    Without `treated` all are of one side.
    """
    ends = []
    for side in (slice(None),) if treated is None else (treated, ~treated):
        mine, done = hours[side], happened[side]
        if not len(mine):
            return 0.0
        if done[np.argmax(mine)]:
            ends.append(mine.max())
        else:
            few = min(ENOUGH_LEFT, len(mine))
            ends.append(np.partition(mine, len(mine) - few)[-few])
    # The longest waits of a desk are a handful of forgotten tickets: the last percent is left out.
    return float(min(*ends, np.quantile(hours, 0.99)))


def restricted_times(hours: Floats, happened: Flags, horizon: float) -> Floats:
    """Pseudo-observations of the mean time up to `horizon`, in hours, one a ticket.

    Where nobody is censored before the horizon they are the times themselves, cut at the
    horizon; otherwise each is n times the curve's area less (n - 1) times the area without that
    ticket, to first order (infinitesimal jackknife). Their mean is the area under the
    Kaplan-Meier curve. Andersen, Klein & Rosthøj 2003; Parner, Andersen & Overgaard 2023.
    """
    waits = in_order(hours, happened)
    fall = fall_of(waits)
    inside = int(np.searchsorted(fall.times, horizon))
    times, survival = fall.times[:inside], fall.survival[:inside]
    edges = np.concatenate(([0.0], times, [horizon]))
    areas = np.diff(edges) * np.concatenate(([1.0], survival))
    whole = float(areas.sum())
    if not len(times):
        return np.full(len(hours), whole)
    ahead = np.cumsum(areas[:0:-1])[::-1]  # area from each event time to the horizon
    at_risk, events = fall.at_risk[:inside].astype(np.float64), fall.events[:inside]
    left = at_risk - events
    per_event = np.divide(ahead, left, out=np.zeros(len(ahead)), where=left > 0)
    watched = np.concatenate(([0.0], np.cumsum(per_event * events / at_risk)))
    # How many of the event times each wait reached.
    place = np.zeros(len(hours), dtype=np.int64)
    place[fall.starts[:inside]] = 1
    np.cumsum(place, out=place)
    own = np.zeros(len(hours))
    done = waits.happened & (waits.durations < horizon)
    own[done] = per_event[place[done] - 1]
    told = np.empty(len(hours))
    told[waits.places] = whole + len(hours) * (watched[place] - own)
    return told

"""How long until it happens, when for some it has not happened yet (Kaplan-Meier)."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Survival:
    """The share for whom it has not happened by each time at which it happened to somebody.

    All arrays have one entry a distinct event time, rising. `low` and `high` are pointwise
    95% bands (log-log, Greenwood's variance): not below 0 and not above 1 by construction.
    `at_risk` counts those who were still watched just before that time.
    """

    times: Floats
    survival: Floats
    low: Floats
    high: Floats
    at_risk: NDArray[np.int64]
    count: int
    events: int

    @property
    def censored(self) -> int:
        """For how many it had not happened when they were last seen."""
        return self.count - self.events


@dataclass(frozen=True)
class Estimate:
    """A value and its interval; None where the data do not reach so far."""

    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Waits:
    """How long each of some waited, in rising order, and whether what it waited for has come.

    `places` tells at which place in the columns they came from each stands.
    """

    durations: Floats
    happened: Flags
    places: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.durations)

    def of(self, mask: Flags) -> Waits:
        """Those in a mask of the columns."""
        mine = np.flatnonzero(mask[self.places])
        return Waits(self.durations[mine], self.happened[mine], self.places[mine])


def in_order(durations: Floats, happened: Flags) -> Waits:
    """Waits by rising length. Raises ValueError unless there is a flag for each, none negative."""
    if durations.shape != happened.shape:
        raise ValueError("one flag for each duration")
    if durations.size and not (durations >= 0).all():
        raise ValueError("a duration is a number that is not negative")
    if (durations[1:] >= durations[:-1]).all():
        return Waits(durations, happened, np.arange(len(durations)))
    order = np.argsort(durations)
    return Waits(durations[order], happened[order], order)


def kaplan_meier(durations: Floats, happened: Flags, *, confidence: float = 0.95) -> Survival:
    """The product-limit estimate over `durations` (not negative); False in `happened` is censored.

    See `curve_of`; raises as `in_order` does.
    """
    return curve_of(in_order(durations, happened), confidence)


def curve_of(waits: Waits, confidence: float = 0.95) -> Survival:
    """The product-limit estimate; who has not what was waited for is censored.

    Someone censored at the very time of an event counts as at risk for it.
    Kaplan & Meier 1958; band: Kalbfleisch & Prentice, log(-log S) with Greenwood's variance.
    Where the estimate is 1 or 0 the variance does not exist: the band there is the point
    itself at 1, and from 0 up to the last band at 0.
    """
    fall = fall_of(waits)
    low, high = _log_log_band(fall.survival, fall.events, fall.at_risk, confidence)
    return Survival(
        fall.times, fall.survival, low, high, fall.at_risk, len(waits), int(fall.events.sum())
    )


@dataclass(frozen=True)
class Fall:
    """Where a curve falls: at which place among the waits each time stands first, the times,
    rising; how many it happened to and how many were still watched at each; and the estimate
    from there on."""

    starts: NDArray[np.int64]
    times: Floats
    events: NDArray[np.int64]
    at_risk: NDArray[np.int64]
    survival: Floats


def fall_of(waits: Waits) -> Fall:
    """The product-limit estimate without its band."""
    durations, starts = waits.durations, first_of_each(waits.durations)
    events = np.add.reduceat(waits.happened, starts, dtype=np.int64) if len(starts) else starts
    some = events > 0
    starts, events = starts[some], events[some]
    at_risk = len(durations) - starts
    survival: Floats = np.cumprod(1.0 - events / at_risk, dtype=np.float64)
    return Fall(starts, durations[starts], events, at_risk, survival)


def first_of_each(ordered: Floats) -> NDArray[np.int64]:
    """Where each value of a column in rising order stands for the first time."""
    first = np.ones(len(ordered), dtype=np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return np.flatnonzero(first)


def _log_log_band(
    survival: Floats, events: NDArray[np.int64], at_risk: NDArray[np.int64], confidence: float
) -> tuple[Floats, Floats]:
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    # It falls with every event, and to 0 at the last one at most.
    inner = len(survival) - int(len(survival) > 0 and survival[-1] == 0)
    low, high = survival.copy(), survival.copy()
    events, at_risk = events[:inner], at_risk[:inner]
    hazard = -np.log(survival[:inner])
    width = np.exp(z * np.sqrt(np.cumsum(events / (at_risk * (at_risk - events)))) / hazard)
    np.exp(-hazard * width, out=low[:inner])
    np.exp(-hazard / width, out=high[:inner])
    if 0 < inner < len(high):
        high[-1] = high[-2]
    return low, high


def quantile(curve: Survival, share: float) -> Estimate:
    """The time by which it has happened to `share` of them, with its interval.

    The interval is where the confidence band crosses the same height (Brookmeyer & Crowley 1982).
    """
    height = 1 - share
    inner = (curve.survival > 0) & (curve.survival < 1)
    if not inner.any():
        # All of them at one moment: there is no variance to make a band from.
        return Estimate(_first_at_or_below(curve.times, curve.survival, height))
    return Estimate(
        _first_at_or_below(curve.times, curve.survival, height),
        _first_at_or_below(curve.times, curve.low, height),
        _first_at_or_below(curve.times, curve.high, height),
    )


def _first_at_or_below(times: Floats, heights: Floats, height: float) -> float | None:
    # A product of fractions that should be a half may end a rounding error above it.
    reached = np.flatnonzero(heights <= height + 1e-12)
    return float(times[reached[0]]) if reached.size else None


def restricted_mean(curve: Survival, horizon: float) -> float:
    """The area under the curve up to `horizon`: mean time, no wait counted beyond the horizon."""
    inside = curve.times < horizon
    edges = np.concatenate(([0.0], curve.times[inside], [horizon]))
    heights = np.concatenate(([1.0], curve.survival[inside]))
    return float(np.sum(np.diff(edges) * heights))


def thin(curve: Survival, most: int = 150) -> NDArray[np.int64]:
    """Indexes of at most about `most` points that draw the curve: wherever it falls a step."""
    if not len(curve.times):
        return np.empty(0, dtype=np.int64)
    step = np.floor(curve.survival * most)
    keep = np.flatnonzero(np.diff(step, prepend=step[0] + 1) != 0)
    return np.unique(np.concatenate((keep, [len(curve.times) - 1])))


def at_risk_at(durations: Floats, moments: Floats) -> NDArray[np.int64]:
    """How many were still watched at each of `moments`; `durations` are in rising order."""
    return len(durations) - np.searchsorted(durations, moments, side="left")


def quantile_in_order(values: Floats, share: float) -> float:
    """The sample's quantile (linear between two) of values in rising order, at least one."""
    place = (len(values) - 1) * share
    below = int(place)
    low, high = values[below], values[min(below + 1, len(values) - 1)]
    return float(low + (high - low) * (place - below))

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


def kaplan_meier(durations: Floats, happened: Flags, *, confidence: float = 0.95) -> Survival:
    """The product-limit estimate over `durations` (not negative); False in `happened` is censored.

    Someone censored at the very time of an event counts as at risk for it.
    Kaplan & Meier 1958; band: Kalbfleisch & Prentice, log(-log S) with Greenwood's variance.
    Where the estimate is 1 or 0 the variance does not exist: the band there is the point
    itself at 1, and from 0 up to the last band at 0.
    """
    if durations.shape != happened.shape:
        raise ValueError("one flag for each duration")
    if durations.size and not (durations >= 0).all():
        raise ValueError("a duration is a number that is not negative")
    times, events = np.unique(durations[happened], return_counts=True)
    at_risk = durations.size - np.searchsorted(np.sort(durations), times, side="left")
    survival: Floats = np.cumprod(1.0 - events / at_risk, dtype=np.float64)
    low, high = _log_log_band(survival, events, at_risk, confidence)
    return Survival(times, survival, low, high, at_risk, durations.size, int(happened.sum()))


def _log_log_band(
    survival: Floats, events: NDArray[np.int64], at_risk: NDArray[np.int64], confidence: float
) -> tuple[Floats, Floats]:
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    inner = (survival > 0) & (survival < 1)
    left = at_risk - events
    terms = np.divide(events, at_risk * left, out=np.zeros(len(events)), where=left > 0)
    log_survival = np.log(survival, out=np.full(len(survival), -1.0), where=inner)
    width = np.exp(z * np.sqrt(np.cumsum(terms)) / -log_survival)
    low = np.where(inner, np.power(survival, width, where=inner, out=survival.copy()), survival)
    high = np.where(
        inner, np.power(survival, 1 / width, where=inner, out=survival.copy()), survival
    )
    if len(high) > 1 and survival[-1] == 0:
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
    """How many were still watched at each of `moments`."""
    return durations.size - np.searchsorted(np.sort(durations), moments, side="left")

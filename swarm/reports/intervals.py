"""How sure a number is: 95% intervals of shares, quantiles, means and differences."""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist

import numpy as np
from scipy.special import bdtr

from swarm.reports.survival import Estimate, Floats, quantile_in_order

Z95 = NormalDist().inv_cdf(0.975)


def share(hits: int, count: int) -> Estimate:
    """A share and Wilson's score interval (Wilson 1927); no value over nothing."""
    if not 0 <= hits <= count:
        raise ValueError("hits lie between none and all")
    if count == 0:
        return Estimate(None)
    p = hits / count
    weight = Z95**2 / count
    middle = (p + weight / 2) / (1 + weight)
    half = Z95 * sqrt(p * (1 - p) / count + weight / (4 * count)) / (1 + weight)
    low = 0.0 if hits == 0 else max(0.0, middle - half)
    high = 1.0 if hits == count else min(1.0, middle + half)
    return Estimate(p, low, high)


def sample_quantile(values: Floats, q: float) -> Estimate:
    """The sample's quantile and the exact order-statistic interval (binomial, at least 95%).

    An end that would need an observation beyond the sample is None (fewer than six values
    give no two-sided interval of a median). David & Nagaraja, Order Statistics, 7.1.
    """
    count = len(values)
    if count == 0:
        return Estimate(None)
    ordered = np.sort(values)
    # The r-th smallest lies above the quantile with the chance that fewer than r fall below it.
    # Both ranks lie within ten standard deviations of the middle, so few chances are needed.
    reach = int(10 * sqrt(count * q * (1 - q))) + 10
    first = max(0, int(count * q) - reach)
    below = bdtr(np.arange(first, min(count, int(count * q) + reach)), count, q)
    low_rank = first + int(np.searchsorted(below, 0.025, side="right"))
    high_rank = first + int(np.searchsorted(below, 0.975, side="left")) + 1
    return Estimate(
        quantile_in_order(ordered, q),
        float(ordered[low_rank - 1]) if low_rank >= 1 else None,
        float(ordered[high_rank - 1]) if high_rank <= count else None,
    )


def mean(values: Floats) -> Estimate:
    """The mean and its normal interval, not below zero where no value is."""
    count = len(values)
    if count == 0:
        return Estimate(None)
    middle = float(values.mean())
    if count == 1:
        return Estimate(middle)
    half = Z95 * float(values.std(ddof=1)) / sqrt(count)
    low = middle - half
    return Estimate(middle, max(0.0, low) if values.min() >= 0 else low, middle + half)


def difference(first: Estimate, second: Estimate) -> Estimate:
    """`first - second`, its interval recovered from the two (MOVER, Zou & Donner 2008).

    For two shares with Wilson intervals this is Newcombe's method 10.
    """
    if first.value is None or second.value is None:
        return Estimate(None)
    value = first.value - second.value
    low = high = None
    if first.low is not None and second.high is not None:
        low = value - sqrt((first.value - first.low) ** 2 + (second.high - second.value) ** 2)
    if first.high is not None and second.low is not None:
        high = value + sqrt((first.high - first.value) ** 2 + (second.value - second.low) ** 2)
    return Estimate(value, low, high)

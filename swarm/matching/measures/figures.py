"""A figure and how sure it is: percentile bootstrap over the cases that were judged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

RESAMPLES = 1_000


@dataclass(frozen=True, slots=True)
class Figure:
    """A mean with its 95% bootstrap interval, over `n` tickets; None where there are none."""

    value: float | None
    low: float | None
    high: float | None
    n: int


def bootstrapped(values: npt.NDArray[np.float64], seed: int = 0) -> Figure:
    """The mean of some values, one for each case, with its interval."""
    if not len(values):
        return Figure(None, None, None, 0)
    chance = np.random.default_rng(seed)
    means = [values[chance.integers(0, len(values), len(values))].mean() for _ in range(RESAMPLES)]
    low, high = np.percentile(means, [2.5, 97.5])
    mean = float(values.mean())
    return Figure(round(mean, 4), round(float(low), 4), round(float(high), 4), len(values))


def resampled(
    measure: Callable[[npt.NDArray[np.int64]], float],
    n: int,
    *,
    seed: int = 0,
    resamples: int = RESAMPLES,
) -> Figure:
    """A measure that is no mean: `measure` gets the places of the cases, some more than once."""
    if not n:
        return Figure(None, None, None, 0)
    chance = np.random.default_rng(seed)
    values = [measure(chance.integers(0, n, n)) for _ in range(resamples)]
    low, high = np.percentile(values, [2.5, 97.5])
    whole = measure(np.arange(n))
    return Figure(round(whole, 4), round(float(low), 4), round(float(high), 4), n)

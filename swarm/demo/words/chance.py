"""Draws that have the long tails of real work."""

from __future__ import annotations

import math
from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


def long_tailed(rng: Random, median: float, spread: float = 0.8) -> float:
    """A log-normal draw with that median; never below 1, never above 40 times the median."""
    return max(1.0, min(median * math.exp(rng.gauss(0.0, spread)), 40 * median))


def happens(rng: Random, share: float) -> bool:
    """True in that share of cases."""
    return rng.random() < share


def weighted(rng: Random, things: Sequence[T], weights: Sequence[float]) -> T:
    """One of `things`, drawn by weight; raises IndexError when there is none."""
    return rng.choices(things, weights=weights, k=1)[0]

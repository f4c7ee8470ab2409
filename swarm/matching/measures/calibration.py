"""Do probabilities mean what they say: expected calibration error, its bias taken off.

Even a perfectly calibrated model shows an error in a finite sample, since the share of each bin
scatters about its probability. That much is simulated, by drawing outcomes from the very
probabilities, and subtracted (the parametric bootstrap of Bröcker and Smith 2007, used here as a
correction of the bias). What is left may be a little below 0; it is shown as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from swarm.matching.measures.figures import Figure

Doubles = npt.NDArray[np.float64]
Truths = npt.NDArray[np.bool_]
BINS = 15
_DRAWS, _RESAMPLES = 100, 300


@dataclass(frozen=True, slots=True)
class Bin:
    """Cases of about one probability: how many, what was said on average, what came true."""

    n: int
    said: float
    true: float


def reliability(chances: Doubles, truth: Truths, bins: int = BINS) -> list[Bin]:
    """The calibration curve: cases in order of their probability, in bins of equal size."""
    order = np.argsort(chances, kind="stable")
    return [
        Bin(len(part), float(chances[part].mean()), float(truth[part].mean()))
        for part in np.array_split(order, bins)
        if len(part)
    ]


def _raw(chances: Doubles, truth: Truths, bins: int) -> float:
    """Mean distance, over the cases, between what a bin said and what came true."""
    order = np.argsort(chances, kind="stable")
    gaps = truth[order] - chances[order]
    starts = np.unique(np.linspace(0, len(gaps), bins + 1).astype(np.int64)[:-1])
    return float(np.abs(np.add.reduceat(gaps, starts)).sum() / len(gaps))


def _drawn(chances: Doubles, bins: int, chance: np.random.Generator) -> Doubles:
    """What perfectly calibrated models would show on these cases, many times."""
    draws = (chance.random(len(chances)) < chances for _ in range(_DRAWS))
    return np.array([_raw(chances, drawn, bins) for drawn in draws])


@dataclass(frozen=True, slots=True)
class Calibration:
    """Raw error, what a perfect model would show here, and the difference, with 95% intervals.

    Those of the raw error and of the difference are basic bootstrap ones, over cases; that of a
    perfect model says between what its error lies in 95 of 100 samples like this one.
    """

    raw: Figure
    perfect: Figure
    debiased: Figure
    curve: tuple[Bin, ...]


def calibration(
    chances: Sequence[float] | Doubles, truth: Sequence[bool] | Truths, *, seed: int = 0
) -> Calibration | None:
    """How well these probabilities (n,) foretold what came true (n,); None without cases."""
    said, real = np.asarray(chances, np.float64), np.asarray(truth, np.bool_)
    if not len(said):
        return None
    chance = np.random.default_rng(seed)
    drawn, raw = _drawn(said, BINS, chance), _raw(said, real, BINS)
    perfect = float(drawn.mean())
    below, above = _reach(said, real, chance)
    least, most = np.percentile(drawn, [2.5, 97.5])

    def figure(value: float, low: float, high: float) -> Figure:
        return Figure(round(value, 4), round(low, 4), round(high, 4), len(said))

    value = raw - perfect
    return Calibration(
        figure(raw, raw - below, raw + above),
        figure(perfect, float(least), float(most)),
        figure(value, value - below, value + above),
        tuple(reliability(said, real)),
    )


def _reach(said: Doubles, real: Truths, chance: np.random.Generator) -> tuple[float, float]:
    """How far a 95% basic bootstrap interval reaches below and above its value.

    A resample scatters once more about the sample, which adds to its error what the sample's own
    scatter added to it; the basic interval mirrors that away.
    """
    once = [
        _raw(said[rows], real[rows], BINS)
        for rows in (chance.integers(0, len(said), len(said)) for _ in range(_RESAMPLES))
    ]
    low, high = np.percentile(once, [2.5, 97.5])
    spread = float(np.mean(once))
    return float(high) - spread, spread - float(low)

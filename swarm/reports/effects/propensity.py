"""How likely a ticket was to be swarmed, by what was known before work began."""

from __future__ import annotations

import numpy as np
from scipy.special import expit

from swarm.reports.survival import Flags, Floats

STEPS, CLOSE = 50, 1e-10
TINY = 1e-12


def fit_logistic(
    matrix: Floats, treated: Flags | Floats, *, ridge: float = 0.0, counts: Floats | None = None
) -> Floats:
    """Coefficients of a logistic regression by Newton's method; column 0 is not penalized.

    `ridge` is the penalty on each squared coefficient, over two. Without it a column that
    separates the sides has no finite answer. Where a row of `matrix` stands for several tickets
    `counts` tells for how many, and `treated` how many of them were.
    """
    target = treated.astype(np.float64)
    count = np.ones(len(matrix)) if counts is None else counts
    penalty = np.full(matrix.shape[1], ridge)
    penalty[0] = 0.0
    found = np.zeros(matrix.shape[1])
    turned = np.ascontiguousarray(matrix.T)
    for _ in range(STEPS):
        chance = expit(matrix @ found)
        slope = turned @ (target - count * chance) - penalty * found
        bend = (turned * (count * chance * (1 - chance))) @ matrix + np.diag(penalty)
        step = np.linalg.lstsq(bend, slope, rcond=None)[0]
        found = found + step
        if float(np.abs(step).max()) < CLOSE:
            break
    return found


def propensity(matrix: Floats, coefficients: Floats) -> Floats:
    """The chance of each ticket to be swarmed, 0 to 1."""
    chance: Floats = expit(matrix @ coefficients)
    return chance


Sides = tuple[Floats, Floats]
"""Of swarmed and of tiered tickets, one number a cell."""


def standardized_differences(cells: Floats, counts: Sides, weights: Sides | None = None) -> Floats:
    """Difference of the sides' means over the pooled standard deviation, one a column.

    A row of `cells` stands for `counts` tickets of each side. With `weights`, those of its tickets
    added up, the means are weighted, the deviation stays that of the tickets as they are (Austin
    2011): a column that does not vary differs by 0.
    """
    means = [weight @ cells / weight.sum() for weight in weights or counts]
    varied = [_variance(cells, count) for count in counts]
    spread = np.sqrt((varied[0] + varied[1]) / 2)
    found: Floats = np.divide(
        means[0] - means[1], spread, out=np.zeros(cells.shape[1]), where=spread > TINY
    )
    return found


def _variance(cells: Floats, count: Floats) -> Floats:
    whole = count.sum()
    return np.asarray(count @ (cells - count @ cells / whole) ** 2 / whole)


def inverse_weights(chance: Floats, counts: Sides) -> Sides:
    """Weights that make both sides look like all tickets, added up in each cell."""
    return counts[0] / chance, counts[1] / (1 - chance)

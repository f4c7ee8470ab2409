"""How likely a ticket was to be swarmed, by what was known before work began."""

from __future__ import annotations

import numpy as np
from scipy.special import expit

from swarm.reports.survival import Flags, Floats

STEPS, CLOSE = 50, 1e-10


def fit_logistic(matrix: Floats, treated: Flags, *, ridge: float = 0.0) -> Floats:
    """Coefficients of a logistic regression by Newton's method; column 0 is not penalized.

    `ridge` is the penalty on each squared coefficient, over two. Without it a column that
    separates the sides has no finite answer.
    """
    target = treated.astype(np.float64)
    penalty = np.full(matrix.shape[1], ridge)
    penalty[0] = 0.0
    found = np.zeros(matrix.shape[1])
    for _ in range(STEPS):
        chance = expit(matrix @ found)
        slope = matrix.T @ (target - chance) - penalty * found
        bend = (matrix.T * (chance * (1 - chance))) @ matrix + np.diag(penalty)
        step = np.linalg.lstsq(bend, slope, rcond=None)[0]
        found = found + step
        if float(np.abs(step).max()) < CLOSE:
            break
    return found


def propensity(matrix: Floats, coefficients: Floats) -> Floats:
    """The chance of each ticket to be swarmed, 0 to 1."""
    chance: Floats = expit(matrix @ coefficients)
    return chance


def standardized_differences(
    matrix: Floats, treated: Flags, weights: Floats | None = None
) -> Floats:
    """Difference of the sides' means over the pooled standard deviation, one a column.

    With `weights` the means are weighted, the deviation stays that of the tickets as they are
    (Austin 2011): a column that does not vary differs by 0.
    """
    count = np.ones(len(treated)) if weights is None else weights
    sides = [np.average(matrix[side], axis=0, weights=count[side]) for side in (treated, ~treated)]
    spread = np.sqrt((matrix[treated].var(axis=0) + matrix[~treated].var(axis=0)) / 2)
    found: Floats = np.divide(
        sides[0] - sides[1], spread, out=np.zeros(matrix.shape[1]), where=spread > 0
    )
    return found


def inverse_weights(chance: Floats, treated: Flags) -> Floats:
    """Weights that make both sides look like all tickets."""
    weights: Floats = np.where(treated, 1 / chance, 1 / (1 - chance))
    return weights

"""A logistic regression in which evidence can only speak for somebody.

On a small desk a free regression learns from chance that much recent work speaks against a
person; then a suggestion would gain by losing the very tickets that it cites.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from swarm.matching.rows import Floats


def signed_regression(
    values: Floats, labels: npt.NDArray[np.bool_], penalty: float, signs: Floats
) -> tuple[Floats, float]:
    """Slopes (features,) and offset that fit the labels best, each slope on its side of zero.

    Parameters
    ----------
    values: scaled rows (n, features); labels: (n,), both kinds present.
    penalty: the C of a regression with squared slopes as penalty.
    signs: (features,): 1 where a slope must not be negative, -1 where not positive, 0 where free.

    Notes
    -----
    The loss is convex and the bounds are a box: L-BFGS-B finds the one optimum.
    """
    # scipy's optimizers take a while to import: only a fit that needs them pays for it
    from scipy.optimize import minimize  # noqa: PLC0415 - see above

    rows, side = values.astype(np.float64), np.where(labels, 1.0, -1.0)

    def loss(weights: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        slopes, offset = weights[:-1], weights[-1]
        margins = side * (np.einsum("ij,j->i", rows, slopes) + offset)
        pull = -penalty * side / (1 + np.exp(np.clip(margins, -500, 500)))
        slope = np.append(np.einsum("ij,i->j", rows, pull) + slopes, pull.sum())
        return float(penalty * np.logaddexp(0, -margins).sum() + slopes @ slopes / 2), slope

    bounds = [(0.0 if s > 0 else None, 0.0 if s < 0 else None) for s in signs] + [(None, None)]
    start = np.zeros(values.shape[1] + 1)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds)
    return np.asarray(found.x[:-1], np.float32), float(found.x[-1])

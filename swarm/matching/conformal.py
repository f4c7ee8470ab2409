"""Sets of answers that hold the right one as often as was promised.

Split conformal prediction with a threshold for each class (Vovk 2012, "Conditional validity of
inductive conformal predictors"): among past cases of a class, judged by a model that had not
seen them, the threshold is the probability that all but a share `miss` of them reached. An answer
is in the set of a new case when its probability reaches the threshold of its class. One answer in
the set: it can be given. Several, or none: better to ask.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Doubles = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The probability that an answer must reach, for each class: shape (classes,)."""

    least: Doubles

    def answers(self, chances: Doubles) -> list[int]:
        """Places of the answers in the set of one case, likeliest first; `chances` (classes,)."""
        order = np.argsort(-chances, kind="stable")
        return [int(place) for place in order if chances[place] >= self.least[place]]


def learn_thresholds(chances: Doubles, truth: npt.NDArray[np.int64], miss: float) -> Thresholds:
    """Thresholds from held-out probabilities (n, classes) and the true class of each row (n,).

    A class with so few rows that the promise cannot be kept has the threshold 0: it stays in
    every set.
    """
    least = np.zeros(chances.shape[1])
    for place in range(chances.shape[1]):
        reached = np.sort(chances[truth == place, place])
        # The finite-sample rule: the k-th smallest of n, k = floor(miss (n + 1)).
        rank = int(np.floor(miss * (len(reached) + 1)))
        least[place] = reached[rank - 1] if rank else 0.0
    return Thresholds(least)

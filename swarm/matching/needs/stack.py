"""Several opinions made one probability that means what it says.

A logistic regression weighs the opinions, and an isotonic regression makes its scores
probabilities (Zadrozny and Elkan 2002). Both learn from tickets that those who gave the opinions
had not seen. All labels are weighed alike, so that a rare one borrows from the common ones.
Opinions are probabilities: weighed as logarithms of odds they did worse, since who is nearly
sure then outvotes all others. Beside each stands its share of all that the same opinion says of the
ticket: .6 means something else where another label has .9 than where none has a tenth.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from swarm.matching.keeping.kept import Kept
from swarm.matching.needs.linear import Truths
from swarm.matching.rows import Floats


@dataclass(frozen=True, slots=True)
class Stack:
    """The weighing, and the steps of the isotonic curve."""

    weights: Floats
    offset: float
    scores: Floats
    chances: Floats

    @classmethod
    def fit(cls, opinions: Sequence[Floats], truth: Truths) -> Stack:
        """Learn from opinions, each (n, labels), and what came true (n, labels)."""
        # scikit-learn takes seconds to import: only a fit that needs it pays for it
        from sklearn.isotonic import IsotonicRegression  # noqa: PLC0415 - see above
        from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - see above

        rows = _seen(opinions).reshape(-1, 2 * len(opinions))
        right = truth.ravel()
        model = LogisticRegression(C=1.0, max_iter=500).fit(rows, right)
        weights = np.asarray(model.coef_[0], np.float32)
        offset = float(model.intercept_[0])
        curve = IsotonicRegression(out_of_bounds="clip")
        said = curve.fit_transform(rows @ weights + offset, right)
        # A step on which everything (or nothing) came true is as sure as its number of cases.
        least = 1 / ((said <= said.min()).sum() + 2)
        most = 1 - 1 / ((said >= said.max()).sum() + 2)
        steps = np.asarray(curve.X_thresholds_, np.float32)
        chances = np.clip(curve.y_thresholds_, min(least, most), max(least, most))
        return cls(weights, offset, steps, np.asarray(chances, np.float32))

    def keep(self) -> Kept:
        """What was learned."""
        arrays = {"weights": self.weights, "scores": self.scores, "chances": self.chances}
        return Kept(arrays, {"offset": self.offset})

    @classmethod
    def restore(cls, kept: Kept) -> Stack:
        """The stack that kept this."""
        arrays = kept.arrays
        return cls(arrays["weights"], kept.facts["offset"], arrays["scores"], arrays["chances"])

    def probability(self, opinions: Sequence[Floats]) -> tuple[Floats, Floats]:
        """Probabilities (n, labels), and the scores behind them, which tell equal ones apart."""
        scores = _seen(opinions) @ self.weights + np.float32(self.offset)
        return np.asarray(np.interp(scores, self.scores, self.chances), np.float32), scores


def _seen(opinions: Sequence[Floats]) -> Floats:
    """The opinions, each (n, labels), and their shares: (n, labels, 2 * opinions)."""
    shares = [one / (one.sum(axis=1, keepdims=True) + np.float32(1e-9)) for one in opinions]
    return np.stack([*opinions, *shares], axis=-1)

"""Boosted trees and a logistic regression, half and half: a probability from a row of numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from swarm.matching.ranker import one_thread
from swarm.matching.rows import Floats

_PENALTY = 1_000.0  # the regression's C is this over the number of rows
_GROWING: dict[str, Any] = {
    "max_iter": 120,
    "learning_rate": 0.08,
    "max_leaf_nodes": 15,
    "min_samples_leaf": 40,
    "l2_regularization": 5.0,
    "max_features": 0.3,
    "early_stopping": False,
}


@dataclass(frozen=True, slots=True)
class Mixture:
    """A fitted pair."""

    mean: Floats
    spread: Floats
    regression: Any
    trees: Any

    @classmethod
    def fit(cls, values: Floats, labels: npt.NDArray[np.bool_], seed: int) -> Mixture | None:
        """Learn from rows (n, features) and labels (n,); None where all labels are the same."""
        if not 0 < labels.sum() < len(labels):
            return None
        # scikit-learn takes seconds to import: only a fit that needs it pays for it
        from sklearn.ensemble import HistGradientBoostingClassifier  # noqa: PLC0415 - see above
        from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - see above

        mean, spread = values.mean(axis=0), values.std(axis=0)
        spread = np.where(spread > 1e-9, spread, 1).astype(np.float32)
        scaled = np.clip((values - mean) / spread, -5, 5)
        regression = LogisticRegression(C=_PENALTY / len(values), max_iter=300)
        trees = HistGradientBoostingClassifier(**_GROWING, random_state=seed)
        with one_thread():
            return cls(mean, spread, regression.fit(scaled, labels), trees.fit(values, labels))

    def probability(self, values: Floats) -> npt.NDArray[np.float64]:
        """Probability of each row (n, features)."""
        scaled = np.clip((values - self.mean) / self.spread, -5, 5)
        with one_thread():
            linear = self.regression.predict_proba(scaled)[:, 1]
            grown = self.trees.predict_proba(values)[:, 1]
        return np.asarray((linear + grown) / 2, np.float64)

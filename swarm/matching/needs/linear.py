"""One logistic regression for each label, over words and attributes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from swarm.matching.keeping.kept import Kept
from swarm.matching.rows import Floats

Truths = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Linear:
    """Slopes (labels, columns) and offsets (labels,)."""

    slopes: Floats
    offsets: Floats

    @classmethod
    def fit(cls, values: sparse.csr_array, labels: Truths, seed: int) -> Linear:
        """Learn from rows (n, columns) and their labels (n, labels)."""
        # scikit-learn takes seconds to import: only a fit that needs it pays for it
        from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - see above

        slopes, offsets = [], []
        for column in range(labels.shape[1]):
            truth = labels[:, column]
            if truth.all() or not truth.any():  # never, or always, in this part of the past
                slopes.append(np.zeros(values.shape[1]))
                offsets.append(4.0 if truth.all() else -4.0)
                continue
            # Fewer rows than columns: by coordinates of the dual it takes a thirtieth of the time,
            # and no probability moves by a hundredth.
            model = LogisticRegression(
                C=10.0, solver="liblinear", dual=True, tol=1e-2, max_iter=1_000, random_state=seed
            )
            model.fit(values, truth)
            slopes.append(model.coef_[0])
            offsets.append(model.intercept_[0])
        return cls(np.array(slopes, np.float32), np.array(offsets, np.float32))

    def keep(self) -> Kept:
        """What was learned."""
        return Kept({"slopes": self.slopes, "offsets": self.offsets})

    @classmethod
    def restore(cls, kept: Kept) -> Linear:
        """The regressions that kept this."""
        return cls(kept.arrays["slopes"], kept.arrays["offsets"])

    def chances(self, rows: sparse.csr_array) -> Floats:
        """Probability of each label, (n, labels)."""
        if rows.shape[0] == 1:  # a product would copy all slopes, for a question of fifty words
            said = np.einsum("lc,c->l", self.slopes[:, rows.indices], rows.data)[None, :]
        else:
            said = rows @ self.slopes.T
        margins = np.asarray(said, np.float32) + self.offsets
        return np.asarray(1 / (1 + np.exp(-np.clip(margins, -30, 30))), np.float32)

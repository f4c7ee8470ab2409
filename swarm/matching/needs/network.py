"""Small neural networks over the main directions of the words: they see what goes together.

Rows are brought to a few hundred directions (truncated singular values, latent semantic
analysis), and networks with one hidden layer, each from another start, vote. Kept are plain
arrays: asking takes two small products.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import sparse

from swarm.matching.keeping.kept import Kept
from swarm.matching.needs.linear import Truths
from swarm.matching.ranker import one_thread
from swarm.matching.rows import Floats

_DIRECTIONS, _HIDDEN, _NETWORKS, _EPOCHS = 300, 256, 3, 8
_MOST_COLUMNS = 40_000  # the commonest words; the rest adds memory and nothing else
_FEWEST_USES = 3


@dataclass(frozen=True, slots=True)
class Network:
    """The columns that are read, the directions they lie in, and the layers of each network."""

    columns: Any
    directions: Floats
    spread: Floats
    layers: tuple[tuple[Floats, Floats, Floats, Floats], ...]

    @classmethod
    def fit(cls, values: sparse.csr_array, labels: Truths, seed: int) -> Network:
        """Learn from rows (n, columns) and their labels (n, labels)."""
        # scikit-learn takes seconds to import: only a fit that needs it pays for it
        from sklearn.decomposition import TruncatedSVD  # noqa: PLC0415 - see above

        uses = np.bincount(values.indices, minlength=values.shape[1])
        order = np.argsort(-uses, kind="stable")[:_MOST_COLUMNS]
        columns = np.sort(order[uses[order] >= _FEWEST_USES])
        kept = values[:, columns]
        most = max(2, min(_DIRECTIONS, len(columns) - 1, values.shape[0] // 4))
        with one_thread():
            found = TruncatedSVD(most, n_iter=3, random_state=seed).fit(kept)
            directions = found.components_.T.astype(np.float32)
            main = np.asarray(kept @ directions, np.float32)
            spread = np.maximum(main.std(axis=0), 1e-6)
            layers = [_trained(main / spread, labels, seed + at) for at in range(_NETWORKS)]
        return cls(columns, directions, spread, tuple(layers))

    def keep(self) -> Kept:
        """What was learned."""
        arrays = {"columns": self.columns, "directions": self.directions, "spread": self.spread}
        for place, layers in enumerate(self.layers):
            arrays |= {f"layer {place} {part}": layer for part, layer in enumerate(layers)}
        return Kept(arrays, {"networks": len(self.layers)})

    @classmethod
    def restore(cls, kept: Kept) -> Network:
        """The networks that kept this."""
        arrays = kept.arrays
        layers = []
        for place in range(kept.facts["networks"]):
            first, before, last, after = (arrays[f"layer {place} {part}"] for part in range(4))
            layers.append((first, before, last, after))
        return cls(arrays["columns"], arrays["directions"], arrays["spread"], tuple(layers))

    def chances(self, rows: sparse.csr_array) -> Floats:
        """The networks' mean probability of each label, (n, labels)."""
        main = np.asarray(rows[:, self.columns] @ self.directions, np.float32) / self.spread
        said: Sequence[Floats] = [
            1 / (1 + np.exp(-np.clip(np.maximum(main @ a + b, 0) @ c + d, -30, 30)))
            for a, b, c, d in self.layers
        ]
        return np.asarray(np.mean(said, axis=0), np.float32)


def _trained(main: Floats, labels: Truths, seed: int) -> tuple[Floats, Floats, Floats, Floats]:
    # scikit-learn takes seconds to import: only a fit that needs it pays for it
    from sklearn.exceptions import ConvergenceWarning  # noqa: PLC0415 - see above
    from sklearn.neural_network import MLPClassifier  # noqa: PLC0415 - see above

    network = MLPClassifier(
        (_HIDDEN,), alpha=3e-2, batch_size=128, max_iter=_EPOCHS, random_state=seed
    )
    truth = labels.astype(np.int64)
    if truth.shape[1] == 1:  # one label alone is asked for as a column of its own
        truth = np.hstack([truth, 1 - truth])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # stopped early on purpose
        network.fit(main, truth)
    first, last = (np.asarray(one, np.float32) for one in network.coefs_)
    before, after = (np.asarray(one, np.float32) for one in network.intercepts_)
    count = labels.shape[1]
    return first, before, last[:, :count], after[:count]

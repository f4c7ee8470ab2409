"""Trees as arrays answer as the library that grew them."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier

from swarm.matching.trees import MOST_LEAVES, Trees


@pytest.mark.parametrize("leaves", [2, 7, MOST_LEAVES])
def test_every_row_gets_the_probability_that_the_library_gives(leaves: int) -> None:
    chance = np.random.default_rng(5)
    values = chance.normal(size=(600, 9)).astype(np.float32)
    labels = values[:, 0] * values[:, 1] + values[:, 2] > chance.normal(size=600)
    forests = [
        HistGradientBoostingClassifier(
            max_iter=12, max_leaf_nodes=leaves, min_samples_leaf=5, random_state=seed
        ).fit(values[seed::2], labels[seed::2])
        for seed in range(2)
    ]
    trees = Trees.of(forests)
    wanted = np.mean([forest.predict_proba(values)[:, 1] for forest in forests], axis=0)
    np.testing.assert_allclose(trees.probability(values), wanted, atol=1e-12)
    # on the thresholds themselves too
    edges = np.tile(trees.thresholds[0, :1], (1, values.shape[1]))
    told = np.mean([forest.predict_proba(edges)[:, 1] for forest in forests], axis=0)
    np.testing.assert_allclose(trees.probability(edges), told, atol=1e-12)


def test_a_tree_with_too_many_leaves_is_refused() -> None:
    chance = np.random.default_rng(5)
    values = chance.normal(size=(600, 3))
    forest = HistGradientBoostingClassifier(max_iter=1, max_leaf_nodes=31, min_samples_leaf=5)
    forest.fit(
        values, np.sin(5 * values[:, 0]) * np.cos(5 * values[:, 1]) > chance.normal(size=600)
    )
    with pytest.raises(ValueError, match="too many leaves"):
        Trees.of([forest])

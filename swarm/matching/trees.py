"""Boosted trees as arrays: all nodes of all trees are compared at once, and a mask finds the leaf.

scikit-learn grows the trees; it answers forty rows in a millisecond for each forest, most of which
is ceremony. Here every inner node holds a mask of the leaves that stay possible when its question
is answered "no"; the lowest leaf left after all of a tree's masks is where the row ends.

Method: QuickScorer (Lucchese et al., SIGIR 2015).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from swarm.matching.index.spans import Array
from swarm.matching.keeping.kept import Kept

MOST_LEAVES = 15
_NODES = MOST_LEAVES - 1
_ALL = (1 << MOST_LEAVES) - 1
_LOWEST = np.zeros(_ALL + 1, np.int64)  # place of the lowest bit that is set
for _bit in reversed(range(MOST_LEAVES)):
    _LOWEST[1 << _bit :: 1 << (_bit + 1)] = _bit


@dataclass(frozen=True, slots=True)
class Trees:
    """Several forests with one number of trees each.

    `features`, `thresholds`, `masks`: (trees, 14); `leaves`: (trees, 15); `bases`: (forests,).
    """

    features: Array
    thresholds: Array
    masks: Array
    leaves: Array
    bases: Array

    @classmethod
    def of(cls, forests: Sequence[Any]) -> Trees:
        """The trees of fitted HistGradientBoostingClassifiers of two classes.

        Raises ValueError for a tree with more than 15 leaves.
        """
        nodes = [one.nodes for forest in forests for (one,) in forest._predictors]  # noqa: SLF001 - scikit-learn gives no public way to its trees
        if any(tree["is_leaf"].sum() > MOST_LEAVES for tree in nodes):
            raise ValueError("a tree has too many leaves")
        bases = [float(np.ravel(forest._baseline_prediction)[0]) for forest in forests]  # noqa: SLF001 - see above
        shape = (len(nodes), _NODES)
        trees = cls(
            features=np.zeros(shape, np.int64),
            thresholds=np.full(shape, np.inf),
            masks=np.full(shape, _ALL, np.int64),
            leaves=np.zeros((len(nodes), MOST_LEAVES)),
            bases=np.array(bases),
        )
        for place, tree in enumerate(nodes):
            _Walk(trees, place, tree).down(0)
        return trees

    def keep(self) -> Kept:
        """The arrays by name."""
        return Kept({one.name: getattr(self, one.name) for one in fields(self)})

    def probability(self, values: Array) -> Array:
        """The mean over the forests of the probability that each row (n, features) is a yes."""
        answers = values.T[self.features] <= self.thresholds[:, :, None]
        masks = np.where(answers, _ALL, self.masks[:, :, None])
        leaf = _LOWEST[np.bitwise_and.reduce(masks, axis=1)]
        said = np.take_along_axis(self.leaves, leaf, axis=1)
        each = said.reshape(len(self.bases), -1, len(values)).sum(axis=1)
        return np.asarray((1 / (1 + np.exp(-(each + self.bases[:, None])))).mean(axis=0))


class _Walk:
    """Numbers the leaves of one tree from left to right and its inner nodes as they come."""

    def __init__(self, trees: Trees, place: int, nodes: Array) -> None:
        self.trees, self.place, self.nodes = trees, place, nodes
        self.leaves = self.inner = 0

    def down(self, number: int) -> None:
        node = self.nodes[number]
        if node["is_leaf"]:
            self.trees.leaves[self.place, self.leaves] = node["value"]
            self.leaves += 1
            return
        mine, self.inner = self.inner, self.inner + 1
        first = self.leaves
        self.down(int(node["left"]))
        left = ((1 << self.leaves) - 1) & ~((1 << first) - 1)
        self.trees.features[self.place, mine] = node["feature_idx"]
        self.trees.thresholds[self.place, mine] = node["num_threshold"]
        self.trees.masks[self.place, mine] = _ALL & ~left
        self.down(int(node["right"]))

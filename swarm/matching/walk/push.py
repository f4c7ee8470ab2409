"""Personalised PageRank by forward push: a walk from a few nodes that returns to them ever again.

What has gathered at a node is pushed to its neighbours only while that is worth it, so a question
costs what lies around its start, not what lies in the graph. All nodes that are due are pushed
together, a round at a time, so that plain array steps suffice.

Method: forward push (Andersen, Chung and Lang, FOCS 2006).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from swarm.matching.index.spans import Array, strongest
from swarm.matching.walk.mirror import Mirror

RETURN = 0.15  # chance of going back to the start at each step
BOUND = 1e-3  # share of the walk that a node of mean strength holds back before it is pushed
_ROUNDS = 6  # what is still to be pushed after so many moves hardly anything


class Walker:
    """Walks on one mirror; not to be shared between threads."""

    def __init__(self, mirror: Mirror, *, back: float = RETURN, bound: float = BOUND) -> None:
        self._mirror, self._back, self._bound = mirror, back, bound
        self._settled = self._residue = self._mark = self._least = np.zeros(0)

    def walk(self, start: Mapping[int, float]) -> tuple[Array, Array]:
        """Nodes that the walk reaches (each once) and how often it is at each.

        `start` holds nodes with their weight; weights are brought to a sum of one. What the walk
        was not followed far enough to settle is counted where it stands, so values sum to about
        one. A start without neighbours keeps what it has.
        """
        self._make_room()
        nodes = np.array(list(start), np.int64)
        shares = np.array(list(start.values()), np.float64)
        self._residue[nodes] = shares / shares.sum()
        touched = [nodes]
        for _ in range(_ROUNDS):
            due = self._once(nodes[self._residue[nodes] > self._least[nodes]])
            if not len(due):
                break
            nodes = self._push(due)
            touched.append(nodes)
        reached = self._once(np.concatenate(touched))
        said = self._settled[reached] + self._residue[reached]
        self._settled[reached] = self._residue[reached] = 0
        return reached, said

    def _make_room(self) -> None:
        mirror = self._mirror
        if mirror.settle() or len(self._settled) != len(mirror):
            self._settled, self._residue = np.zeros(len(mirror)), np.zeros(len(mirror))
            self._mark = np.zeros(len(mirror), np.int64)
            strength = mirror.strength
            mean = float(strength.mean()) or 1.0
            self._least = np.where(strength > 0, self._bound * strength / mean, np.inf)

    def _once(self, nodes: Array) -> Array:
        """The same nodes without those that came before; without sorting."""
        places = np.arange(len(nodes))
        self._mark[nodes] = places
        return np.asarray(nodes[self._mark[nodes] == places])

    def _push(self, due: Array) -> Array:
        mass = self._residue[due]
        self._residue[due] = 0
        self._settled[due] += self._back * mass
        targets, shares = self._mirror.spread(due, (1 - self._back) * mass)
        np.add.at(self._residue, targets, shares)
        return targets

    def nearest(self, start: Mapping[int, float], most: int) -> list[tuple[int, float]]:
        """The `most` nodes where the walk is oftenest, oftenest first, the start among them."""
        reached, said = self.walk(start)
        first = strongest(said, most)
        order = first[np.argsort(-said[first], kind="stable")][:most]
        return [(int(reached[one]), float(said[one])) for one in order]

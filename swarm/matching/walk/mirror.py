"""The graph as compressed rows, for walking: a large part made once and a segment that grows."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

import networkx as nx
import numpy as np
from scipy import sparse

from swarm.matching.index.spans import Array, spans

_MOST_NEW = 4_096  # edges in the segment before it is merged


class Mirror:
    """Weighted undirected edges between nodes that are numbered as they come.

    Attributes
    ----------
    names: the nodes; a node's place is its number.
    number: the number of each node.
    """

    def __init__(self, names: Iterable[Hashable] = ()) -> None:
        self.names: list[Hashable] = list(dict.fromkeys(names))
        self.number = {name: place for place, name in enumerate(self.names)}
        self._parts: list[sparse.csr_array] = []
        self._new: list[tuple[int, int, float]] = []
        self._strength = np.zeros(0)

    @classmethod
    def of(cls, graph: nx.Graph) -> Mirror:
        """The mirror of a graph whose edges carry `weight`."""
        return cls.made_of(graph, list(graph.edges(data="weight", default=1.0)))

    @classmethod
    def made_of(
        cls, names: Iterable[Hashable], edges: list[tuple[Hashable, Hashable, float]]
    ) -> Mirror:
        """The mirror of these nodes and of edges between them, each with its weight."""
        mirror = cls(names)
        left = np.array([mirror.number[one] for one, _, _ in edges], np.int64)
        right = np.array([mirror.number[other] for _, other, _ in edges], np.int64)
        mirror.load(left, right, np.array([weight for _, _, weight in edges], np.float64))
        return mirror

    def load(self, left: Array, right: Array, weights: Array) -> None:
        """Take these edges instead of whatever was there, by node number."""
        size = len(self.names)
        both = (np.concatenate([left, right]), np.concatenate([right, left]))
        entries = np.concatenate([weights, weights])
        self._parts = [sparse.csr_array((entries, both), shape=(size, size))]
        self._new = []
        self._count()

    def add(self, one: Hashable, other: Hashable, weight: float = 1.0) -> None:
        """One more edge, or more weight on one that is there; it counts at the next walk."""
        for name in (one, other):
            if name not in self.number:
                self.number[name] = len(self.names)
                self.names.append(name)
        self._new.append((self.number[one], self.number[other], weight))

    def __len__(self) -> int:
        return len(self.names)

    def settle(self) -> bool:
        """Make what was added countable; returns whether there was anything.

        Its segment is made anew, or all of it once that has grown.
        """
        size = len(self.names)
        if not self._new and len(self._strength) == size:
            return False
        left, right, weights = np.array(self._new or np.zeros((0, 3))).T
        both = (np.concatenate([left, right]), np.concatenate([right, left]))
        fresh = sparse.csr_array((np.concatenate([weights, weights]), both), shape=(size, size))
        base = [_widened(part, size) for part in self._parts[:1]]
        if len(self._new) > _MOST_NEW or not base:
            self._parts, self._new = [sum(base, fresh).tocsr()], []
        else:
            self._parts = [*base, fresh]
        self._count()
        return True

    def _count(self) -> None:
        self._strength = np.zeros(len(self.names))
        for part in self._parts:
            self._strength += np.asarray(part.sum(axis=1)).ravel()

    @property
    def strength(self) -> Array:
        """The weight at each node."""
        return self._strength

    def spread(self, nodes: Array, amounts: Array) -> tuple[Array, Array]:
        """Share each amount out over a node's neighbours by weight: neighbours and what they get.

        A neighbour of several comes several times.
        """
        each = amounts / self._strength[nodes]
        targets, shares = [], []
        for part in self._parts:
            where, counts = spans(part.indptr, nodes)
            targets.append(part.indices[where])
            shares.append(part.data[where] * np.repeat(each, counts))
        if len(targets) == 1:
            return targets[0], shares[0]
        return np.concatenate(targets), np.concatenate(shares)

    def matrix(self) -> sparse.csr_array:
        """All edges as one (nodes, nodes) array."""
        self.settle()
        size = len(self.names)
        return sum(self._parts, sparse.csr_array((size, size))).tocsr()


def _widened(part: sparse.csr_array, size: int) -> sparse.csr_array:
    """The same rows in a larger array; buffers are shared."""
    if part.shape[0] == size:
        return part
    starts = np.concatenate([part.indptr, np.full(size - part.shape[0], part.indptr[-1])])
    return sparse.csr_array((part.data, part.indices, starts), shape=(size, size))

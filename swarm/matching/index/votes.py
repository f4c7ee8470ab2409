"""What the evidence says of people: the signals that a ranker reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from swarm.matching.index.spans import Array, strongest
from swarm.matching.rows import Floats

NEAREST, WIDE = 60, 300  # solved tickets that vote
LONG_AGO = 3_650.0  # days: the age given to what never happened


@dataclass(frozen=True, slots=True)
class Signals:
    """What the evidence says of every person for every query.

    `votes[name]` and `ages[name]` have the shape (queries, people); ages are days.
    `lag` is the days between the newest evidence and each query, shape (queries,). What has been
    counted of a vote is kept for the next who asks about the same.
    """

    votes: dict[str, Floats]
    ages: dict[str, Floats]
    lag: Floats
    _sums: dict[tuple[str, int], tuple[np.float32, np.float32]] = field(default_factory=dict)
    _orders: dict[tuple[str, int], tuple[int, Array]] = field(default_factory=dict)

    @property
    def shape(self) -> tuple[int, int]:
        """Number of queries and of people."""
        first = next(iter(self.votes.values()))
        return first.shape[0], first.shape[1]

    def changed(self, votes: Mapping[str, Floats]) -> Signals:
        """The same with these votes in place of others; what is known of the rest is kept."""
        sums = {key: kept for key, kept in self._sums.items() if key[0] not in votes}
        orders = {key: kept for key, kept in self._orders.items() if key[0] not in votes}
        return Signals({**self.votes, **votes}, self.ages, self.lag, sums, orders)

    def sums(self, row: int) -> tuple[Floats, Floats]:
        """The largest value and the sum of every vote of one query: two arrays (votes, 1)."""
        missing = [name for name in self.votes if (name, row) not in self._sums]
        if missing:
            said = np.stack([self.votes[name][row] for name in missing])
            for name, best, total in zip(missing, said.max(axis=1), said.sum(axis=1), strict=True):
                self._sums[name, row] = best, total
        both = np.array([self._sums[name, row] for name in self.votes], np.float32)
        return both[:, :1], both[:, 1:]

    def order(self, name: str, row: int, most: int) -> Array:
        """People of whom a vote says anything, the strongest first, ties in input order.

        The first `most` at least, or all of them.
        """
        known, order = self._orders.get((name, row), (0, None))
        if order is None or known < most:
            said = self.votes[name][row]
            first = strongest(said, most)
            order = first[np.argsort(-said[first], kind="stable")]
            self._orders[name, row] = most, order
        return order

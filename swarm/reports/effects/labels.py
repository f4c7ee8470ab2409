"""Columns of labels as numbers, and numbers as ranks. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int64]

SAMPLED = 10_000
SPARE = 8
"""Numbers up to so many times their count are ranked in a table, others are sorted."""


@dataclass(frozen=True)
class Labels:
    """A column of labels: the place of each ticket's among `names`, "" where it is not known."""

    places: Ids
    names: tuple[str, ...]

    @classmethod
    def of(cls, values: NDArray[Any]) -> Labels:
        """From a column of texts, None for one that is not known."""
        texts = ["" if one is None else str(one) for one in values.tolist()]
        names = sorted(set(texts))
        rank = {name: place for place, name in enumerate(names)}
        return cls(np.array([rank[one] for one in texts], dtype=np.int64), tuple(names))

    def __len__(self) -> int:
        return len(self.places)

    def __getitem__(self, rows: NDArray[Any]) -> Labels:
        return Labels(self.places[rows], self.names)

    def trimmed(self) -> Labels:
        """The same without names that no ticket has."""
        return self.renamed(self.names)

    def renamed(self, names: Sequence[str]) -> Labels:
        """The same under other names, several of which may be one; those that no ticket has go."""
        there = np.bincount(self.places, minlength=len(names)) > 0
        kept = sorted({name for name, some in zip(names, there.tolist(), strict=True) if some})
        if kept == list(names):
            return Labels(self.places, tuple(kept))
        rank = {name: place for place, name in enumerate(kept)}
        table = np.array([rank.get(name, 0) for name in names], dtype=np.int64)
        return Labels(table[self.places], tuple(kept))


def ranked(values: NDArray[Any]) -> tuple[int, Ids]:
    """How many different ones there are, and the rank of each among them."""
    if values.dtype.kind in "iu" and len(values) and values.min() >= 0:
        width = int(values.max()) + 1
        if width <= SPARE * len(values) + SAMPLED:
            there = np.zeros(width, dtype=np.bool_)
            there[values] = True
            rank = np.cumsum(there) - 1
            return int(rank[-1]) + 1, rank[values]
    found, places = np.unique(values, return_inverse=True)
    return len(found), places.astype(np.int64)


def sorted_out(codes: Ids) -> tuple[Ids, Ids]:
    """The different ones of numbers, of which few are different, and the place of each."""
    known = np.unique(codes[:: max(1, len(codes) // SAMPLED)])
    while len(codes):
        place = np.minimum(np.searchsorted(known, codes), len(known) - 1)
        other = known[place] != codes
        if not other.any():
            return known, place.astype(np.int64)
        known = np.union1d(known, codes[other])
    return known, codes

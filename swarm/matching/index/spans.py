"""Small array steps that the index is made of."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]


def spans(starts: Array, rows: Array) -> tuple[Array, Array]:
    """Where the entries of these compressed rows lie, one row after the other, and how many each.

    `starts` has one more entry than there are rows.
    """
    first = starts[rows]
    counts = starts[rows + 1] - first
    before = np.cumsum(counts) - counts
    return np.repeat(first - before, counts) + np.arange(int(counts.sum())), counts


def compress(keys: Array, rows: int) -> Array:
    """The `starts` of sorted row numbers `keys`."""
    return np.searchsorted(keys, np.arange(rows + 1))


def strongest(weights: Array, most: int) -> Array:
    """Places of the `most` largest positive weights, all of those that tie with the last."""
    positive = np.flatnonzero(weights > 0)
    if len(positive) <= most:
        return positive
    kept = weights[positive]
    least = np.partition(kept, len(kept) - most)[len(kept) - most]
    return np.asarray(positive[kept >= least])


def summed(keys: Array, values: Array) -> tuple[Array, Array]:
    """Unique keys in order, and the sums of the rows of `values` that share each."""
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    first = np.flatnonzero(np.diff(keys, prepend=-1))
    if not len(first):
        return keys, values[order]
    return keys[first], np.add.reduceat(values[order], first, axis=0)


def within(rows: Array, among: Array) -> Array:
    """Those of `rows` that are in the ascending `among`."""
    if not len(among):
        return rows[:0]
    place = np.minimum(np.searchsorted(among, rows), len(among) - 1)
    return np.asarray(rows[among[place] == rows])

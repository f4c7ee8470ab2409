"""A sparse matrix that grows by rows: append is cheap, reading is a view without a copy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import numpy as np
import numpy.typing as npt
from scipy import sparse

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]
_Kind = TypeVar("_Kind", np.int64, np.int32, np.float32)


class Rows:
    """Compressed sparse rows with room to grow.

    Buffers double when full, so that n appends cost O(n). A reader that holds an older view
    keeps the older buffers: what is already written is never changed.
    """

    def __init__(self) -> None:
        self._starts = np.zeros(64, np.int64)
        self._columns = np.zeros(256, np.int32)
        self._values = np.zeros(256, np.float32)
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def append(self, columns: Sequence[int] | Ints, values: Sequence[float] | Floats) -> None:
        """Add one row: its column numbers and the values there."""
        start = int(self._starts[self._count])
        end = start + len(columns)
        if end > len(self._columns):
            self._columns = _grown(self._columns, end)
            self._values = _grown(self._values, end)
        if self._count + 2 > len(self._starts):
            self._starts = _grown(self._starts, self._count + 2)
        self._columns[start:end] = columns
        self._values[start:end] = values
        self._starts[self._count + 1] = end
        self._count += 1

    def row(self, place: int) -> tuple[Ints, Floats]:
        """Column numbers and values of one row."""
        part = slice(int(self._starts[place]), int(self._starts[place + 1]))
        return self._columns[part], self._values[part]

    def matrix(self, width: int, upto: int | None = None, since: int = 0) -> sparse.csr_array:
        """Rows `since` to `upto` as a (rows, width) array."""
        upto = self._count if upto is None else upto
        first, last = int(self._starts[since]), int(self._starts[upto])
        starts = (self._starts[since : upto + 1] - first).astype(np.int32)
        return sparse.csr_array(
            (self._values[first:last], self._columns[first:last], starts),
            shape=(upto - since, width),
            copy=False,
        )


def _grown(old: npt.NDArray[_Kind], needed: int) -> npt.NDArray[_Kind]:
    new = np.zeros(max(needed, 2 * len(old)), old.dtype)
    new[: len(old)] = old
    return new

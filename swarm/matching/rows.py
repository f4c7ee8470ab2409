"""A sparse matrix that grows by rows: append is cheap, reading is a view without a copy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
from scipy import sparse

from swarm.matching.index.spans import spans

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int32]
_Kind = TypeVar("_Kind", bound=np.generic)


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

    def entries(self) -> tuple[npt.NDArray[np.int64], Ints]:
        """Where each row starts (one entry more than there are rows), and all column numbers."""
        return self._starts[: self._count + 1], self._columns

    def product(self, rows: npt.NDArray[np.int64], dense: Floats) -> Floats:
        """The product of each of these rows with a dense vector, (rows,)."""
        where, counts = spans(self._starts, rows)
        said = dense[self._columns[where]] * self._values[where]
        out = np.zeros(len(rows), np.float32)
        full = np.flatnonzero(counts)
        if len(full):
            out[full] = np.add.reduceat(said, (np.cumsum(counts) - counts)[full])
        return out

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


class Numbers:
    """One array that grows at its end."""

    def __init__(self, kind: type[np.generic]) -> None:
        self._held = np.zeros(64, kind)
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def append(self, value: float) -> None:
        """Add one number."""
        if self._count == len(self._held):
            self._held = _grown(self._held, self._count + 1)
        self._held[self._count] = value
        self._count += 1

    def all(self) -> npt.NDArray[Any]:
        """All numbers, a view."""
        return self._held[: self._count]


def _grown(old: npt.NDArray[_Kind], needed: int) -> npt.NDArray[_Kind]:
    new = np.zeros(max(needed, 2 * len(old)), old.dtype)
    new[: len(old)] = old
    return new

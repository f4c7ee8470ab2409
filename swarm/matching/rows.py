"""A sparse matrix that grows by rows: append is cheap, reading is a view without a copy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
from scipy import sparse

from swarm.matching.index.spans import Array, spans
from swarm.matching.keeping.kept import Kept

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

    @classmethod
    def over(cls, starts: Array, columns: Array, values: Array) -> Rows:
        """Rows that lie in these buffers; the first that is appended moves them."""
        rows = cls()
        rows._starts, rows._count = np.asarray(starts, np.int64), len(starts) - 1
        rows._columns = np.asarray(columns, np.int32)
        rows._values = np.asarray(values, np.float32)
        return rows

    def keep(self) -> Kept:
        """The buffers as far as they are filled."""
        end = int(self._starts[self._count])
        return Kept(
            {
                "starts": self._starts[: self._count + 1],
                "columns": self._columns[:end],
                "values": self._values[:end],
            }
        )

    @classmethod
    def restore(cls, kept: Kept) -> Rows:
        """The rows that kept this."""
        return cls.over(*(kept.arrays[name] for name in ("starts", "columns", "values")))

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[tuple[Ints, Floats]]:
        return (self.row(place) for place in range(self._count))

    def append(self, columns: Sequence[int] | Ints, values: Sequence[float] | Floats) -> None:
        """Add one row: its column numbers and the values there."""
        start = int(self._starts[self._count])
        end = start + len(columns)
        if end > len(self._columns) or not self._columns.flags.writeable:
            self._columns = _grown(self._columns, end)
            self._values = _grown(self._values, end)
        if self._count + 2 > len(self._starts) or not self._starts.flags.writeable:
            self._starts = _grown(self._starts, self._count + 2)
        self._columns[start:end] = columns
        self._values[start:end] = values
        self._starts[self._count + 1] = end
        self._count += 1

    def extend(self, others: Rows) -> None:
        """Add all rows of another."""
        for columns, values in others:
            self.append(columns, values)

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


class Stacked:
    """Rows that are read from files, which nobody writes to, and after them rows of our own."""

    def __init__(self, base: Rows) -> None:
        self._base, self._tail = base, Rows()

    def __len__(self) -> int:
        return len(self._base) + len(self._tail)

    def append(self, columns: Sequence[int] | Ints, values: Sequence[float] | Floats) -> None:
        """Add one row."""
        self._tail.append(columns, values)

    def row(self, place: int) -> tuple[Ints, Floats]:
        """Column numbers and values of one row."""
        count = len(self._base)
        return self._base.row(place) if place < count else self._tail.row(place - count)

    def product(self, rows: npt.NDArray[np.int64], dense: Floats) -> Floats:
        """The product of each of these ascending rows with a dense vector, (rows,)."""
        split = int(np.searchsorted(rows, len(self._base)))
        tail = self._tail.product(rows[split:] - len(self._base), dense)
        return np.concatenate([self._base.product(rows[:split], dense), tail])

    def matrix(self, width: int, upto: int | None = None, since: int = 0) -> sparse.csr_array:
        """Rows `since` to `upto` as a (rows, width) array; a copy where both parts are in it."""
        upto, count = len(self) if upto is None else upto, len(self._base)
        if upto <= count:
            return self._base.matrix(width, upto, since)
        tail = self._tail.matrix(width, upto - count, max(0, since - count))
        if since >= count:
            return tail
        return sparse.vstack([self._base.matrix(width, count, since), tail]).tocsr()

    def keep(self) -> Kept:
        """All rows, copied into one."""
        one = Rows()
        one.extend(self._base)
        one.extend(self._tail)
        return one.keep()


class Numbers:
    """One array that grows at its end."""

    def __init__(self, kind: type[np.generic], held: Array | None = None) -> None:
        self._held = np.zeros(64, kind) if held is None else np.asarray(held, kind)
        self._count = 0 if held is None else len(held)

    def __len__(self) -> int:
        return self._count

    def append(self, value: float) -> None:
        """Add one number."""
        if self._count == len(self._held) or not self._held.flags.writeable:
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

"""What a ticket has some of: sums of its work, its swarms, its touches, owners and queues. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int64]

SORTS: Mapping[str, np.dtype[Any]] = {
    # Sums of touches, one entry for each kind of touch that a ticket has.
    "work": np.dtype([("kind", "<i4"), ("touches", "<i4"), ("timed", "<i4"), ("minutes", "<f8")]),
    # The people of each of its swarms.
    "swarms": np.dtype("<i4"),
    # Its touches in the order of time: what is said of each, its beginning and its end.
    "steps": np.dtype([("kind", "<i4"), ("start", "<f8"), ("end", "<f8")]),
    # The persons who owned it, in the order of time.
    "owners": np.dtype("<i4"),
    # The queues in which it lay, in the order of time.
    "queues": np.dtype([("word", "<i4")]),
    # What its time went into, one entry for each cause of waiting, WORK and QUEUE: the seconds
    # that are over, and since when it lasts (NaN: it does not).
    "spells": np.dtype([("word", "<i4"), ("seconds", "<f8"), ("since", "<f8")]),
    # Who grew at which of its skills, how (`growth.py`), and when.
    "growth": np.dtype([("skill", "<i4"), ("person", "<i4"), ("how", "<i1"), ("at", "<f8")]),
}
"""What each ticket has some of. Moments are seconds since 1970; `kind` and `word` are numbers
of `kinds.py`."""

WORK, SIZE = SORTS["work"], SORTS["swarms"]
IN_ORDER = frozenset({"steps", "owners", "queues", "growth"})
"""Sorts whose entries stand in the order of time; the others are put in order by what they say."""


@dataclass(frozen=True)
class Entries:
    """Entries of some tickets; `at` tells at which place the ticket of each stands.

    Those of one ticket stand next to each other.
    """

    values: NDArray[Any]
    at: Ids

    def where(self, mask: NDArray[np.bool_]) -> Entries:
        """Those of the tickets in a mask, at the places that these have among themselves."""
        mine = mask[self.at]
        place = np.cumsum(mask) - 1
        return Entries(self.values[mine], place[self.at[mine]])

    def moved(self, place: Ids) -> Entries:
        """The same, each at the place that the place of its ticket has become."""
        return Entries(self.values, place[self.at])


def nothing_of(sort: str) -> Entries:
    """No entries of one sort."""
    return Entries(np.empty(0, dtype=SORTS[sort]), np.empty(0, dtype=np.int64))


def join_entries(some: Sequence[Entries]) -> Entries:
    """Entries of different tickets as one."""
    return Entries(
        np.concatenate([one.values for one in some]), np.concatenate([one.at for one in some])
    )


def cut(sort: str, entries: Entries, count: int) -> list[bytes]:
    """The entries of each of `count` tickets, packed; the same ones are always packed alike."""
    values = entries.values
    keys = [entries.at]
    if sort not in IN_ORDER:
        keys.insert(0, values[values.dtype.names[0]] if values.dtype.names else values)
    order = np.lexsort(keys)
    ends = np.cumsum(np.bincount(entries.at, minlength=count)) * values.itemsize
    whole = values[order].tobytes()
    return [whole[start:end] for start, end in zip([0, *ends[:-1]], ends, strict=True)]


class Unpacking:
    """Takes entries of one sort out of packed rows, some rows at a time."""

    def __init__(self, sort: str) -> None:
        self._sort = SORTS[sort]
        self._parts: list[NDArray[Any]] = [np.empty(0, dtype=self._sort)]
        self._counts: list[Ids] = [np.empty(0, dtype=np.int64)]

    def add(self, packed: Sequence[bytes]) -> None:
        """Those of some more tickets."""
        self._parts.append(np.frombuffer(b"".join(packed), dtype=self._sort))
        self._counts.append(np.array([len(one) for one in packed]) // self._sort.itemsize)

    def all(self) -> Entries:
        """The entries of all that were added."""
        counts = np.concatenate(self._counts)
        at = np.repeat(np.arange(len(counts), dtype=np.int64), counts)
        return Entries(np.concatenate(self._parts), at)

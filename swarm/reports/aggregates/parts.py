"""Figures of tickets in columns, and how those of one ticket are packed into a row. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int64]
Columns = dict[str, NDArray[Any]]

UNDECIDED = 2
"""A promise that is neither kept (1) nor missed (0) yet; -1 where nothing was promised."""

RECORD = np.dtype(
    [
        # Moments are seconds since 1970, NaN where there is none; `seen` is NaN while open.
        *((name, "<f8") for name in ("created", "responded", "solved", "seen")),
        *((name, "<f8") for name in ("respond_by", "resolve_by", "minutes", "source_hours")),
        # Texts stand as 64 bits of their hash, 0 for none.
        *((name, "<i8") for name in ("product", "component", "category", "source")),
        *((name, "<i4") for name in ("team", "reopened", "source_moves", "source_reopens")),
        *((name, "<i4") for name in ("swarms", "swarms_closed", "swarms_solved", "swarm_people")),
        *((name, "<i4") for name in ("people", "touches", "timed")),
        *((name, "<i4") for name in ("moves", "bounces", "group_moves")),
        *((name, "<i1") for name in ("priority", "response", "resolution", "score")),
        ("source_kept", "<i1"),
        *((name, "?") for name in ("tiered", "imported", "ended", "asked", "paused")),
    ]
)
WORK = np.dtype([("kind", "<i4"), ("touches", "<i4"), ("timed", "<i4"), ("minutes", "<f8")])
SIZE = np.dtype("<i4")


def code_of(text: str | None) -> int:
    """64 bits that stand for a text, 0 for none."""
    if text is None:
        return 0
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little", signed=True)


@dataclass(frozen=True)
class Part:
    """The figures of some tickets, by rising number.

    `columns` are those of RECORD. `work` are sums of touches, one entry for each kind of touch
    that a ticket has; `sizes` are the people of each of its swarms. `work_at` and `sizes_at`
    tell for each entry at which place its ticket stands.
    """

    number: Ids
    columns: Columns
    work: NDArray[np.void]
    work_at: Ids
    sizes: NDArray[np.int32]
    sizes_at: Ids

    def __len__(self) -> int:
        return len(self.number)

    def where(self, mask: NDArray[np.bool_]) -> Part:
        """The same of some of the tickets."""
        if mask.all():
            return self
        chosen = np.flatnonzero(mask)
        place = np.cumsum(mask) - 1
        worked, sized = mask[self.work_at], mask[self.sizes_at]
        return Part(
            self.number[chosen],
            {name: column[chosen] for name, column in self.columns.items()},
            self.work[worked],
            place[self.work_at[worked]],
            self.sizes[sized],
            place[self.sizes_at[sized]],
        )

    def without(self, numbers: Ids) -> Part:
        """The same, but for the tickets in `numbers`."""
        place = np.searchsorted(self.number, numbers)
        there = place < len(self.number)
        there[there] = self.number[place[there]] == numbers[there]
        mask = np.ones(len(self.number), dtype=np.bool_)
        mask[place[there]] = False
        return self.where(mask)


def join_parts(parts: Sequence[Part]) -> Part:
    """Parts without a ticket in common as one."""
    some = [part for part in parts if len(part)]
    if len(some) <= 1:
        return some[0] if some else parts[0]
    starts = np.cumsum([0, *(len(part) for part in some)])[:-1]
    number = np.concatenate([part.number for part in some])
    order = np.argsort(number, kind="stable")
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    work_at, sizes_at = (
        place[np.concatenate([at + start for at, start in zip(ats, starts, strict=True)])]
        for ats in ([part.work_at for part in some], [part.sizes_at for part in some])
    )
    return Part(
        number[order],
        {
            name: np.concatenate([part.columns[name] for part in some])[order]
            for name in some[0].columns
        },
        np.concatenate([part.work for part in some]),
        work_at,
        np.concatenate([part.sizes for part in some]),
        sizes_at,
    )  # fmt: skip


Packed = tuple[int, bytes, bytes, bytes]
"""A ticket's number, its figures, its work, its swarms."""


def pack(part: Part) -> list[Packed]:
    """One row for each ticket of a part."""
    records = np.empty(len(part), dtype=RECORD)
    for name in RECORD.names or ():
        records[name] = part.columns[name]
    figures, step = records.tobytes(), RECORD.itemsize
    works = _cut(part.work, part.work_at, len(part))
    sizes = _cut(part.sizes, part.sizes_at, len(part))
    return [
        (number, figures[n * step : (n + 1) * step], work, size)
        for n, (number, work, size) in enumerate(
            zip(part.number.tolist(), works, sizes, strict=True)
        )
    ]


def _cut(entries: NDArray[Any], at: Ids, count: int) -> list[bytes]:
    # Sorted by what they say too, so that the same ticket is always packed alike.
    order = np.lexsort((entries["kind"] if entries.dtype.names else entries, at))
    ends = np.cumsum(np.bincount(at, minlength=count)) * entries.itemsize
    whole = entries[order].tobytes()
    return [whole[start:end] for start, end in zip([0, *ends[:-1]], ends, strict=True)]


def unpack(rows: Sequence[Packed]) -> Part:
    """The part that `pack` made the rows from; they come by rising number."""
    number, figures, works, sizes = zip(*rows, strict=True) if rows else ((), (), (), ())
    records = np.frombuffer(b"".join(figures), dtype=RECORD)
    places = np.arange(len(number), dtype=np.int64)
    return Part(
        np.array(number, dtype=np.int64),
        {name: np.ascontiguousarray(records[name]) for name in RECORD.names or ()},
        np.frombuffer(b"".join(works), dtype=WORK).copy(),
        np.repeat(places, [len(one) // WORK.itemsize for one in works]),
        np.frombuffer(b"".join(sizes), dtype=SIZE),
        np.repeat(places, [len(one) // SIZE.itemsize for one in sizes]),
    )

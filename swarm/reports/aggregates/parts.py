"""Figures of tickets in columns, and how those of one ticket are packed into a row. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int64]
Columns = Mapping[str, NDArray[Any]]

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


class Lazy(Columns):
    """Columns each of which is made when it is first asked for: most questions need a few."""

    def __init__(self, names: Sequence[str], make: Callable[[str], NDArray[Any]]) -> None:
        self._names = names
        self._make = make
        self._made: dict[str, NDArray[Any]] = {}

    def __getitem__(self, name: str) -> NDArray[Any]:
        made = self._made.get(name)
        if made is None:
            if name not in self._names:
                raise KeyError(name)
            # Two threads may both make it: it is the same.
            made = self._made[name] = self._make(name)
        return made

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def run_of(mask: NDArray[np.bool_]) -> slice | Ids:
    """What takes those of a mask out of a column: a view of it where they stand side by side."""
    chosen = np.flatnonzero(mask)
    if len(chosen) and chosen[-1] - chosen[0] + 1 == len(chosen):
        return slice(int(chosen[0]), int(chosen[-1]) + 1)
    return chosen


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
        chosen = run_of(mask)
        work, work_at = _of(mask, self.work, self.work_at)
        sizes, sizes_at = _of(mask, self.sizes, self.sizes_at)
        columns = Lazy(list(self.columns), lambda name: self.columns[name][chosen])
        return Part(self.number[chosen], columns, work, work_at, sizes, sizes_at)

    def among(self, numbers: Ids) -> NDArray[np.bool_]:
        """Which of the tickets are in `numbers`."""
        place = np.searchsorted(self.number, numbers)
        there = place < len(self.number)
        there[there] = self.number[place[there]] == numbers[there]
        mask = np.zeros(len(self.number), dtype=np.bool_)
        mask[place[there]] = True
        return mask


def _of(mask: NDArray[np.bool_], entries: NDArray[Any], at: Ids) -> tuple[NDArray[Any], Ids]:
    """The entries of the tickets in a mask, and where those stand among themselves."""
    mine = mask[at]
    place = np.cumsum(mask) - 1
    return entries[mine], place[at[mine]]


def join_parts(parts: Sequence[Part]) -> Part:
    """Parts without a ticket in common as one."""
    some = [part for part in parts if len(part)]
    if len(some) <= 1:
        return some[0] if some else parts[0]
    number = np.concatenate([part.number for part in some])
    order = np.argsort(number, kind="stable")
    place = np.empty_like(order)
    place[order] = np.arange(len(number))
    starts = np.cumsum([0, *(len(part) for part in some)])[:-1]
    work_at, sizes_at = (
        place[np.concatenate([at + start for at, start in zip(ats, starts, strict=True)])]
        for ats in ([part.work_at for part in some], [part.sizes_at for part in some])
    )
    return Part(
        number[order],
        Lazy(
            list(some[0].columns),
            lambda name: np.concatenate([part.columns[name] for part in some])[order],
        ),
        np.concatenate([part.work for part in some]),
        work_at,
        np.concatenate([part.sizes for part in some]),
        sizes_at,
    )  # fmt: skip


def renew(part: Part, newer: Part) -> Part:
    """`part` with the figures of `newer`: in the place of its own, and of tickets it had not."""
    known = newer.among(part.number)
    if len(part) and (newer.number[~known] < part.number[-1]).any():
        return join_parts([part.where(~part.among(newer.number)), newer])
    place = np.searchsorted(part.number, newer.number)
    place[~known] = len(part) + np.arange(np.count_nonzero(~known))

    def column(name: str) -> NDArray[Any]:
        mine = newer.columns[name]
        made = np.concatenate([part.columns[name], mine[~known]])
        made[place[known]] = mine[known]
        return made

    old = np.ones(len(part), dtype=np.bool_)
    old[place[known]] = False
    was, sized = old[part.work_at], old[part.sizes_at]
    return Part(
        np.concatenate([part.number, newer.number[~known]]),
        Lazy(list(newer.columns), column),
        np.concatenate([part.work[was], newer.work]),
        np.concatenate([part.work_at[was], place[newer.work_at]]),
        np.concatenate([part.sizes[sized], newer.sizes]),
        np.concatenate([part.sizes_at[sized], place[newer.sizes_at]]),
    )


def in_full(part: Part) -> Part:
    """The same with every column made, so that nothing it was made from is kept."""
    return replace(part, columns=dict(part.columns))


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
    return unpack_some([rows], len(rows))


def unpack_some(some: Iterable[Sequence[Packed]], most: int) -> Part:
    """The same of rows that come some at a time, `most` in all: none of them is kept."""
    number = np.empty(most, dtype=np.int64)
    columns = {name: np.empty(most, dtype=RECORD[name]) for name in RECORD.names or ()}
    works, sizes = _Entries(WORK), _Entries(SIZE)
    count = 0
    for rows in some:
        if rows:
            numbers, figures, work, swarms = zip(*rows, strict=True)
            mine = slice(count, count + len(rows))
            number[mine] = numbers
            records = np.frombuffer(b"".join(figures), dtype=RECORD)
            for name, column in columns.items():
                column[mine] = records[name]
            works.add(work)
            sizes.add(swarms)
            count += len(rows)
    if count < most:
        number, columns = number[:count], {name: one[:count] for name, one in columns.items()}
    return Part(number, columns, works.all(), works.at(), sizes.all(), sizes.at())


class _Entries:
    """Entries of which each ticket has some."""

    def __init__(self, kind: np.dtype[Any]) -> None:
        self._kind = kind
        self._parts: list[NDArray[Any]] = [np.empty(0, dtype=kind)]
        self._counts: list[Ids] = [np.empty(0, dtype=np.int64)]

    def add(self, packed: Sequence[bytes]) -> None:
        """Those of some more tickets."""
        self._parts.append(np.frombuffer(b"".join(packed), dtype=self._kind))
        self._counts.append(np.array([len(one) for one in packed]) // self._kind.itemsize)

    def all(self) -> NDArray[Any]:
        """The entries."""
        return np.concatenate(self._parts)

    def at(self) -> Ids:
        """The place of each entry's ticket."""
        counts = np.concatenate(self._counts)
        return np.repeat(np.arange(len(counts), dtype=np.int64), counts)

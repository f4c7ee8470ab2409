"""Figures of tickets in columns, and how those of one ticket are packed into a row. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from swarm.reports.aggregates.entries import (
    SORTS,
    Entries,
    Ids,
    Unpacking,
    cut,
    join_entries,
)

T = TypeVar("T")
Columns = Mapping[str, NDArray[Any]]

UNDECIDED = 2
"""A promise that is neither kept (1) nor missed (0) yet; -1 where nothing was promised."""

RECORD = np.dtype(
    [
        # Moments are seconds since 1970, NaN where there is none; `seen` is NaN while open,
        # `opened` is that of the first swarm.
        *((name, "<f8") for name in ("created", "responded", "solved", "seen", "opened")),
        *((name, "<f8") for name in ("respond_by", "resolve_by", "minutes", "source_hours")),
        # Texts stand as 64 bits of their hash, 0 for none.
        *((name, "<i8") for name in ("product", "component", "category", "source", "channel")),
        *((name, "<i4") for name in ("team", "reopened", "source_moves", "source_reopens")),
        *((name, "<i4") for name in ("swarms", "swarms_closed", "swarms_solved", "swarm_people")),
        *((name, "<i4") for name in ("people", "touches", "timed")),
        *((name, "<i4") for name in ("moves", "bounces", "group_moves")),
        *((name, "<i1") for name in ("priority", "response", "resolution", "score")),
        ("source_kept", "<i1"),
        *((name, "?") for name in ("tiered", "imported", "ended", "asked", "paused", "drawn")),
    ]
)


def code_of(text: str | None) -> int:
    """64 bits that stand for a text, 0 for none."""
    if text is None:
        return 0
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little", signed=True)


class Lazy(Mapping[str, T]):
    """Columns or entries, each made when it is first asked for: most questions need a few."""

    def __init__(self, names: Sequence[str], make: Callable[[str], T]) -> None:
        self._names = names
        self._make = make
        self._made: dict[str, T] = {}

    def __getitem__(self, name: str) -> T:
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

    `columns` are those of RECORD, `entries` those of SORTS.
    """

    number: Ids
    columns: Columns
    entries: Mapping[str, Entries]

    @property
    def work(self) -> NDArray[np.void]:
        """Sums of touches, one entry for each kind of touch that a ticket has."""
        return self.entries["work"].values

    @property
    def work_at(self) -> Ids:
        """At which place the ticket of each of those stands."""
        return self.entries["work"].at

    def __len__(self) -> int:
        return len(self.number)

    def where(self, mask: NDArray[np.bool_]) -> Part:
        """The same of some of the tickets."""
        if mask.all():
            return self
        chosen = run_of(mask)
        columns = Lazy(list(self.columns), lambda name: self.columns[name][chosen])
        entries = Lazy(list(self.entries), lambda sort: self.entries[sort].where(mask))
        return Part(self.number[chosen], columns, entries)

    def among(self, numbers: Ids) -> NDArray[np.bool_]:
        """Which of the tickets are in `numbers`."""
        place = np.searchsorted(self.number, numbers)
        there = place < len(self.number)
        there[there] = self.number[place[there]] == numbers[there]
        mask = np.zeros(len(self.number), dtype=np.bool_)
        mask[place[there]] = True
        return mask


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

    def entries(sort: str) -> Entries:
        return join_entries(
            [
                part.entries[sort].moved(place[start : start + len(part)])
                for part, start in zip(some, starts, strict=True)
            ]
        )

    return Part(
        number[order],
        Lazy(
            list(some[0].columns),
            lambda name: np.concatenate([part.columns[name] for part in some])[order],
        ),
        Lazy(list(SORTS), entries),
    )


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

    def entries(sort: str) -> Entries:
        mine = part.entries[sort]
        stays = old[mine.at]
        left = Entries(mine.values[stays], mine.at[stays])
        return join_entries([left, newer.entries[sort].moved(place)])

    return Part(
        np.concatenate([part.number, newer.number[~known]]),
        Lazy(list(newer.columns), column),
        Lazy(list(SORTS), entries),
    )


def in_full(part: Part) -> Part:
    """The same with everything made, so that nothing it was made from is kept."""
    return replace(part, columns=dict(part.columns), entries=dict(part.entries))


PACKED = ("figures", *SORTS)
"""What the row of a ticket keeps, in this order."""

Packed = tuple[int, bytes, *tuple[bytes, ...]]
"""A ticket's number, its figures, and its entries of each of SORTS."""


def pack(part: Part) -> list[Packed]:
    """One row for each ticket of a part."""
    records = np.empty(len(part), dtype=RECORD)
    for name in RECORD.names or ():
        records[name] = part.columns[name]
    figures, step = records.tobytes(), RECORD.itemsize
    cuts = [cut(sort, part.entries[sort], len(part)) for sort in SORTS]
    return [
        (number, figures[n * step : (n + 1) * step], *entries)
        for n, (number, *entries) in enumerate(zip(part.number.tolist(), *cuts, strict=True))
    ]


def unpack(rows: Sequence[Packed]) -> Part:
    """The part that `pack` made the rows from; they come by rising number."""
    return unpack_some([rows], len(rows))


def unpack_some(some: Iterable[Sequence[Packed]], most: int) -> Part:
    """The same of rows that come some at a time, `most` in all: none of them is kept."""
    number = np.empty(most, dtype=np.int64)
    columns = {name: np.empty(most, dtype=RECORD[name]) for name in RECORD.names or ()}
    unpacking = {sort: Unpacking(sort) for sort in SORTS}
    count = 0
    for rows in some:
        if rows:
            numbers, figures, *entries = zip(*rows, strict=True)
            mine = slice(count, count + len(rows))
            number[mine] = numbers
            records = np.frombuffer(b"".join(figures), dtype=RECORD)
            for name, column in columns.items():
                column[mine] = records[name]
            for taking, packed in zip(unpacking.values(), entries, strict=True):
                taking.add(packed)
            count += len(rows)
    if count < most:
        number, columns = number[:count], {name: one[:count] for name, one in columns.items()}
    return Part(number, columns, {sort: taking.all() for sort, taking in unpacking.items()})

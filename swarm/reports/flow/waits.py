"""What the time of tickets went into: waiting, by its cause, and work. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from swarm.reports.aggregates.entries import Entries, Ids

Floats = NDArray[np.float64]

WORK, QUEUE, ENDED = -1, -2, -3
"""Somebody owns it and nothing is waited for; nobody owns it; it is solved or closed."""


@dataclass(frozen=True)
class Turns:
    """Moments at which something about a ticket changed, in any order.

    `said` is True where its status changed: then `value` is the number of a cause of waiting
    (0, 1, …), WORK for none, or ENDED. Otherwise `value` is 1 where somebody became its owner
    and 0 where nobody is any more.
    """

    tickets: Ids
    at: Floats
    said: NDArray[np.bool_]
    value: Ids


@dataclass(frozen=True)
class Spells:
    """Stretches of time of one kind: a cause, WORK or QUEUE; seconds."""

    tickets: Ids
    kinds: Ids
    seconds: Floats
    begins: Floats
    """When each stretch began, seconds since 1970."""

    def total(self, kind: int) -> float:
        """How long all tickets together were in it."""
        return self.totals.get(kind, 0.0)

    @cached_property
    def totals(self) -> dict[int, float]:
        """By kind: how long all tickets together were in it."""
        if not self.kinds.size:
            return {}
        # Kinds are few and small, and ENDED is the lowest.
        place = self.kinds - ENDED
        sums, times = np.bincount(place, self.seconds), np.bincount(place)
        return {kind + ENDED: float(sums[kind]) for kind in np.flatnonzero(times).tolist()}

    def of(self, kind: int) -> Ids:
        """The tickets that were in it at all."""
        # Nearly in order as they are: sorted far sooner than told apart in any other way.
        found = np.sort(self.tickets[(self.kinds == kind) & (self.seconds > 0)])
        first = np.ones(found.size, dtype=bool)
        first[1:] = found[1:] != found[:-1]
        return found[first]


def spells_of(numbers: Ids, created: Floats, until: Floats, turns: Turns) -> Spells:
    """The time of tickets from `created` to `until`, cut wherever something changed.

    While a cause of waiting is stated the time is that cause's. Otherwise it is the queue's as
    long as nobody owns the ticket, and work's as soon as somebody does. Time in which the
    ticket counted as solved belongs to none.
    """
    if not numbers.size:
        return Spells(numbers, numbers, created, created)
    known = np.isin(turns.tickets, numbers)
    tickets = np.concatenate([numbers, turns.tickets[known]])
    begin = created[np.searchsorted(numbers, tickets)]
    end = until[np.searchsorted(numbers, tickets)]
    at = np.clip(np.concatenate([created, turns.at[known]]), begin, np.maximum(begin, end))
    said = np.concatenate([np.ones(numbers.size, dtype=bool), turns.said[known]])
    value = np.concatenate([np.full(numbers.size, WORK), turns.value[known]])
    first = np.concatenate([np.zeros(numbers.size), np.ones(int(known.sum()))])
    order = np.lexsort((first, at, tickets))
    tickets, at, end, value = tickets[order], at[order], end[order], value[order]
    said = said[order]
    begins = np.ones(tickets.size, dtype=bool)
    begins[1:] = tickets[1:] != tickets[:-1]
    status = _last(said, value, begins, WORK)
    owned = _last(~said, value, begins, 0)
    until_next = np.append(at[1:], 0.0)
    last = np.append(begins[1:], True)
    until_next[last] = np.maximum(end, at)[last]
    kinds = np.where(status != WORK, status, np.where(owned == 1, WORK, QUEUE))
    counted = kinds != ENDED
    return Spells(tickets[counted], kinds[counted], (until_next - at)[counted], at[counted])


def add_up_spells(
    numbers: Ids, created: Floats, until: Floats, turns: Turns, sort: np.dtype[Any]
) -> Entries:
    """The time of each ticket, one entry for each kind of stretch, as figures of it are kept.

    `until` is NaN of a ticket that is open: its last stretch lasts, and no moment of reading is
    in what is kept. `sort` has `word` (the kind), `seconds` (what is over) and `since`.
    """
    ends = np.where(np.isnan(until), np.inf, until)
    found = spells_of(numbers, created, ends, turns)
    lasts = np.isinf(found.seconds)
    some = lasts | (found.seconds > 0)
    at, lasts = np.searchsorted(numbers, found.tickets[some]), lasts[some]
    kinds, seconds, begins = found.kinds[some], found.seconds[some], found.begins[some]
    if not at.size:
        return Entries(np.empty(0, dtype=sort), at.astype(np.int64))
    span = int(kinds.max()) - ENDED + 1
    keys, place = np.unique(at * span + kinds - ENDED, return_inverse=True)
    values = np.zeros(len(keys), dtype=sort)
    values["word"] = keys % span + ENDED
    values["seconds"] = np.bincount(place[~lasts], seconds[~lasts], len(keys))
    values["since"] = np.nan
    values["since"][place[lasts]] = begins[lasts]
    return Entries(values, keys // span)


def spells_until(numbers: Ids, entries: Entries, now: float) -> Spells:
    """The time of the tickets `numbers` as it stands at `now`, from what is kept of them."""
    since = entries.values["since"]
    begins = np.where(np.isnan(since), now, since)
    seconds = entries.values["seconds"] + np.maximum(now - begins, 0.0)
    kinds = entries.values["word"].astype(np.int64)
    return Spells(numbers[entries.at], kinds, seconds, begins)


def _last(mine: NDArray[np.bool_], value: Ids, begins: NDArray[np.bool_], start: int) -> Ids:
    """At each turn the last value of one sort so far within its ticket, `start` before any."""
    places = np.arange(value.size)
    newest = np.maximum.accumulate(np.where(mine, places, -1))
    opened = np.maximum.accumulate(np.where(begins, places, 0))
    there = newest >= opened
    return np.where(there, value[np.maximum(newest, 0)], start)

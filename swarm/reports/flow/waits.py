"""What the time of tickets went into: waiting, by its cause, and work. Pure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from swarm.reports.flow.moves import Ids

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

    def total(self, kind: int) -> float:
        """How long all tickets together were in it."""
        return float(self.seconds[self.kinds == kind].sum())

    def of(self, kind: int) -> Ids:
        """The tickets that were in it at all."""
        return np.unique(self.tickets[(self.kinds == kind) & (self.seconds > 0)])


def spells_of(numbers: Ids, created: Floats, until: Floats, turns: Turns) -> Spells:
    """The time of tickets from `created` to `until`, cut wherever something changed.

    While a cause of waiting is stated the time is that cause's. Otherwise it is the queue's as
    long as nobody owns the ticket, and work's as soon as somebody does. Time in which the
    ticket counted as solved belongs to none.
    """
    if not numbers.size:
        return Spells(numbers, numbers, created)
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
    return Spells(tickets[counted], kinds[counted], (until_next - at)[counted])


def _last(mine: NDArray[np.bool_], value: Ids, begins: NDArray[np.bool_], start: int) -> Ids:
    """At each turn the last value of one sort so far within its ticket, `start` before any."""
    places = np.arange(value.size)
    newest = np.maximum.accumulate(np.where(mine, places, -1))
    opened = np.maximum.accumulate(np.where(begins, places, 0))
    there = newest >= opened
    return np.where(there, value[np.maximum(newest, 0)], start)

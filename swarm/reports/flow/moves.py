"""How tickets travelled: transfers, coming back to where they were, and going round. Pure.

A trail is two parallel arrays, tickets and holders, in the order of time within each ticket,
one ticket's entries next to each other. Two stays of one holder in a row are one stay.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int64]

FEW = 1000
"""So many holders have so few pairs that a table of all is sooner filled than steps are sorted."""


@dataclass(frozen=True)
class Travel:
    """One entry a ticket: how often it changed hands, came straight back (A, B, A), and how
    often it came to somebody who had had it before, by whatever way."""

    numbers: Ids
    moves: Ids
    bounces: Ids
    loops: Ids


def merge_stays(tickets: Ids, holders: Ids) -> tuple[Ids, Ids]:
    """The trail without repeats of one holder in a row."""
    if tickets.shape != holders.shape:
        raise ValueError("one holder for each stay")
    moved = np.ones(tickets.size, dtype=bool)
    moved[1:] = (tickets[1:] != tickets[:-1]) | (holders[1:] != holders[:-1])
    return tickets[moved], holders[moved]


def transfers(tickets: Ids, holders: Ids) -> tuple[Ids, Ids, Ids]:
    """Per ticket: its number, how often its holder changed, how often it bounced back.

    A bounce (ping-pong) is A, B, A: a holder who gets it back from the one it was given to.
    """
    found = travel(tickets, holders)
    return found.numbers, found.moves, found.bounces


def travel(tickets: Ids, holders: Ids) -> Travel:
    """How each ticket of a trail travelled."""
    stays, who = merge_stays(tickets, holders)
    begins = np.ones(stays.size, dtype=bool)
    begins[1:] = stays[1:] != stays[:-1]
    firsts = np.flatnonzero(begins)
    place = np.cumsum(begins) - 1
    counts = np.bincount(place, minlength=len(firsts))
    back = np.zeros(stays.size, dtype=np.int64)
    back[2:] = (stays[2:] == stays[:-2]) & (who[2:] == who[:-2])
    bounces = np.add.reduceat(back, firsts) if firsts.size else back
    # Whoever has had it before has had it at least two stays ago: most tickets are over by then.
    long = counts[place] > 2
    # One number for each pair of ticket and holder: far sooner sorted than pairs are.
    width = int(who.max(initial=0)) + 1
    pairs = np.sort(place[long] * width + who[long])
    again = pairs[1:][pairs[1:] == pairs[:-1]] // width
    loops = np.bincount(again, minlength=len(firsts))
    return Travel(stays[firsts], counts - 1, bounces, loops)


def edges(tickets: Ids, holders: Ids) -> tuple[Ids, Ids, Ids]:
    """The handovers of a trail: from whom, to whom, how often; the most frequent first."""
    stays, who = merge_stays(tickets, holders)
    step = stays[1:] == stays[:-1]
    width = int(who.max(initial=0)) + 1
    steps = who[:-1][step] * width + who[1:][step]
    if width <= FEW:
        table = np.bincount(steps)
        found = np.flatnonzero(table)
        counts = table[found]
    else:
        found, counts = np.unique(steps, return_counts=True)
    order = np.argsort(-counts, kind="stable")
    return found[order] // width, found[order] % width, counts[order]


def with_step(tickets: Ids, holders: Ids, start: int, end: int) -> Ids:
    """The tickets that were handed over from `start` to `end` at least once."""
    stays, who = merge_stays(tickets, holders)
    step = (stays[1:] == stays[:-1]) & (who[:-1] == start) & (who[1:] == end)
    return np.unique(stays[1:][step])

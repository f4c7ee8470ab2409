"""How tickets travelled: transfers, coming back to where they were, and going round. Pure.

A trail is two parallel arrays, tickets and holders, in the order of time within each ticket,
one ticket's entries next to each other. Two stays of one holder in a row are one stay.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int64]


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
    numbers, firsts, counts = np.unique(stays, return_index=True, return_counts=True)
    back = np.zeros(stays.size, dtype=np.int64)
    back[2:] = (stays[2:] == stays[:-2]) & (who[2:] == who[:-2])
    bounces = np.add.reduceat(back, firsts) if firsts.size else back
    pairs = np.unique(np.stack([stays, who]), axis=1)[0] if stays.size else stays
    distinct = np.unique(pairs, return_counts=True)[1]
    return Travel(numbers, counts - 1, bounces, counts - distinct)


def edges(tickets: Ids, holders: Ids) -> tuple[Ids, Ids, Ids]:
    """The handovers of a trail: from whom, to whom, how often; the most frequent first."""
    stays, who = merge_stays(tickets, holders)
    step = stays[1:] == stays[:-1]
    pairs = np.stack([who[:-1][step], who[1:][step]])
    if not pairs.size:
        nothing = np.zeros(0, dtype=np.int64)
        return nothing, nothing, nothing
    found, counts = np.unique(pairs, axis=1, return_counts=True)
    order = np.argsort(-counts, kind="stable")
    return found[0][order], found[1][order], counts[order]


def with_step(tickets: Ids, holders: Ids, start: int, end: int) -> Ids:
    """The tickets that were handed over from `start` to `end` at least once."""
    stays, who = merge_stays(tickets, holders)
    step = (stays[1:] == stays[:-1]) & (who[:-1] == start) & (who[1:] == end)
    return np.unique(stays[1:][step])

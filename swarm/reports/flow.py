"""How tickets travelled: transfers, and coming back to where they were."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int64]


def transfers(tickets: Ids, holders: Ids) -> tuple[Ids, Ids, Ids]:
    """Per ticket: its number, how often its holder changed, how often it bounced back.

    `tickets` and `holders` are parallel, in the order of time within each ticket, one
    ticket's entries next to each other. Two stays of one holder in a row are one stay.
    A bounce (ping-pong) is A, B, A: a holder who gets it back from the one it was given to.
    """
    if tickets.shape != holders.shape:
        raise ValueError("one holder for each stay")
    moved = np.ones(tickets.size, dtype=bool)
    moved[1:] = (tickets[1:] != tickets[:-1]) | (holders[1:] != holders[:-1])
    stays, who = tickets[moved], holders[moved]
    numbers, firsts, counts = np.unique(stays, return_index=True, return_counts=True)
    back = np.zeros(stays.size, dtype=np.int64)
    back[2:] = (stays[2:] == stays[:-2]) & (who[2:] == who[:-2])
    bounces = np.add.reduceat(back, firsts) if firsts.size else back
    return numbers, counts - 1, bounces

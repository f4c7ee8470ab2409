"""Whether tickets went through the tiers in their order. Pure."""

from __future__ import annotations

import numpy as np

from swarm.reports.flow.moves import Ids, merge_stays

UNTOLD, FRONT, IN_ORDER, SKIPPED, BACKWARD = range(5)
"""What became of a ticket's order: not known; never left the first tier; each step to the next
tier; a tier left out on the way up; a step back down."""


def order_of(tickets: Ids, places: Ids, start: int) -> tuple[Ids, Ids]:
    """Per ticket: its number, and which of the five its way through the tiers was.

    `places` are the tiers' positions (-1: not known), `start` the one at which work begins. A
    ticket with a tier that is not known is untold; one that goes both up over a tier and back
    down counts as backward. Beginning above `start` leaves out what lies before.
    """
    stays, at = merge_stays(tickets, places)
    begins = np.ones(stays.size, dtype=bool)
    begins[1:] = stays[1:] != stays[:-1]
    firsts = np.flatnonzero(begins)
    numbers, counts = stays[firsts], np.diff(firsts, append=stays.size)
    if not numbers.size:
        return numbers, numbers
    step = np.zeros(stays.size, dtype=np.int64)
    step[1:] = np.where(stays[1:] == stays[:-1], at[1:] - at[:-1], 0)
    lowest = np.minimum.reduceat(at, firsts)
    most, least = np.maximum.reduceat(step, firsts), np.minimum.reduceat(step, firsts)
    late = at[firsts] > start
    kinds = np.full(numbers.size, IN_ORDER, dtype=np.int64)
    kinds[(most > 1) | late] = SKIPPED
    kinds[least < 0] = BACKWARD
    kinds[(counts == 1) & (at[firsts] <= start)] = FRONT
    kinds[lowest < 0] = UNTOLD
    return numbers, kinds

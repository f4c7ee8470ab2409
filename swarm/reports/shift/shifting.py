"""What tiers of work tell: where tickets end, what would have been escalated, how far left. Pure.

Touches come as parallel arrays in the order of time within each ticket, one ticket's touches
next to each other; `work` holds the places of tiers, -1 where a tier is not known.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from swarm.reports.flow.moves import Ids

Floats = NDArray[np.float64]


def shift_left(amounts: Mapping[int, float], tiers: int) -> float | None:
    """How far left work is done: 1 when all of it is at the first tier, 0 when all is at the last.

    `amounts` are minutes (or touches) by the place of the tier of the *work*; work whose tier is
    not known does not count. None without any, and for fewer than two tiers.
    """
    known = {place: amount for place, amount in amounts.items() if place >= 0}
    total = sum(known.values())
    if tiers < 2 or total <= 0:
        return None
    return sum(amount * (1 - place / (tiers - 1)) for place, amount in known.items()) / total


def _begins(tickets: Ids) -> NDArray[np.bool_]:
    """Where the touches of another ticket begin."""
    begins = np.ones(tickets.size, dtype=bool)
    begins[1:] = tickets[1:] != tickets[:-1]
    return begins


def resolved_at(tickets: Ids, work: Ids, resolving: NDArray[np.bool_]) -> tuple[Ids, Ids]:
    """Per ticket: its number, and the tier at which it was resolved (-1 where that is not known).

    That is the tier of the last touch of known tier among those that resolved it, or among all
    where none of its touches is known to have done so.
    """
    firsts = np.flatnonzero(_begins(tickets))
    if not firsts.size:
        return tickets, tickets
    told = np.repeat(
        np.logical_or.reduceat(resolving, firsts), np.diff(firsts, append=tickets.size)
    )
    counted = (work >= 0) & (resolving | ~told)
    known = np.maximum.reduceat(np.where(counted, np.arange(tickets.size), -1), firsts)
    return tickets[firsts], np.where(known >= 0, work[np.maximum(known, 0)], -1)


def would_be_escalations(tickets: Ids, work: Ids) -> tuple[Ids, Ids]:
    """Per ticket: how often its work first needed a higher tier than any before.

    Passed on through tiers, each of these would have been an escalation. Touches of unknown
    tier are passed over; the first known one is where it would have begun.
    """
    firsts = np.flatnonzero(_begins(tickets))
    if not firsts.size:
        return tickets, tickets
    known = work >= 0
    stays, at = tickets[known], work[known]
    rose = np.zeros(tickets.size, dtype=np.int64)
    if stays.size:
        begins = _begins(stays)
        # A running maximum that starts anew with each ticket: lift every ticket above the last.
        highest = np.maximum.accumulate(at + np.cumsum(begins) * (int(at.max()) + 1))
        rises = np.zeros(stays.size, dtype=np.int64)
        rises[1:] = (highest[1:] > highest[:-1]) & ~begins[1:]
        rose[known] = rises
    return tickets[firsts], np.add.reduceat(rose, firsts)


def elapsed_of(tickets: Ids, start: Floats, until: Floats) -> Floats:
    """For each touch, the seconds that passed until the ticket's next touch began, or it ended.

    They belong to the tier of the touch: what it was waiting for, or in work at. `until` is the
    end of each touch's ticket (its solution, or now); a touch after that end counts nothing.
    """
    follow = until.copy()
    same = tickets[1:] == tickets[:-1]
    follow[:-1][same] = np.minimum(start[1:][same], until[:-1][same])
    return np.maximum(follow - start, 0.0)


def total_by(places: Ids, amounts: Floats, tiers: Sequence[str]) -> dict[str, float]:
    """Amounts added up by the key of their tier; `unknown` for what is not known."""
    keys = [*tiers, "unknown"]
    sums = np.bincount(np.where(places < 0, len(tiers), places), amounts, minlength=len(keys))
    return dict(zip(keys, sums.tolist(), strict=True))

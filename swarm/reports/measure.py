"""What a measure is: a rule in words, and the tickets and values behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from swarm.reports.facts import Facts
from swarm.reports.survival import Flags, Floats

Pick = Callable[[Facts], Flags]
Value = Callable[[Facts], Floats]


@dataclass(frozen=True)
class Measure:
    """Which tickets belong to it, and what each contributes (nothing but itself if None).

    Where a figure counts other things than tickets, `things` are how many of them each ticket
    holds, and `noun` says what they are.
    """

    rule: str
    pick: Pick
    value: Value | None = None
    unit: str = "tickets"
    things: Value | None = None
    noun: str = ""


def answerable(facts: Facts) -> Flags:
    """Where a first response can be known: not in histories that do not tell it."""
    return ~facts.imported | ~np.isnan(facts.responded)


BY_COUNT: tuple[tuple[str, int, float], ...] = (("0", 0, 0), ("1", 1, 1), ("2+", 2, np.inf))
"""Labels of the groups by number of reassignments, with the least and the most."""

TIMES = {"0": "never", "1": "once", "2+": "twice or more"}
"""The same in words."""

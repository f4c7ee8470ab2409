"""Every measure by name: its rule in words, and the tickets and values behind it.

A report's number and the list of its tickets both come from here, so that they agree.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from swarm.reports.facts import Facts
from swarm.reports.survival import Flags, Floats

Pick = Callable[[Facts], Flags]
Value = Callable[[Facts], Floats]

SATISFIED = 4
"""A rating from this score on (of 5) counts as satisfied."""


@dataclass(frozen=True)
class Measure:
    """Which tickets belong to it, and what each contributes (nothing but itself if None)."""

    rule: str
    pick: Pick
    value: Value | None = None
    unit: str = "tickets"


def _all(facts: Facts) -> Flags:
    return np.ones(len(facts), dtype=np.bool_)


def answerable(facts: Facts) -> Flags:
    """Where a first response can be known: not in histories that do not tell it."""
    return ~facts.imported | ~np.isnan(facts.responded)


def _moved(at_least: int, at_most: float) -> Pick:
    return lambda facts: (facts.moves >= at_least) & (facts.moves <= at_most)


def _source_moved(at_least: int, at_most: float, *, dated: bool = False) -> Pick:
    def pick(facts: Facts) -> Flags:
        moved = (facts.source_moves >= at_least) & (facts.source_moves <= at_most)
        return moved & ~np.isnan(facts.source_hours) if dated else moved

    return pick


BY_COUNT: tuple[tuple[str, int, float], ...] = (("0", 0, 0), ("1", 1, 1), ("2+", 2, np.inf))
"""Labels of the groups by number of reassignments, with the least and the most."""

MEASURES: dict[str, Measure] = {
    "tickets": Measure("Every ticket of the selection.", _all),
    "open": Measure("Neither solved nor closed.", lambda f: ~f.ended),
    "solved": Measure(
        "Solved or closed, with the moment of the solution known.",
        lambda f: ~np.isnan(f.solved),
        lambda f: f.solved_hours,
        "hours",
    ),
    "resolve": Measure(
        "Hours from creation to the solution that stands, weekends and waiting included. A ticket"
        " without one counts as lasting at least until now, or until it was closed.",
        _all,
        lambda f: f.solved_hours,
        "hours",
    ),
    "first_response": Measure(
        "Hours from creation to the first public reply, weekends included. A ticket without one"
        " counts as waiting at least until now, or until its end. Histories that do not tell"
        " replies are left out.",
        answerable,
        lambda f: f.response_hours,
        "hours",
    ),
    "unanswered": Measure(
        "Open, and without a public reply so far.",
        lambda f: answerable(f) & np.isnan(f.responded) & ~f.ended,
    ),
    "reassigned": Measure(
        "Reassigned at least once. A reassignment is a change of the owner or of the group; a"
        " transfer that changes both counts once.",
        lambda f: f.moves > 0,
        lambda f: f.moves.astype(np.float64),
        "times",
    ),
    "moves": Measure(
        "How often the owner or the group changed, whichever changed more often.",
        _all,
        lambda f: f.moves.astype(np.float64),
        "times",
    ),
    "ping_pong": Measure(
        "Given back at least once to the owner or group it had just come from (A, B, A).",
        lambda f: f.bounces > 0,
        lambda f: f.bounces.astype(np.float64),
        "times",
    ),
    "two_groups": Measure(
        "At least two groups had it in their queue.",
        lambda f: f.group_moves > 0,
        lambda f: f.group_moves.astype(np.float64),
        "times",
    ),
    "reopened": Measure(
        "Reopened at least once after it was solved.",
        lambda f: f.reopened > 0,
        lambda f: f.reopened.astype(np.float64),
        "times",
    ),
    "response_kept": Measure(
        "First public reply within the target, in the team's working hours.",
        lambda f: f.response_kept == 1,
    ),
    "response_missed": Measure(
        "No public reply within the target, late ones included.", lambda f: f.response_kept == 0
    ),
    "resolution_kept": Measure(
        "Solved within the target, in the team's working hours, waiting for the requester not"
        " counted.",
        lambda f: f.resolution_kept == 1,
    ),
    "resolution_missed": Measure(
        "Not solved within the target, late ones included.", lambda f: f.resolution_kept == 0
    ),
    "asked": Measure("The requester was asked for a rating.", lambda f: f.asked),
    "rated": Measure(
        "The requester gave a rating, 1 (bad) to 5 (good).",
        lambda f: ~np.isnan(f.score),
        lambda f: f.score,
        "score",
    ),
    "satisfied": Measure(
        f"Rated {SATISFIED} or 5 of 5.", lambda f: f.score >= SATISFIED, lambda f: f.score, "score"
    ),
    "swarmed": Measure(
        "At least one swarm was opened on it.",
        lambda f: f.swarms > 0,
        lambda f: f.swarms.astype(np.float64),
        "swarms",
    ),
    "worked": Measure(
        "Somebody's work on it is known.",
        lambda f: f.touches > 0,
        lambda f: f.people.astype(np.float64),
        "people",
    ),
    "source_reassigned": Measure(
        "The desk of origin's own counter of reassignments is above 0.",
        lambda f: f.source_moves > 0,
        lambda f: f.source_moves,
        "times",
    ),
    "source_reopened": Measure(
        "The desk of origin's own counter of reopenings is above 0.",
        lambda f: f.source_reopens > 0,
        lambda f: f.source_reopens,
        "times",
    ),
    "source_kept": Measure(
        "Within its SLA by the desk of origin's own word.", lambda f: f.source_kept == 1
    ),
    "source_resolved": Measure(
        "Hours from opened to resolved as the desk of origin dates them; cases without a date of"
        " solution are left out.",
        lambda f: ~np.isnan(f.source_hours),
        lambda f: f.source_hours,
        "hours",
    ),
}

for _label, _least, _most in BY_COUNT:
    _times = {"0": "never", "1": "once", "2+": "twice or more"}[_label]
    MEASURES[f"moved_{_label[0]}"] = Measure(
        f"Reassigned {_times}, by our own count.",
        _moved(_least, _most),
        lambda f: f.solved_hours,
        "hours",
    )
    MEASURES[f"source_moved_{_label[0]}"] = Measure(
        f"Reassigned {_times} by the desk of origin's own counter.",
        _source_moved(_least, _most),
        lambda f: f.source_moves,
        "times",
    )
    MEASURES[f"source_hours_{_label[0]}"] = Measure(
        f"Reassigned {_times} by the desk of origin's own counter, and dated by it.",
        _source_moved(_least, _most, dated=True),
        lambda f: f.source_hours,
        "hours",
    )

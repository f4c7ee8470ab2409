"""Every measure by name: its rule in words, and the tickets and values behind it.

A report's number and the list of its tickets both come from here, so that they agree.
"""

from __future__ import annotations

import numpy as np

from swarm.reports.facts import Facts
from swarm.reports.measure import BY_COUNT, TIMES, Measure, Pick, answerable
from swarm.reports.origin import ORIGIN
from swarm.reports.survival import Flags

SATISFIED = 4
"""A rating from this score on (of 5) counts as satisfied."""


def _all(facts: Facts) -> Flags:
    return np.ones(len(facts), dtype=np.bool_)


def _moved(at_least: int, at_most: float) -> Pick:
    return lambda facts: (facts.moves >= at_least) & (facts.moves <= at_most)


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
        "First public reply within the target, in the team's working hours, waiting for the"
        " requester not counted.",
        lambda f: f.response_kept == 1,
    ),
    "response_decided": Measure(
        "The target of the first public reply was met or missed: missed also where it passed"
        " before the ticket waited for the requester, or passed without a reply on a ticket that"
        " was solved.",
        lambda f: ~np.isnan(f.response_kept),
        lambda f: f.response_kept,
        "kept",
    ),
    "resolution_kept": Measure(
        "Solved within the target, in the team's working hours, waiting for the requester not"
        " counted.",
        lambda f: f.resolution_kept == 1,
    ),
    "resolution_decided": Measure(
        "The target of the solution was met or missed: missed also where it passed before the"
        " ticket waited for the requester.",
        lambda f: ~np.isnan(f.resolution_kept),
        lambda f: f.resolution_kept,
        "kept",
    ),
    "asked": Measure(
        "Solved, and the requester was asked for a rating.",
        lambda f: f.asked & ~np.isnan(f.solved),
    ),
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
        lambda f: f.swarms.astype(np.float64),
        "swarms",
    ),
    "swarms_closed": Measure(
        "At least one of its swarms was closed.",
        lambda f: f.swarms_closed > 0,
        lambda f: f.swarms_closed.astype(np.float64),
        "swarms",
        lambda f: f.swarms_closed.astype(np.float64),
        "closed swarms",
    ),
    "swarms_solved": Measure(
        "At least one of its swarms ended with the problem solved.",
        lambda f: f.swarms_solved > 0,
        lambda f: f.swarms_solved.astype(np.float64),
        "swarms",
        lambda f: f.swarms_solved.astype(np.float64),
        "swarms that ended solved",
    ),
    "swarm_people": Measure(
        "People who were members of its swarms at any time, the owner included, observers not;"
        " somebody in two swarms counts in each.",
        lambda f: f.swarms > 0,
        lambda f: f.swarm_people.astype(np.float64),
        "people",
        lambda f: f.swarms.astype(np.float64),
        "swarms",
    ),
    "worked": Measure(
        "Somebody's work on it is known.",
        lambda f: f.touches > 0,
        lambda f: f.people.astype(np.float64),
        "people",
    ),
    "touched": Measure(
        "Stretches of work by one person, where somebody's work on it is known.",
        lambda f: f.touches > 0,
        lambda f: f.touches.astype(np.float64),
        "touches_mean",
    ),
    "work_minutes": Measure(
        "Minutes of the work on it whose length is known.",
        lambda f: f.touches > 0,
        lambda f: f.minutes,
        "minutes",
    ),
    "imported": Measure("An imported history.", lambda f: f.imported),
    "undated": Measure(
        "Solved or closed, without a moment of the solution.",
        lambda f: f.ended & np.isnan(f.solved),
    ),
    **ORIGIN,
}

for _label, _least, _most in BY_COUNT:
    MEASURES[f"moved_{_label[0]}"] = Measure(
        f"Reassigned {TIMES[_label]}, by our own count.",
        _moved(_least, _most),
        lambda f: f.solved_hours,
        "hours",
    )

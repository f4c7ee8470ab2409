"""Measures of what a desk of origin counted itself; never mixed with our own counts."""

from __future__ import annotations

import numpy as np

from swarm.reports.facts import Facts
from swarm.reports.measure import BY_COUNT, TIMES, Measure, Pick
from swarm.reports.survival import Flags


def from_elsewhere(facts: Facts) -> Flags:
    """Where the desk of origin told at least one figure of its own."""
    counted = ~np.isnan(facts.source_moves) | ~np.isnan(facts.source_reopens)
    return counted | ~np.isnan(facts.source_kept) | ~np.isnan(facts.source_hours)


def _source_moved(at_least: int, at_most: float, *, dated: bool = False) -> Pick:
    def pick(facts: Facts) -> Flags:
        moved = (facts.source_moves >= at_least) & (facts.source_moves <= at_most)
        return moved & ~np.isnan(facts.source_hours) if dated else moved

    return pick


ORIGIN: dict[str, Measure] = {
    "source_cases": Measure("The desk of origin told figures of it.", from_elsewhere),
    "source_counted": Measure(
        "The desk of origin counted its reassignments.",
        lambda f: ~np.isnan(f.source_moves),
        lambda f: f.source_moves,
        "times",
    ),
    "source_reopens_counted": Measure(
        "The desk of origin counted its reopenings.",
        lambda f: ~np.isnan(f.source_reopens),
        lambda f: f.source_reopens,
        "times",
    ),
    "source_judged": Measure(
        "The desk of origin said whether it kept its SLA.",
        lambda f: ~np.isnan(f.source_kept),
        lambda f: f.source_kept,
        "kept",
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
    ORIGIN[f"source_moved_{_label[0]}"] = Measure(
        f"Reassigned {TIMES[_label]} by the desk of origin's own counter.",
        _source_moved(_least, _most),
        lambda f: f.source_moves,
        "times",
    )
    ORIGIN[f"source_hours_{_label[0]}"] = Measure(
        f"Reassigned {TIMES[_label]} by the desk of origin's own counter, and dated by it.",
        _source_moved(_least, _most, dated=True),
        lambda f: f.source_hours,
        "hours",
    )

"""Swarms in numbers: how many, and how many people each took."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel

from swarm.reports import intervals
from swarm.reports.figures import Desk, Figure, figure
from swarm.reports.survival import Estimate

PEOPLE = "People who were members of a swarm at any time, its owner included, observers not."


class Swarms(BaseModel):
    """The swarms opened on the tickets of a report."""

    opened: Figure
    tickets: Figure
    solved: Figure
    people_median: Figure
    people_mean: Figure


def count_swarms(sizes: NDArray[np.int32], desk: Desk) -> Swarms:
    """Every swarm opened on a ticket of `desk`; `sizes` are the people of each."""
    people = sizes.astype(np.float64)
    count = len(people)
    closed = int(desk.facts.swarms_closed.sum())
    link, whom = (desk.link(name) if count else None for name in ("swarmed", "swarm_people"))
    none = "No swarm was opened."
    return Swarms(
        opened=figure(
            Estimate(count), count, "Swarms opened on these tickets.", "swarms", tickets=link
        ),
        tickets=desk.share("swarmed"),
        solved=figure(
            intervals.share(int(desk.facts.swarms_solved.sum()), closed),
            closed,
            "Share of the closed swarms that ended with the problem solved; interval: Wilson.",
            "share",
            tickets=desk.link("swarms_solved") if closed else None,
            over=desk.link("swarms_closed") if closed else None,
            why="No swarm was closed yet." if count else none,
        ),
        people_median=figure(
            intervals.sample_quantile(people, 0.5),
            count,
            f"{PEOPLE} Median; interval: order statistics.",
            "people",
            tickets=whom,
            why=none,
        ),
        people_mean=figure(
            intervals.mean(people),
            count,
            f"{PEOPLE} Mean; interval: normal.",
            "people",
            tickets=whom,
            why=none,
        ),
    )

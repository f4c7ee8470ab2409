"""What a ticket takes on the mean, beside the other side: only where both were measured alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from swarm.reports import intervals
from swarm.reports.effort import NO_MINUTES
from swarm.reports.figures import Desk, Figure, figure
from swarm.reports.ledger import Work
from swarm.reports.measures import MEASURES
from swarm.reports.survival import Estimate
from swarm.tiers.charts import Chart

NO_RATE = "Some of the work is of people whose tier has no hourly rate, or is not known."


@dataclass(frozen=True)
class Worked:
    """One side with its work; `alike` tells whether both sides were measured in the same way,
    `why` says it in words."""

    desk: Desk
    work: Sequence[Work]
    alike: bool
    why: str

    @property
    def tickets(self) -> int:
        """On how many of its tickets somebody's work is known."""
        return int(self.desk.pick("worked").sum())

    @property
    def timed(self) -> int:
        """How many touches tell their length."""
        return sum(one.timed for one in self.work)


def touches_per_ticket(side: Worked) -> Figure:
    """Touches on a ticket, mean."""
    known = side.desk.pick("worked")
    count = int(known.sum())
    return figure(
        intervals.mean(side.desk.facts.touches[known].astype(np.float64))
        if side.alike
        else Estimate(None),
        count,
        f"{MEASURES['touched'].rule} Mean; interval: normal.",
        "touches_mean",
        tickets=side.desk.link("touched") if count else None,
        why=side.why,
    )


def minutes_per_ticket(side: Worked) -> Figure:
    """Minutes of work on a ticket, mean."""
    worked, minutes = side.tickets, sum(one.minutes for one in side.work)
    mean = minutes / worked if worked and side.timed and side.alike else None
    return figure(
        Estimate(mean),
        worked,
        "Minutes of all touches, divided by the tickets on which somebody's work is known.",
        "minutes",
        tickets=side.desk.link("work_minutes") if worked else None,
        why=side.why if side.timed else NO_MINUTES,
    )


def cost_per_ticket(side: Worked, chart: Chart) -> Figure:
    """What the work on a ticket cost, mean: the minutes of people at the rates of their tiers."""
    worked, timed = side.tickets, [one for one in side.work if one.timed]
    priced = all(one.of_person in chart.rates for one in timed)
    told = bool(worked and timed and side.alike and priced)
    cost = sum(one.minutes / 60 * chart.rates[one.of_person] for one in timed) if told else 0.0
    return figure(
        Estimate(cost / worked if told else None),
        worked,
        "Minutes of the touches whose length is known, at the hourly rate of the person's tier,"
        " divided by the tickets on which somebody's work is known; version"
        f" {chart.version or 0} of the tier map.",
        chart.currency or "",
        tickets=side.desk.link("work_minutes") if worked else None,
        why=(side.why if priced else NO_RATE) if timed else NO_MINUTES,
    )

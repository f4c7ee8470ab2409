"""The signs of one category, measured from its tickets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm.knowledge.tables import ArticleUse
from swarm.reports import intervals
from swarm.reports.around import Ids
from swarm.reports.cohorts import Cohort
from swarm.reports.facts import Facts
from swarm.reports.shift.shifting import last_known
from swarm.reports.shift.steps import Steps, load_steps
from swarm.reports.survival import Estimate, Flags, Floats
from swarm.tickets.tables import Priority, Ticket
from swarm.tiers.charts import Chart

NEWEST = 100
LOW_TIERS = ("L1", "L2")

Forecast = Callable[[Ticket], float | None]


@dataclass(frozen=True)
class Ground:
    """What the signs of every category are measured from; arrays have one entry a ticket."""

    facts: Facts
    category: np.ndarray[tuple[int], np.dtype[np.object_]]
    urgent: Flags
    known: Flags
    """An article that was written for another ticket solved it."""
    low: Flags
    """The last known tier of its work was one of the first two."""
    tiered_work: Flags
    """The tier of its last work is known."""


@dataclass(frozen=True)
class Measured:
    """A sign's value and the tickets that it was counted over."""

    found: Estimate
    count: int


def load_ground(session: Session, cohort: Cohort, facts: Facts, chart: Chart) -> Ground:
    """Everything for the categories of `cohort`, read once."""
    rows = session.execute(
        select(Ticket.category, Ticket.priority).where(*cohort.conditions()).order_by(Ticket.number)
    ).all()
    steps = load_steps(session, cohort.conditions(), chart)
    low, told = _ended_low(facts, steps, chart)
    return Ground(
        facts=facts,
        category=np.array([row.category or "" for row in rows], dtype=object),
        urgent=np.array([row.priority == Priority.URGENT for row in rows], dtype=np.bool_),
        known=np.isin(facts.number, _answered(session, cohort)),
        low=low,
        tiered_work=told,
    )


def _answered(session: Session, cohort: Cohort) -> Ids:
    found = session.scalars(
        select(ArticleUse.ticket_number)
        .join(Ticket, Ticket.number == ArticleUse.ticket_number)
        .where(*cohort.conditions(), ArticleUse.kind == "solved")
    )
    return np.array(found.all(), dtype=np.int64)


def _ended_low(facts: Facts, steps: Steps, chart: Chart) -> tuple[Flags, Flags]:
    numbers, places = last_known(steps.tickets, steps.work)
    low = [chart.order[tier] for tier in LOW_TIERS if tier in chart.order]
    told = np.isin(facts.number, numbers[places >= 0])
    return np.isin(facts.number, numbers[np.isin(places, low)]), told


def measure(ground: Ground, mine: Flags, chances: Floats) -> dict[str, Measured]:
    """The five signs of the tickets in `mine`; `chances` to be passed on are foretold."""
    facts, solved = ground.facts, mine & ~np.isnan(ground.facts.solved)
    minutes = facts.minutes[mine & (facts.timed > 0)]
    fresh = solved & ~ground.known
    return {
        "minutes": Measured(intervals.mean(minutes), len(minutes)),
        "new": Measured(intervals.share(int(fresh.sum()), int(solved.sum())), int(solved.sum())),
        "severe": Measured(
            intervals.share(int((mine & ground.urgent).sum()), int(mine.sum())), int(mine.sum())
        ),
        "falling": _falling(ground, solved & ground.tiered_work),
        "passed_on": Measured(intervals.mean(chances), len(chances)),
    }


def _falling(ground: Ground, told: Flags) -> Measured:
    places = np.flatnonzero(told)
    older, newer = places[: len(places) // 2], places[len(places) // 2 :]
    shares = [intervals.share(int(ground.low[half].sum()), len(half)) for half in (newer, older)]
    return Measured(intervals.difference(*shares), len(places))


def foretell(session: Session, numbers: Ids, forecast: Forecast) -> Floats:
    """The chance to be passed on of the newest hundred of these tickets, where one is foretold."""
    wanted = [int(one) for one in numbers[-NEWEST:]]
    tickets = session.scalars(select(Ticket).where(Ticket.number.in_(wanted)))
    told = [chance for ticket in tickets if (chance := forecast(ticket)) is not None]
    return np.array(told, dtype=np.float64)

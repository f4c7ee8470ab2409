"""The signs of one category, measured from its tickets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm.knowledge.tables import ArticleUse
from swarm.reports import intervals
from swarm.reports.aggregates.counting import PRIORITIES
from swarm.reports.aggregates.entries import Ids
from swarm.reports.facts import Facts
from swarm.reports.memory import Kept
from swarm.reports.shift.shifting import resolved_at
from swarm.reports.shift.steps import Steps, steps_of
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
    category: Ids
    """64 bits that stand for its name, 0 for none."""
    urgent: Flags
    known: Flags
    """An article that was written for another ticket solved it."""
    low: Flags
    """It was resolved at one of the first two tiers."""
    tiered_work: Flags
    """The tier at which it was resolved is known."""


@dataclass(frozen=True)
class Measured:
    """A sign's value and the tickets that it was counted over."""

    found: Estimate
    count: int


def load_ground(session: Session, kept: Kept, chart: Chart) -> Ground:
    """Everything for the categories of what was read of a selection, read once."""
    part, facts = kept.part, kept.facts
    low, told = _ended_low(facts, steps_of(session, part, chart), chart)
    return Ground(
        facts=facts,
        category=part.columns["category"],
        urgent=part.columns["priority"] == PRIORITIES.index(Priority.URGENT),
        known=part.among(_answered(session)),
        low=low,
        tiered_work=told,
    )


def _answered(session: Session) -> Ids:
    found = session.scalars(select(ArticleUse.ticket_number).where(ArticleUse.kind == "solved"))
    return np.array(found.all(), dtype=np.int64)


def largest(session: Session, ground: Ground, most: int) -> dict[str, int]:
    """The largest categories and what stands for each, in the order of their names."""
    codes, first, counts = np.unique(ground.category, return_index=True, return_counts=True)
    some = [at for at in np.argsort(-counts, kind="stable").tolist() if codes[at]][:most]
    witness = {int(ground.facts.number[first[at]]): int(codes[at]) for at in some}
    rows = session.execute(select(Ticket.number, Ticket.category).where(Ticket.number.in_(witness)))
    return dict(sorted((row.category, witness[row.number]) for row in rows))


def _ended_low(facts: Facts, steps: Steps, chart: Chart) -> tuple[Flags, Flags]:
    of, tiers = resolved_at(steps.at, steps.work, steps.resolving)
    low = [chart.order[tier] for tier in LOW_TIERS if tier in chart.order]
    ended_low, told = np.zeros((2, len(facts)), dtype=np.bool_)
    ended_low[of], told[of] = np.isin(tiers, low), tiers >= 0
    return ended_low, told


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

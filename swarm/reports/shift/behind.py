"""The tickets behind the numbers of the ledger."""

from __future__ import annotations

import numpy as np
from sqlalchemy.orm import Session

from swarm.reports.cohorts import Cohort
from swarm.reports.facts import Facts
from swarm.reports.flow.moves import Ids
from swarm.reports.memory import recall
from swarm.reports.shift.shifting import last_known, would_be_escalations
from swarm.reports.shift.steps import Steps, load_steps
from swarm.tiers.charts import read_chart


def ledger_tickets(session: Session, cohort: Cohort, measure: str) -> list[int]:
    """The tickets behind `resolved-TIER`, `elapsed-TIER` or `would_be`."""
    chart = read_chart(session, cohort.map_version)
    steps = load_steps(session, cohort.conditions(), chart)
    facts = recall(session, cohort).facts
    if measure == "would_be":
        numbers, counts = escalations(facts, steps)
        return [int(one) for one in numbers[counts > 0]]
    what, _, tier = measure.partition("-")
    place = chart.order.get(tier, -1)
    if what == "resolved":
        numbers, places = last_known(steps.tickets, steps.work)
        solved = np.isin(numbers, facts.number[~np.isnan(facts.solved)])
        return [int(one) for one in numbers[solved & (places == place)]]
    return [int(one) for one in np.unique(steps.tickets[steps.work == place])]


def escalations(facts: Facts, steps: Steps) -> tuple[Ids, Ids]:
    """Per swarmed ticket: its number, and how often it would have been escalated."""
    swarmed = np.isin(steps.tickets, facts.number[~facts.tiered])
    return would_be_escalations(steps.tickets[swarmed], steps.work[swarmed])

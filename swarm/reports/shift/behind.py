"""The tickets behind the numbers of the ledger."""

from __future__ import annotations

import numpy as np
from sqlalchemy.orm import Session

from swarm.reports.aggregates.kinds import KINDS
from swarm.reports.aggregates.parts import Part
from swarm.reports.cohorts import Cohort
from swarm.reports.facts import Facts
from swarm.reports.flow.moves import Ids
from swarm.reports.ledger import Teller
from swarm.reports.memory import recall
from swarm.reports.shift.shifting import resolved_at, would_be_escalations
from swarm.reports.shift.steps import UNTOLD, Steps, steps_of
from swarm.tiers.charts import Chart, read_chart
from swarm.tiers.rules import UNKNOWN


def ledger_tickets(session: Session, cohort: Cohort, measure: str) -> list[int]:
    """The tickets behind `resolved-TIER`, `elapsed-TIER`, `would_be` or `shifted`."""
    chart, kept = read_chart(session, cohort.map_version), recall(session, cohort)
    if measure == "shifted":
        return _shifted(session, kept.part, chart)
    steps, facts = steps_of(session, kept.part, chart), kept.facts
    if measure == "would_be":
        places, counts = escalations(facts, steps)
        return _numbers(facts, places[counts > 0])
    what, _, tier = measure.partition("-")
    wanted = chart.order.get(tier, UNTOLD)
    if what == "resolved":
        places, tiers = resolved_at(steps.at, steps.work, steps.resolving)
        solved = ~np.isnan(facts.solved)[places]
        return _numbers(facts, places[solved & (tiers == wanted)])
    return _numbers(facts, np.unique(steps.at[steps.work == wanted]))


def _shifted(session: Session, part: Part, chart: Chart) -> list[int]:
    """Those with work of a known tier whose length is known: the shift-left index is of it."""
    teller, kinds = Teller(session, chart), part.work["kind"]
    told = np.zeros(int(kinds.max(initial=-1)) + 1, dtype=np.bool_)
    for kind in np.unique(kinds).tolist():
        told[kind] = teller.tiers(KINDS.said[kind])[0] != UNKNOWN
    mine = told[kinds] & (part.work["timed"] > 0)
    return [int(one) for one in part.number[np.unique(part.work_at[mine])]]


def _numbers(facts: Facts, places: Ids) -> list[int]:
    return [int(one) for one in facts.number[places]]


def escalations(facts: Facts, steps: Steps) -> tuple[Ids, Ids]:
    """Per swarmed ticket: its place, and how often it would have been escalated."""
    swarmed = ~facts.tiered[steps.at]
    return would_be_escalations(steps.at[swarmed], steps.work[swarmed])

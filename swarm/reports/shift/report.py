"""The ledger as a report: effort, elapsed time and cost by tier, and what the tiers tell."""

from __future__ import annotations

from datetime import datetime

import numpy as np
from pydantic import BaseModel
from sqlalchemy.orm import Session

from swarm import clock
from swarm.people.tables import Person
from swarm.reports import intervals
from swarm.reports.access import check_reads
from swarm.reports.cohorts import Cohort
from swarm.reports.effort import Effort, effort_of, measured_alike
from swarm.reports.facts import Facts
from swarm.reports.figures import Figure, figure
from swarm.reports.ledger import Work, load_work
from swarm.reports.memory import recall
from swarm.reports.shift.behind import escalations
from swarm.reports.shift.rules import ELAPSED_RULE, RESOLVED_RULE, SHIFT_RULE, WOULD_RULE
from swarm.reports.shift.shifting import (
    elapsed_of,
    resolved_at,
    shift_left,
    total_by,
)
from swarm.reports.shift.steps import Steps, steps_of
from swarm.reports.survival import Estimate
from swarm.tiers.charts import Chart, read_chart
from swarm.tiers.rules import UNKNOWN

HOUR = 3600.0


class TierOutcome(BaseModel):
    """One tier: the time that passed at it, and the tickets that were solved at it."""

    tier: str
    name: str
    elapsed: Figure
    resolved: Figure


class LedgerSide(BaseModel):
    """The tickets of one process, or of both."""

    process: str | None
    tickets: int
    effort: Effort
    tiers: list[TierOutcome]
    shift_left: Figure


class LedgerReport(BaseModel):
    """Effort, elapsed time and cost by tier; `measured_alike` tells whether sides compare."""

    as_of: datetime
    filter: dict[str, str]
    rule: str
    map_version: int
    measured_alike: bool
    measured_why: str
    whole: LedgerSide
    swarm: LedgerSide
    tier: LedgerSide
    would_be: Figure


def read_ledger(session: Session, actor: Person | None, cohort: Cohort) -> LedgerReport:
    """The ledger of a selection. Raises NotFound or NotAllowed."""
    check_reads(actor)
    kept = recall(session, cohort)
    whole = load_work(session, cohort, kept.part)
    chart = read_chart(session, cohort.map_version)
    steps = steps_of(session, kept.part, chart)
    swarmed, tiered = (
        [w for w in whole if (w.process == "tier") is is_tier] for is_tier in (False, True)
    )
    alike, why = measured_alike(swarmed, tiered)
    sides = {
        process: _side(session, kept.facts, steps, chart, cohort.of(process), work)
        for process, work in ((cohort.process, whole), ("swarm", swarmed), ("tier", tiered))
    }
    return LedgerReport(
        as_of=clock.now(),
        filter=cohort.query(),
        rule=cohort.words(session),
        map_version=chart.version or 0,
        measured_alike=alike,
        measured_why=why,
        whole=sides[cohort.process],
        swarm=sides["swarm"],
        tier=sides["tier"],
        would_be=_would_be(kept.facts, steps, cohort),
    )


def _side(
    session: Session,
    facts: Facts,
    steps: Steps,
    chart: Chart,
    cohort: Cohort,
    work: list[Work],
) -> LedgerSide:
    mine, part = _of_process(facts, steps, cohort.process)
    minutes: dict[int, float] = {}
    for one in work:
        place = chart.order.get(one.of_work, -1)
        minutes[place] = minutes.get(place, 0.0) + one.minutes
    timed = sum(one.timed for one in work if one.of_work != UNKNOWN)
    return LedgerSide(
        process=cohort.process,
        tickets=len(mine),
        effort=effort_of(session, work, cohort),
        tiers=_outcomes(mine, part, chart, cohort),
        shift_left=figure(
            Estimate(shift_left(minutes, len(chart.names))),
            timed,
            SHIFT_RULE,
            "index",
            over=cohort.link("ledger:shifted") if timed else None,
            why="No work of a known tier tells how long it took.",
        ),
    )


def _of_process(facts: Facts, steps: Steps, process: str | None) -> tuple[Facts, Steps]:
    if process is None:
        return facts, steps
    mask = facts.tiered if process == "tier" else ~facts.tiered
    return facts.where(mask), steps.where(mask)


def _outcomes(facts: Facts, steps: Steps, chart: Chart, cohort: Cohort) -> list[TierOutcome]:
    tiers = list(chart.names)
    hours = total_by(steps.work, _elapsed(facts, steps) / HOUR, tiers)
    touches = total_by(steps.work, np.ones(len(steps.work)), tiers)
    of, places = resolved_at(steps.at, steps.work, steps.resolving)
    solved = ~np.isnan(facts.solved)[of]
    ended = total_by(places[solved], np.ones(int(solved.sum())), tiers)
    known = int((places[solved] >= 0).sum())
    return [
        TierOutcome(
            tier=tier,
            name=chart.names.get(tier, "Not known"),
            elapsed=figure(
                Estimate(hours[tier] if touches[tier] else None),
                int(touches[tier]),
                ELAPSED_RULE,
                "hours",
                tickets=cohort.link(f"ledger:elapsed-{tier}") if touches[tier] else None,
            ),
            resolved=figure(
                intervals.share(int(ended[tier]), known)
                if tier != UNKNOWN
                else Estimate(float(ended[tier])),
                known if tier != UNKNOWN else int(ended[tier]),
                f"{RESOLVED_RULE} Share of those of which it is known; interval: Wilson."
                if tier != UNKNOWN
                else "Solved tickets of which that tier is not known: a count.",
                "share" if tier != UNKNOWN else "tickets",
                tickets=cohort.link(f"ledger:resolved-{tier}") if ended[tier] else None,
            ),
        )
        for tier in [*tiers, UNKNOWN]
    ]


def _elapsed(facts: Facts, steps: Steps) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    until = np.where(np.isnan(facts.solved), facts.seen, facts.solved)
    return elapsed_of(steps.at, steps.start, until[steps.at])


def _would_be(facts: Facts, steps: Steps, cohort: Cohort) -> Figure:
    numbers, counts = escalations(facts, steps)
    total = int(counts.sum())
    return figure(
        Estimate(total if numbers.size else None),
        int(numbers.size),
        WOULD_RULE,
        "times",
        tickets=cohort.link("ledger:would_be") if total else None,
        why="No swarmed ticket here has touches.",
    )

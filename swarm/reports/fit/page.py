"""Where to swarm and where not: a gauge for each category, and its break-even size of a swarm."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np
from pydantic import BaseModel
from sqlalchemy.orm import Session

from swarm import clock
from swarm.people.tables import Person
from swarm.reports import intervals
from swarm.reports.access import check_reads
from swarm.reports.cohorts import Cohort
from swarm.reports.figures import Figure, figure
from swarm.reports.fit.breaking_even import LEAST, break_even, parts_of
from swarm.reports.fit.costs import Costs, costs_of
from swarm.reports.fit.measuring import (
    Forecast,
    Ground,
    Measured,
    foretell,
    largest,
    load_ground,
    measure,
)
from swarm.reports.fit.signs import SIGNS, WORDS, Limit, Speaks, Verdict, verdict_of
from swarm.reports.memory import recall
from swarm.reports.survival import Estimate, Flags
from swarm.tiers.charts import Chart, read_chart

MOST = 40
RULE = (
    "Five signs for each category; three of five or more in one direction decide. A sign is no"
    " proof: the comparison of swarm and tier is."
)
UNLIKE = (
    "Effort was not measured alike on both sides, so what a swarm and a tiered ticket cost cannot"
    " be set against each other."
)
BEHIND = {
    "minutes": "work_minutes",
    "new": "solved",
    "severe": "tickets",
    "falling": "solved",
    "passed_on": "tickets",
}
"""Which tickets of the category a sign was counted over, at most."""

BREAK_EVEN = (
    "Mean {what} of a tiered ticket over that of one person's part in a swarmed one; a larger swarm"
    " than this takes more than tiers did. Interval: tickets of both sides drawn anew."
)


class Sign(BaseModel):
    """One sign: its figure, where it turns, and which way it speaks (null: nothing measured)."""

    key: str
    words: str
    figure: Figure
    limit: float
    speaks: Speaks | None


class FitRow(BaseModel):
    """A category, what its signs say together, and the break-even size of a swarm in people.

    `arises` says what that size was divided from, null without one. `people` are those who worked
    on a swarmed ticket of it, mean.
    """

    category: str
    tickets: Figure
    verdict: Verdict
    words: str
    signs: list[Sign]
    break_even: Figure
    arises: str | None
    people: Figure


class FitPage(BaseModel):
    """The gauge of each category, in the order of the alphabet."""

    as_of: datetime
    filter: dict[str, str]
    selection: str
    rule: str
    rows: list[FitRow]


@dataclass(frozen=True)
class _Weighed:
    chart: Chart
    costs: Costs
    ground: Ground


def read_fit(
    session: Session, actor: Person | None, cohort: Cohort, forecast: Forecast
) -> FitPage:  # fmt: skip
    """The gauges of a selection's categories. Raises NotFound or NotAllowed."""
    check_reads(actor)
    both = cohort.compared()
    chart = read_chart(session, both.map_version)
    kept = recall(session, both)
    ground = load_ground(session, kept, chart)
    weighed = _Weighed(chart, costs_of(kept.part, chart), ground)
    return FitPage(
        as_of=clock.now(),
        filter=both.query(),
        selection=both.words(session),
        rule=RULE,
        rows=[
            _row(session, weighed, replace(both, category=name), ground.category == code, forecast)
            for name, code in largest(session, ground, MOST).items()
        ],
    )


def _row(
    session: Session, weighed: _Weighed, narrowed: Cohort, mine: Flags, forecast: Forecast
) -> FitRow:
    ground = weighed.ground
    numbers = ground.facts.number[mine]
    measured = measure(ground, mine, foretell(session, numbers, forecast))
    signs = [_sign(limit, measured[limit.key], narrowed) for limit in SIGNS]
    verdict = verdict_of([sign.speaks for sign in signs])
    count = int(mine.sum())
    size, arises = _break_even(weighed, mine, narrowed)
    return FitRow(
        category=narrowed.category or "",
        tickets=_counted(count, narrowed.link("tickets")),
        verdict=verdict,
        words=WORDS[verdict],
        signs=signs,
        break_even=size,
        arises=arises,
        people=_people(weighed, mine, narrowed),
    )


def _counted(count: int, link: str) -> Figure:
    return figure(Estimate(count), count, "Tickets of the category.", "tickets", tickets=link)


def _sign(limit: Limit, measured: Measured, cohort: Cohort) -> Sign:
    return Sign(
        key=limit.key,
        words=limit.words,
        figure=figure(
            measured.found,
            measured.count,
            limit.rule,
            limit.unit,
            over=cohort.link(BEHIND[limit.key]) if measured.count else None,
            why="Nothing of it is on record.",
        ),
        limit=limit.limit,
        speaks=limit.speaks(measured.found),
    )


def _break_even(weighed: _Weighed, mine: Flags, cohort: Cohort) -> tuple[Figure, str | None]:
    """The size and how it arises: only of work that is known in the same way on both sides,
    folded or stated."""
    facts, costs = weighed.ground.facts, weighed.costs
    known = mine & costs.known
    sides = [known & ~facts.tiered & (facts.swarms > 0), known & facts.tiered]
    alike = max(
        (costs.by_activity, costs.stated),
        key=lambda way: min(int((side & way).sum()) for side in sides),
    )
    swarm, tier = (side & alike for side in sides)
    priced = bool(np.isfinite(costs.amount[swarm | tier]).all()) and bool(weighed.chart.rates)
    spent = costs.amount if priced else costs.minutes
    sides_spent = spent[swarm], costs.people[swarm], spent[tier]
    parts = parts_of(*sides_spent)
    few = min(int(side.sum()) for side in sides) < LEAST
    size = figure(
        break_even(*sides_spent),
        int(swarm.sum() + tier.sum()),
        BREAK_EVEN.format(what="cost" if priced else "minutes"),
        "people",
        over=cohort.link("work_minutes") if mine.any() else None,
        why=f"Fewer than {LEAST} tickets with known work on one side." if few else UNLIKE,
    )
    unit = (weighed.chart.currency or "") if priced else "minutes"
    return size, parts.words(unit) if parts else None


def _people(weighed: _Weighed, mine: Flags, cohort: Cohort) -> Figure:
    facts, costs = weighed.ground.facts, weighed.costs
    people = costs.people[mine & costs.known & ~facts.tiered & (facts.swarms > 0)]
    return figure(
        intervals.mean(people),
        len(people),
        "People who worked on a swarmed ticket, mean; interval: normal.",
        "people",
        over=cohort.link("swarmed") if len(people) else None,
    )

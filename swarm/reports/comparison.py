"""Swarm and tier side by side: counts and intervals, and no claim of cause."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from pydantic import BaseModel
from sqlalchemy.orm import Session

from swarm import clock
from swarm.people.tables import Person
from swarm.reports.access import check_reads
from swarm.reports.cohorts import Cohort
from swarm.reports.curves import (
    Curve,
    resolve_curve,
    response_curve,
    restricted_means,
    shared_marks,
)
from swarm.reports.effort import Effort, effort_of, measured_alike
from swarm.reports.figures import Desk, Figure, difference
from swarm.reports.ledger import Work, load_work
from swarm.reports.memory import recall
from swarm.reports.overview import satisfaction_of, sla_of
from swarm.reports.per_ticket import (
    Worked,
    cost_per_ticket,
    minutes_per_ticket,
    touches_per_ticket,
)
from swarm.tiers.charts import Chart, read_chart

LEAST = 20
"""Fewer tickets than this on a side, and no difference is printed."""

LABELS = {"swarm": "Swarm: one owner, help gathers", "tier": "Tier: passed on through queues"}

CAUTIONS = [
    "Observational: nobody drew lots for which ticket went which way, and tickets that were"
    " passed on were often harder to begin with. The numbers are not adjusted for that.",
    "A ticket's side is the process that it started under, whether or not a swarm was opened"
    " later: otherwise tickets that last longer would have had more time to become swarmed.",
]


class Side(BaseModel):
    """One process and its tickets; `undated` ended ones have no moment of solution (censored)."""

    process: str
    label: str
    tickets: Figure
    open: Figure
    solved: Figure
    undated: Figure


class Row(BaseModel):
    """One measure on both sides; `better` says which direction is, where one is."""

    key: str
    label: str
    unit: str
    better: str | None
    swarm: Figure
    tier: Figure
    difference: Figure


class Curves(BaseModel):
    """Time to the solution on both sides."""

    swarm: Curve
    tier: Curve


class Efforts(BaseModel):
    """Effort on both sides, and whether it may be compared."""

    measured_alike: bool
    why: str
    swarm: Effort
    tier: Effort


class Comparison(BaseModel):
    """The tickets of both processes of one selection."""

    as_of: datetime
    filter: dict[str, str]
    rule: str
    badge: str
    sentence: str
    cautions: list[str]
    sides: list[Side]
    rows: list[Row]
    curves: Curves
    effort: Efforts


def read_comparison(session: Session, actor: Person | None, cohort: Cohort) -> Comparison:
    """Both processes within `cohort`; its own process and kind of swarm do not apply here.

    Raises NotFound or NotAllowed.
    """
    check_reads(actor)
    both = cohort.compared()
    kept = recall(session, both)
    whole = Desk(kept.facts, both)
    swarm, tier = whole.side("swarm"), whole.side("tier")
    marks = shared_marks(swarm, tier)
    curves = Curves(swarm=resolve_curve(swarm, marks=marks), tier=resolve_curve(tier, marks=marks))
    work = load_work(session, both, kept.part)
    efforts = _efforts(session, work, swarm, tier)
    chart = read_chart(session, both.map_version)
    cautions = list(CAUTIONS)
    if cohort.process:
        cautions.insert(0, "The filter by process does not apply: this page compares the two.")
    if cohort.swarm_kind:
        cautions.insert(0, "The filter by kind of swarm does not apply: that is known only later.")
    return Comparison(
        as_of=clock.now(),
        filter=both.query(),
        rule=both.words(session),
        badge="observational",
        sentence=_sentence(curves),
        cautions=cautions,
        sides=[_side(swarm), _side(tier)],
        rows=_rows(whole, (swarm, tier), curves, _worked(swarm, tier, efforts, work), chart),
        curves=curves,
        effort=efforts,
    )


def _side(desk: Desk) -> Side:
    process = desk.cohort.process or ""
    return Side(
        process=process,
        label=LABELS[process],
        tickets=desk.number("tickets"),
        open=desk.number("open"),
        solved=desk.number("solved"),
        undated=desk.number("undated"),
    )


def _efforts(session: Session, work: Sequence[Work], swarm: Desk, tier: Desk) -> Efforts:
    swarmed = [one for one in work if one.process != "tier"]
    tiered = [one for one in work if one.process == "tier"]
    alike, why = measured_alike(swarmed, tiered)
    return Efforts(
        measured_alike=alike,
        why=why,
        swarm=effort_of(session, swarmed, swarm.cohort),
        tier=effort_of(session, tiered, tier.cohort),
    )


class Asked(NamedTuple):
    """One row: what it is called, which direction is better, over which tickets it counts."""

    key: str
    label: str
    better: str | None
    over: str


def _worked(swarm: Desk, tier: Desk, efforts: Efforts, work: Sequence[Work]) -> list[Worked]:
    return [
        Worked(
            desk,
            [one for one in work if (one.process == "tier") == tiered],
            efforts.measured_alike,
            efforts.why,
        )
        for desk, tiered in ((swarm, False), (tier, True))
    ]


def _rows(
    whole: Desk, desks: tuple[Desk, Desk], curves: Curves, worked: list[Worked], chart: Chart
) -> list[Row]:
    swarm, tier = desks
    sides: list[tuple[Asked, Sequence[Figure]]] = [
        (FIRST_RESPONSE, [response_curve(desk).median for desk in (swarm, tier)]),
        (MEDIAN, [curves.swarm.median, curves.tier.median]),
        (P90, [curves.swarm.p90, curves.tier.p90]),
        (MEAN, restricted_means(whole, desks)),
        *((asked, [find(desk) for desk in (swarm, tier)]) for asked, find in MEASURED),
        (TOUCHES, [touches_per_ticket(side) for side in worked]),
        (MINUTES, [minutes_per_ticket(side) for side in worked]),
    ]
    if chart.rates:
        # Nothing is said of cost before the organization entered rates of its own.
        cost = Asked("cost", f"Cost of a ticket, mean, {chart.currency}", "lower", "work_minutes")
        sides.append((cost, [cost_per_ticket(side, chart) for side in worked]))
    return [_row(asked, figures, whole.link(asked.over)) for asked, figures in sides]


def _row(asked: Asked, sides: Sequence[Figure], over: str) -> Row:
    swarm, tier = sides
    return Row(
        key=asked.key,
        label=asked.label,
        unit=swarm.unit,
        better=asked.better,
        swarm=swarm,
        tier=tier,
        difference=difference(swarm, tier, LEAST, over),
    )


def _share(measure: str) -> Callable[[Desk], Figure]:
    return lambda desk: desk.share(measure)


FIRST_RESPONSE = Asked("first_response", "First response, median", "lower", "first_response")
MEDIAN = Asked("resolve_median", "Resolved, median", "lower", "resolve")
P90 = Asked("resolve_p90", "Resolved, 90% by", "lower", "resolve")
MEAN = Asked("resolve_mean", "Resolved, mean up to the horizon", "lower", "resolve")
TOUCHES = Asked("touches", "Touches on a ticket, mean", "lower", "touched")
MINUTES = Asked("minutes", "Work on a ticket, mean", "lower", "work_minutes")

MEASURED: tuple[tuple[Asked, Callable[[Desk], Figure]], ...] = (
    (Asked("reassigned", "Reassigned at least once", "lower", "tickets"), _share("reassigned")),
    (
        Asked("moves", "Reassignments a ticket, mean", "lower", "moves"),
        lambda desk: desk.mean("moves"),
    ),
    (Asked("ping_pong", "Given back (ping-pong)", "lower", "tickets"), _share("ping_pong")),
    (Asked("reopened", "Reopened", "lower", "tickets"), _share("reopened")),
    (
        Asked("sla_response", "Response target kept", "higher", "response_decided"),
        lambda desk: sla_of(desk).response,
    ),
    (
        Asked("sla_resolution", "Resolution target kept", "higher", "resolution_decided"),
        lambda desk: sla_of(desk).resolution,
    ),
    (Asked("score", "Rating, mean", "higher", "rated"), lambda desk: satisfaction_of(desk).score),
    (
        Asked("satisfied", "Rated 4 or 5", "higher", "rated"),
        lambda desk: satisfaction_of(desk).satisfied,
    ),
    (Asked("people", "People on a ticket, mean", None, "worked"), lambda desk: desk.mean("worked")),
    (Asked("swarmed", "With a swarm", None, "tickets"), _share("swarmed")),
)


def _sentence(curves: Curves) -> str:
    said = []
    for name, curve in (("swarm", curves.swarm), ("tier", curves.tier)):
        if curve.count == 0:
            return "There is nothing to compare: one side has no tickets."
        if curve.median.value is None:
            said.append(f"fewer than half of the {_of(name, curve)} are solved")
        else:
            said.append(f"half of the {_of(name, curve)} were solved within {_span(curve.median)}")
    sentence = f"{said[0]}; {said[1]}."
    return f"{sentence[0].upper()}{sentence[1:]} Not adjusted for the mix of tickets."


def _of(process: str, curve: Curve) -> str:
    """What is compared: that a ticket is of the swarm process is not that it had a swarm."""
    tickets = "ticket" if curve.count == 1 else "tickets"
    return f"{curve.count:,} {tickets} of the {process} process"


def _span(median: Figure) -> str:
    value = median.value or 0.0
    low = "?" if median.low is None else f"{median.low:,.1f}"
    high = "?" if median.high is None else f"{median.high:,.1f}"
    return f"{value:,.1f} hours (95%: {low}-{high})"

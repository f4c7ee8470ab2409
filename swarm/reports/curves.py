"""Survival curves of a desk's tickets, as a screen draws them."""

from __future__ import annotations

import numpy as np
from pydantic import BaseModel

from swarm.reports.effects.comparing import mean_until
from swarm.reports.effects.waiting import horizon_of
from swarm.reports.figures import Desk, Figure, figure
from swarm.reports.measure import answerable
from swarm.reports.measures import MEASURES
from swarm.reports.survival import (
    Flags,
    Floats,
    Survival,
    Waits,
    at_risk_at,
    curve_of,
    quantile,
    quantile_in_order,
    thin,
)

RISK_MARKS = 6
METHOD = "Kaplan-Meier with log-log bands; what has not happened yet is censored, not dropped."


class Point(BaseModel):
    """`s` of the tickets are still waiting after `t` hours."""

    t: float
    s: float
    low: float
    high: float
    at_risk: int


class RiskMark(BaseModel):
    """How many tickets were still watched after `t` hours; `tickets` leads to them."""

    t: float
    at_risk: int
    tickets: str


class Curve(BaseModel):
    """How long tickets wait; `points` are enough to draw it, the first is at 0."""

    unit: str
    rule: str
    count: int
    events: int
    censored: int
    points: list[Point]
    median: Figure
    p90: Figure
    risk_table: list[RiskMark]


def resolve_curve(desk: Desk, mask: Flags | None = None, *, marks: Floats | None = None) -> Curve:
    """Time to the solution, of the tickets in `mask` or all; `marks` are the hours of its risk
    table, its own where none are given."""
    waits = desk.facts.waits("resolve")
    return _curve(desk, "resolve", waits if mask is None else waits.of(mask), marks=marks)


def shared_marks(*desks: Desk) -> Floats:
    """Hours at which the risk tables of curves that stand beside each other are both read."""
    ends = [_end_of(waits.durations) for desk in desks if len(waits := desk.facts.waits("resolve"))]
    return _marks(max(ends, default=0.0))


def restricted_means(whole: Desk, sides: tuple[Desk, Desk]) -> list[Figure]:
    """The mean time to the solution of two sides, up to a horizon that both of them reach."""
    hours, happened = whole.facts.waiting("resolve")
    horizon = horizon_of(hours, happened, ~whole.facts.tiered)
    return [
        figure(
            mean_until(curve_of(side.facts.waits("resolve")), horizon),
            len(side.facts),
            f"{MEASURES['resolve'].rule} Mean, no wait counted beyond the horizon of"
            f" {horizon:,.1f} hours, up to which both sides can be told (restricted mean: the area"
            " under the Kaplan-Meier curve); interval: normal, tickets taken as independent.",
            "hours",
            tickets=side.link("resolve") if len(side.facts) else None,
            why="One side has no tickets that tell a horizon." if len(side.facts) else None,
        )
        for side in sides
    ]


def response_curve(desk: Desk) -> Curve:
    """Time to the first public reply, where replies are known."""
    known, waits = answerable(desk.facts), desk.facts.waits("first_response")
    untold = "The desk of origin does not tell replies." if len(desk.facts) else None
    return _curve(desk, "first_response", waits if known.all() else waits.of(known), untold)


def resolve_median(desk: Desk, measure: str) -> Figure:
    """The median time to the solution of the tickets of one measure."""
    curve = resolve_curve(desk, desk.pick(measure))
    link = desk.link(measure) if curve.count else None
    return curve.median.model_copy(
        update={
            "tickets": link,
            "over": link,
            "rule": f"{MEASURES[measure].rule} {curve.median.rule}",
        }
    )


def _curve(
    desk: Desk,
    measure: str,
    waits: Waits,
    why_none: str | None = None,
    marks: Floats | None = None,
) -> Curve:
    found = curve_of(waits)
    rule = f"{MEASURES[measure].rule} {METHOD}"
    why = "So many are still waiting that it is not reached yet." if found.count else why_none
    link = desk.link(measure) if found.count else None
    median, p90 = (
        figure(
            quantile(found, share),
            found.count,
            f"{rule} The time by which {share:.0%} are done.",
            "hours",
            tickets=link,
            why=why,
        )
        for share in (0.5, 0.9)
    )
    return Curve(
        unit="hours",
        rule=rule,
        count=found.count,
        events=found.events,
        censored=found.censored,
        points=_points(found),
        median=median,
        p90=p90,
        risk_table=_risk_table(desk, measure, waits.durations, marks),
    )


def _points(found: Survival) -> list[Point]:
    if not found.count:
        return []
    drawn = [
        Point(
            t=round(float(found.times[i]), 4),
            s=round(float(found.survival[i]), 5),
            low=round(float(found.low[i]), 5),
            high=round(float(found.high[i]), 5),
            at_risk=int(found.at_risk[i]),
        )
        for i in thin(found)
    ]
    return [Point(t=0, s=1, low=1, high=1, at_risk=found.count), *drawn]


def _end_of(durations: Floats) -> float:
    # The last stretch of a long tail would leave most marks without anybody: end at 95%.
    return quantile_in_order(durations, 0.95)


def _marks(end: float) -> Floats:
    # Rounded first: what is shown, what is counted and what the list holds are then the same.
    return np.linspace(0, end, RISK_MARKS).round(2)


def _risk_table(
    desk: Desk, measure: str, durations: Floats, marks: Floats | None
) -> list[RiskMark]:
    if not len(durations):
        return []
    marks = _marks(_end_of(durations)) if marks is None else marks
    return [
        RiskMark(t=float(t), at_risk=int(n), tickets=desk.link(f"{measure}_after:{float(t)}"))
        for t, n in zip(marks, at_risk_at(durations, marks), strict=True)
    ]

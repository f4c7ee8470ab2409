"""A period beside an earlier one: both values, their difference, and how sure that is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Literal, TypeVar

from pydantic import BaseModel
from sqlalchemy.orm import Session

from swarm import clock
from swarm.errors import Invalid
from swarm.people.tables import Person
from swarm.reports.access import check_reads
from swarm.reports.cohorts import Cohort
from swarm.reports.comparison import LEAST, MEASURED, Asked
from swarm.reports.curves import resolve_curve, response_curve
from swarm.reports.figures import Desk, Figure, difference
from swarm.reports.flow.page import FlowReport, read_flow
from swarm.reports.memory import recall

Against = Literal["before", "year"]

YOUNG = (
    "Tickets of the newer period were watched for a shorter time: what can still happen to them"
    " (reassigned, reopened, rated) counts as not happened yet."
)
UNSURE = "Newer minus earlier; the interval is recovered from the two (MOVER)."


class PeriodRow(BaseModel):
    """One measure in both periods; `better` says which direction is, where one is."""

    key: str
    label: str
    unit: str
    better: str | None
    now: Figure
    earlier: Figure
    difference: Figure


class PeriodsPage(BaseModel):
    """A selection's period and an earlier one, as long as it, in the same measures."""

    as_of: datetime
    filter: dict[str, str]
    rule: str
    earlier: str
    note: str
    rows: list[PeriodRow]


def earlier_than(cohort: Cohort, against: Against, now: datetime) -> tuple[Cohort, Cohort]:
    """The selection with its end said, and the same rule for the earlier period.

    `before` is the period of the same length that ends where this one begins, `year` the same days
    a year earlier. Raises Invalid where the selection says no beginning, or ends before it.
    """
    if cohort.start is None:
        raise Invalid("Say from when on.", fields={"from": "says where the period begins"})
    # A period that has not ended is compared as far as it has come.
    end = now if cohort.end is None else min(cohort.end, now)
    if end <= cohort.start:
        raise Invalid("The period is empty.", fields={"to": "must be after from, and from past"})
    present = replace(cohort, end=end)
    if against == "before":
        return present, replace(cohort, start=cohort.start - (end - cohort.start), end=cohort.start)
    return present, replace(cohort, start=_year_before(cohort.start), end=_year_before(end))


def _year_before(moment: datetime) -> datetime:
    try:
        return moment.replace(year=moment.year - 1)
    except ValueError:  # the 29th of February
        return moment.replace(year=moment.year - 1, day=28)


Pair = tuple[Asked, Figure, Figure]


T = TypeVar("T")


def read_periods(
    session: Session, actor: Person | None, cohort: Cohort, against: Against, of: str
) -> PeriodsPage:
    """The measures of a report (`of` BESIDE) in both periods. Raises NotFound, NotAllowed or
    Invalid."""
    check_reads(actor)
    now, then = earlier_than(cohort, against, clock.now())
    return _page(session, now, then, BESIDE[of](session, now, then))


def _of_desks(session: Session, now: Cohort, then: Cohort) -> list[Pair]:
    return _pairs(OF_DESKS, *(Desk(recall(session, one).facts, one) for one in (now, then)))


def _of_flows(session: Session, now: Cohort, then: Cohort) -> list[Pair]:
    return _pairs(OF_FLOWS, *(read_flow(session, None, one) for one in (now, then)))


def _pairs(
    measures: Sequence[tuple[Asked, Callable[[T], Figure]]], present: T, earlier: T
) -> list[Pair]:
    return [(asked, find(present), find(earlier)) for asked, find in measures]


BESIDE: dict[str, Callable[[Session, Cohort, Cohort], list[Pair]]] = {
    "overview": _of_desks,
    "flow": _of_flows,
}
"""The reports of which a period can stand beside an earlier one."""


def _page(session: Session, now: Cohort, then: Cohort, pairs: Sequence[Pair]) -> PeriodsPage:
    return PeriodsPage(
        as_of=clock.now(),
        filter=now.query(),
        rule=now.words(session),
        earlier=then.words(session),
        note=YOUNG,
        rows=[_row(*pair) for pair in pairs],
    )


def _row(asked: Asked, now: Figure, earlier: Figure) -> PeriodRow:
    few = 0 if asked.key == "tickets" else LEAST
    return PeriodRow(
        key=asked.key,
        label=asked.label,
        unit=now.unit,
        better=asked.better,
        now=now,
        earlier=earlier,
        difference=difference(now, earlier, few, None, rule=UNSURE),
    )


OF_DESKS: tuple[tuple[Asked, Callable[[Desk], Figure]], ...] = (
    (Asked("tickets", "Tickets", None, "tickets"), lambda desk: desk.number("tickets")),
    (
        Asked("first_response", "First response, median", "lower", "first_response"),
        lambda desk: response_curve(desk).median,
    ),
    (
        Asked("resolve_median", "Resolved, median", "lower", "resolve"),
        lambda desk: resolve_curve(desk).median,
    ),
    (
        Asked("resolve_p90", "Resolved, 90% by", "lower", "resolve"),
        lambda desk: resolve_curve(desk).p90,
    ),
    *MEASURED,
)


def _of_level(place: int, name: str) -> Callable[[FlowReport], Figure]:
    def find(flow: FlowReport) -> Figure:
        found: Figure = getattr(flow.levels[place], name)
        return found

    return find


LEVELS = {
    "person": "between people",
    "group": "between groups",
    "tier": "between tiers",
}
OF_LEVELS = {
    "reassigned": "Passed on {}",
    "ping_pong": "Straight back {}",
    "loops": "Came back {}",
}

OF_FLOWS: tuple[tuple[Asked, Callable[[FlowReport], Figure]], ...] = (
    (
        Asked("first_assignment", "Solved by the first owner", "higher", "flow"),
        lambda flow: flow.first_assignment,
    ),
    (Asked("conforming", "Went as the tier map says", None, "flow"), lambda flow: flow.conforming),
    (
        Asked("two_groups", "In two groups or more", "lower", "flow"),
        lambda flow: flow.two_groups,
    ),
    (
        Asked("wait_user", "Waiting for requesters, share of the time", "lower", "flow"),
        lambda flow: flow.wait_user,
    ),
    *(
        (Asked(f"{name}_{level}", words.format(between), "lower", "flow"), _of_level(place, name))
        for name, words in OF_LEVELS.items()
        for place, (level, between) in enumerate(LEVELS.items())
    ),
)

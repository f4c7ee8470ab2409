"""The manager's page: one selection of tickets in numbers."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import numpy as np
from pydantic import BaseModel
from sqlalchemy.orm import Session

from swarm import clock
from swarm.people.tables import Person
from swarm.reports.access import check_reads
from swarm.reports.cohorts import Cohort
from swarm.reports.curves import Curve, resolve_curve, resolve_median, response_curve
from swarm.reports.effort import Effort, effort_of
from swarm.reports.figures import Desk, Figure
from swarm.reports.ledger import load_work
from swarm.reports.measure import BY_COUNT
from swarm.reports.measures import MEASURES
from swarm.reports.memory import recall
from swarm.reports.swarms import Swarms, count_swarms

NO_TARGETS = "Not measured: no ticket here had a target of this desk that has come due."
MOST_WEEKS = 260
DAY = 86_400
HOURS = MEASURES["source_resolved"].rule


class Flow(BaseModel):
    """One waiting time: its median, the time by which 90% are done, and the whole curve."""

    median: Figure
    p90: Figure
    curve: Curve


class Flows(BaseModel):
    """The two waiting times of a ticket."""

    first_response: Flow
    resolve: Flow


class ByCount(BaseModel):
    """The tickets with so many reassignments, and how long they took."""

    label: str
    tickets: Figure
    median_resolve: Figure


class Reassignments(BaseModel):
    """Transfers by our own count, from owners and queues."""

    share: Figure
    mean: Figure
    ping_pong: Figure
    two_groups: Figure
    by_count: list[ByCount]


class Source(BaseModel):
    """What the desk of origin itself counted; never mixed with our own counts."""

    note: str
    cases: Figure
    reassigned: Figure
    reopened: Figure
    sla_kept: Figure
    by_count: list[ByCount]


class Sla(BaseModel):
    """Targets kept, of those that are decided."""

    response: Figure
    resolution: Figure


class Satisfaction(BaseModel):
    """What requesters said, of those who were asked and answered."""

    score: Figure
    satisfied: Figure
    asked: Figure


class Week(BaseModel):
    """Tickets created and solved in the week that begins on this Monday (UTC).

    `tickets` leads to those created, `solved_tickets` to those solved.
    """

    week: date
    created: int
    solved: int
    tickets: str
    solved_tickets: str


class Note(BaseModel):
    """Something to keep in mind while reading, and the tickets that it speaks of."""

    text: str
    tickets: str


class Overview(BaseModel):
    """Everything on the manager's page."""

    as_of: datetime
    filter: dict[str, str]
    rule: str
    notes: list[Note]
    tickets: Figure
    open: Figure
    solved: Figure
    flow: Flows
    reassignments: Reassignments
    source: Source | None
    source_why: str | None
    reopened: Figure
    sla: Sla
    satisfaction: Satisfaction
    swarms: Swarms
    effort: Effort
    weeks: list[Week]


def read_overview(session: Session, actor: Person | None, cohort: Cohort) -> Overview:
    """The overview of `cohort`. Raises NotFound or NotAllowed."""
    check_reads(actor)
    kept = recall(session, cohort)
    desk = Desk(kept.facts, cohort)
    resolve, response = resolve_curve(desk), response_curve(desk)
    source = source_of(desk)
    return Overview(
        as_of=clock.now(),
        filter=cohort.query(),
        rule=cohort.words(session),
        notes=_notes(desk),
        tickets=desk.number("tickets"),
        open=desk.number("open"),
        solved=desk.number("solved"),
        flow=Flows(first_response=_flow(response), resolve=_flow(resolve)),
        reassignments=_reassignments(desk),
        source=source,
        source_why=None if source else "None of these tickets came from a desk that counted.",
        reopened=desk.share("reopened"),
        sla=sla_of(desk),
        satisfaction=satisfaction_of(desk),
        swarms=count_swarms(kept.part.entries["swarms"].values, desk),
        effort=effort_of(session, load_work(session, cohort, kept.part), cohort),
        weeks=_weeks(desk),
    )


def sla_of(desk: Desk) -> Sla:
    """The share of decided targets that were kept."""
    response, resolution = (
        desk.share(
            f"{name}_kept",
            f"{name}_decided",
            "the tickets whose target was met or missed",
            NO_TARGETS,
        )
        for name in ("response", "resolution")
    )
    return Sla(response=response, resolution=resolution)


def satisfaction_of(desk: Desk) -> Satisfaction:
    """What requesters said; "not measured" where nobody was asked or nobody answered."""
    asked, rated = int(desk.facts.asked.sum()), int(desk.pick("rated").sum())
    why = "Not measured: nobody was asked."
    if asked:
        why = f"Not measured: {asked:,} were asked and none answered."
    return Satisfaction(
        score=desk.mean("rated", why),
        satisfied=desk.share("satisfied", "rated", f"the {rated:,} who answered", why),
        asked=desk.share("asked", "solved", "the solved tickets"),
    )


def _flow(curve: Curve) -> Flow:
    return Flow(median=curve.median, p90=curve.p90, curve=curve)


def _reassignments(desk: Desk) -> Reassignments:
    return Reassignments(
        share=desk.share("reassigned"),
        mean=desk.mean("moves"),
        ping_pong=desk.share("ping_pong"),
        two_groups=desk.share("two_groups"),
        by_count=[
            ByCount(
                label=label,
                tickets=desk.number(f"moved_{label[0]}"),
                median_resolve=resolve_median(desk, f"moved_{label[0]}"),
            )
            for label, _, _ in BY_COUNT
        ],
    )


def source_of(desk: Desk) -> Source | None:
    """What the desk of origin counted, None where it counted nothing."""
    if not desk.pick("source_cases").any():
        return None
    untold = "The desk of origin did not count this."
    counted, judged = "the cases with that counter", "the cases with that word"
    return Source(
        note="The desk of origin's own counters and dates, as it exported them. They count"
        " otherwise than we do and are not mixed with our counts.",
        cases=desk.number("source_cases"),
        reassigned=desk.share("source_reassigned", "source_counted", counted, untold),
        reopened=desk.share("source_reopened", "source_reopens_counted", counted, untold),
        sla_kept=desk.share("source_kept", "source_judged", judged, untold),
        by_count=[
            ByCount(
                label=label,
                tickets=desk.number(f"source_moved_{label[0]}"),
                median_resolve=desk.median(f"source_hours_{label[0]}", HOURS),
            )
            for label, _, _ in BY_COUNT
        ],
    )


def _notes(desk: Desk) -> list[Note]:
    imported, undated = (int(desk.pick(name).sum()) for name in ("imported", "undated"))
    said = {
        "imported": f"{imported:,} of {len(desk.facts):,} tickets are imported histories: what"
        " their desk did not record (replies, targets, ratings) is not measured for them.",
        "undated": f"{undated:,} ended tickets have no moment of solution; they are censored"
        " when closed.",
    }
    return [
        Note(text=said[name], tickets=desk.link(name))
        for name, count in (("imported", imported), ("undated", undated))
        if count
    ]


def _weeks(desk: Desk) -> list[Week]:
    created = _mondays(desk.facts.created)
    solved = _mondays(desk.facts.solved[~np.isnan(desk.facts.solved)])
    monday = timedelta(days=7)
    known = sorted(created.keys() | solved.keys())[-MOST_WEEKS:]
    if not known:
        return []
    span = range((known[-1] - known[0]).days // 7 + 1)
    weeks = [known[0] + place * monday for place in span][-MOST_WEEKS:]
    return [
        Week(
            week=week,
            created=created.get(week, 0),
            solved=solved.get(week, 0),
            tickets=desk.link(f"created_week:{week}"),
            solved_tickets=desk.link(f"solved_week:{week}"),
        )
        for week in weeks
    ]


def _mondays(moments: np.ndarray[tuple[int], np.dtype[np.float64]]) -> dict[date, int]:
    if not len(moments):
        return {}
    # 1970-01-01 was a Thursday: three days after a Monday.
    weeks = np.floor((moments + 3 * DAY) / (7 * DAY)).astype(np.int64)
    first = int(weeks.min())
    return {
        datetime.fromtimestamp(((first + place) * 7 - 3) * DAY, UTC).date(): count
        for place, count in enumerate(np.bincount(weeks - first).tolist())
        if count
    }

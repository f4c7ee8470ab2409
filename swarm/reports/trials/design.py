"""Planning an experiment from a desk's own tickets, and reading the one that runs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from pydantic import BaseModel
from sqlalchemy.orm import Session

from swarm import clock
from swarm.people.tables import Person
from swarm.reports.access import check_reads
from swarm.reports.cohorts import Cohort
from swarm.reports.effects.cards import Experiment, Look
from swarm.reports.effects.loading import load_study
from swarm.reports.facts import HOUR
from swarm.reports.figures import Figure, figure
from swarm.reports.memory import recall
from swarm.reports.survival import Estimate, Flags, Floats
from swarm.reports.trials.planning import (
    LEAST_KNOWN,
    RATIOS,
    WEEKS,
    detectable_ratio,
    spread_of,
    tickets_by_ratio,
)
from swarm.reports.trials.running import experiment_of, looks_at

RECENT = 12
"""So many weeks tell how many eligible tickets come."""

LATEST = 10 * 52
"""An experiment that would last longer has no day on which it ends."""


@dataclass(frozen=True)
class Wish:
    """What an experiment should show: `ratio` with `power`, a `share` of tickets swarmed."""

    share: float = 0.5
    ratio: float = 1.2
    power: float = 0.8


class Needed(BaseModel):
    """Tickets and weeks that would show one ratio; `by` is when, at the present rate."""

    ratio: float
    tickets: int
    weeks: float | None
    by: datetime | None


class Reach(BaseModel):
    """The least ratio that would show after so many weeks."""

    weeks: int
    tickets: int
    ratio: float


class DesignPage(BaseModel):
    """What an experiment on these tickets would need, and how the running one stands."""

    as_of: datetime
    filter: dict[str, str]
    selection: str
    rule: str
    spread: Figure
    weekly: Figure
    wished: Needed | None
    others: list[Needed]
    reach: list[Reach]
    running: Experiment | None
    looks: list[Look]


RULE = (
    "Each eligible ticket draws a lot of its own; two-sided 5% test of the ratio of mean times to"
    " the solution. The spread of times is that of your own tickets, up to the horizon."
)


def read_design(session: Session, actor: Person | None, cohort: Cohort, wish: Wish) -> DesignPage:
    """An experiment on tickets like those of `cohort`. Raises NotFound or NotAllowed."""
    check_reads(actor)
    both = cohort.compared()
    loaded = load_study(session, recall(session, both))
    eligible = ~loaded.urgent
    spread = spread_of(loaded.study.take(eligible))
    weekly = _weekly(loaded.created[eligible])
    drawn = loaded.drawn
    running = loaded.study.take(drawn)
    created = loaded.created[drawn] / HOUR
    return DesignPage(
        as_of=clock.now(),
        filter=both.query(),
        selection=both.words(session),
        rule=RULE,
        spread=_spread_figure(spread, loaded.study.happened & eligible, both),
        weekly=figure(
            Estimate(weekly),
            int(eligible.sum()),
            f"Tickets that could draw lots (urgent ones never do), a week, over the {RECENT} weeks"
            " before the newest of them.",
            "tickets",
            over=both.link("effect:eligible") if eligible.any() else None,
        ),
        **_needs(spread, weekly, wish),
        running=experiment_of(running) if len(running) else None,
        looks=looks_at(running, created - created.min()) if len(running) else [],
    )


def _weekly(came: Floats) -> float:
    if not len(came):
        return 0.0
    span = RECENT * 7 * 24 * HOUR
    newest = float(came.max())
    weeks = min(max((newest - float(came.min())) / (7 * 24 * HOUR), 1.0), RECENT)
    return float((came > newest - span).sum()) / weeks


def _spread_figure(spread: float | None, known: Flags, cohort: Cohort) -> Figure:
    return figure(
        Estimate(spread),
        int(known.sum()),
        "Standard deviation of the time to the solution over its mean, no wait counted beyond the"
        " horizon.",
        "ratio",
        over=cohort.link("effect:solved") if known.any() else None,
        why=f"Fewer than {LEAST_KNOWN} eligible tickets are solved: nothing tells how far apart"
        " their times lie.",
    )


def _needs(spread: float | None, weekly: float, wish: Wish) -> dict[str, Any]:
    if not spread:
        return {"wished": None, "others": [], "reach": []}
    fair = {"share": wish.share, "power": wish.power}
    wished, *others = (
        _needed(ratio, tickets, weekly)
        for ratio, tickets in tickets_by_ratio(spread, (wish.ratio, *RATIOS), **fair)
    )
    reach = [
        Reach(
            weeks=weeks,
            tickets=int(weekly * weeks),
            ratio=detectable_ratio(spread, weekly * weeks, **fair),
        )
        for weeks in WEEKS
        if weekly * weeks >= 1
    ]
    return {"wished": wished, "others": others, "reach": reach}


def _needed(ratio: float, tickets: int, weekly: float) -> Needed:
    weeks = tickets / weekly if weekly > 0 else None
    soon = weeks is not None and weeks <= LATEST
    return Needed(
        ratio=ratio,
        tickets=tickets,
        weeks=weeks,
        by=clock.now() + timedelta(weeks=weeks) if soon and weeks is not None else None,
    )

"""Effort by tier: of the work and of the person, apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from pydantic import BaseModel
from sqlalchemy.orm import Session

from swarm.reports.cohorts import Cohort
from swarm.reports.figures import Figure, figure
from swarm.reports.ledger import Work
from swarm.reports.survival import Estimate
from swarm.tiers.charts import Chart, read_chart
from swarm.tiers.folding import RULE
from swarm.tiers.rules import UNKNOWN

HOW = {
    "activity": "folded from activity",
    "recorded": "stated by a person or a system",
    "status": "changes of status only",
}
NO_MINUTES = "The source does not tell how long the work took."


NO_RATES = "No hourly rate was entered for this tier, so nothing is said about its cost."


class TierEffort(BaseModel):
    """What was done at one tier; `unknown` is a tier of its own here.

    `cost` is the minutes at the tier's hourly rate: only by tier of the person, for it is
    people who are paid.
    """

    tier: str
    name: str
    touches: Figure
    minutes: Figure
    cost: Figure | None = None


class MeasuredHow(BaseModel):
    """How the touches came to be known."""

    how: str
    words: str
    touches: Figure


class Effort(BaseModel):
    """Touches and minutes by the tier of the work and by the tier of the person.

    `map_version` is the version of the tier map that tells the tiers, `currency` that of its
    rates; null where none was entered, and then there is no cost.
    """

    rule: str
    map_version: int
    currency: str | None
    measured: list[MeasuredHow]
    of_work: list[TierEffort]
    of_person: list[TierEffort]


def effort_of(session: Session, work: Sequence[Work], cohort: Cohort) -> Effort:
    """The effort in `work`, each number with the tickets of `cohort` behind it."""
    chart = read_chart(session, cohort.map_version)
    return Effort(
        rule=RULE,
        map_version=chart.version or 0,
        currency=chart.currency if chart.rates else None,
        measured=[
            MeasuredHow(
                how=how,
                words=words,
                touches=_touches([w for w in work if w.how == how], cohort.link(f"measured:{how}")),
            )
            for how, words in HOW.items()
        ],
        of_work=_by_tier(chart, work, lambda w: w.of_work, cohort, "work"),
        of_person=_by_tier(chart, work, lambda w: w.of_person, cohort, "person"),
    )


def _by_tier(
    chart: Chart,
    work: Sequence[Work],
    tier_of: Callable[[Work], str],
    cohort: Cohort,
    column: str,
) -> list[TierEffort]:
    names = chart.names
    groups: dict[str, list[Work]] = defaultdict(list)
    for one in work:
        groups[tier_of(one)].append(one)
    # A tier of an earlier map, or of an imported desk, may not be in the map in force.
    others = sorted(groups.keys() - names.keys() - {UNKNOWN})
    order = [*names, *others, UNKNOWN]
    return [
        TierEffort(
            tier=tier,
            name=names.get(tier, "Not known" if tier == UNKNOWN else tier),
            touches=_touches(groups[tier], cohort.link(f"{column}:{tier}")),
            minutes=_minutes(groups[tier], cohort.link(f"{column}_minutes:{tier}")),
            cost=_cost(chart, tier, groups[tier], cohort) if column == "person" else None,
        )
        for tier in order
    ]


def _touches(work: Sequence[Work], link: str) -> Figure:
    count = sum(one.touches for one in work)
    return figure(Estimate(count), count, RULE, "touches", tickets=link if count else None)


def _minutes(work: Sequence[Work], link: str) -> Figure:
    count, timed = sum(one.touches for one in work), sum(one.timed for one in work)
    total = Estimate(sum(one.minutes for one in work) if timed or not count else None)
    return figure(
        total,
        timed,
        f"Minutes of the touches whose length is known: {timed:,} of {count:,}.",
        "minutes",
        tickets=link if timed else None,
        why=NO_MINUTES,
    )


def _cost(chart: Chart, tier: str, work: Sequence[Work], cohort: Cohort) -> Figure:
    rate, timed = chart.rates.get(tier), sum(one.timed for one in work)
    minutes = sum(one.minutes for one in work)
    known = rate is not None and timed > 0
    return figure(
        Estimate(minutes / 60 * rate if known and rate is not None else None),
        timed,
        f"Minutes of people of {tier} at the hourly rate of version {chart.version or 0} of the"
        " tier map; only touches whose length is known.",
        chart.currency or "",
        tickets=cohort.link(f"person_minutes:{tier}") if timed else None,
        why=NO_RATES if rate is None else NO_MINUTES,
    )


def measured_alike(swarm: Sequence[Work], tier: Sequence[Work]) -> tuple[bool, str]:
    """Whether effort on both sides was measured in the same way, and what that means in words."""
    ways = [{one.how for one in side} for side in (swarm, tier)]
    if not all(ways):
        return False, "One side has no work on record, so effort cannot be compared."
    if ways[0] == ways[1] and "status" not in ways[0]:
        return True, "Both sides were measured alike."
    said = [" and ".join(sorted(HOW[how] for how in way)) for way in ways]
    return False, (
        f"Swarm: {said[0]}; tier: {said[1]}. Effort is not compared; look at the elapsed time."
    )

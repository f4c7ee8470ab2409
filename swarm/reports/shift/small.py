"""The ledger of one ticket or one swarm: what was done at each tier, and what it cost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import numpy as np
from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.errors import NotFound
from swarm.people.tables import Person
from swarm.reports.access import check_reads
from swarm.reports.effort import HOW
from swarm.reports.ledger import load_work_of
from swarm.reports.shift.shifting import elapsed_of, total_by
from swarm.reports.shift.steps import load_steps
from swarm.rooms.tables import Swarm
from swarm.tickets.tables import Ticket
from swarm.tiers.charts import read_chart
from swarm.tiers.folding import RULE
from swarm.tiers.rules import UNKNOWN
from swarm.tiers.tables import Touch

HOUR = 3600.0


class TierShare(BaseModel):
    """One tier: work by the tier of the work, and by that of the person, apart.

    `elapsed_hours` passed while work of this tier was the last that was begun; `cost` is the
    person's minutes at the tier's rate, null without a rate or without known minutes.
    """

    tier: str
    name: str
    work_touches: int
    work_minutes: float
    elapsed_hours: float
    person_touches: int
    person_minutes: float
    cost: float | None


class SmallLedger(BaseModel):
    """What was done on one ticket, or in one swarm; `timed` of the `touches` tell how long.

    `note` says where they were not measured alike: then their minutes do not compare.
    """

    rule: str
    note: str | None
    map_version: int
    currency: str | None
    touches: int
    timed: int
    tiers: list[TierShare]


def ticket_ledger(session: Session, actor: Person, number: int) -> SmallLedger:
    """The ledger of ticket `number`. Raises NotFound or NotAllowed."""
    check_reads(actor)
    ticket = session.get(Ticket, number)
    if ticket is None:
        raise NotFound
    return _ledger(session, ticket, None)


def swarm_ledger(session: Session, actor: Person, swarm_id: int) -> SmallLedger:
    """What was done in a swarm's room: touches that began there. Raises NotFound or NotAllowed."""
    check_reads(actor)
    number = session.scalar(select(Swarm.ticket_number).where(Swarm.id == swarm_id))
    if number is None:
        raise NotFound
    return _ledger(session, session.get_one(Ticket, number), f"swarms/{swarm_id}")


def _ledger(session: Session, ticket: Ticket, stream: str | None) -> SmallLedger:
    where = [Ticket.number == ticket.number]
    if stream is not None:
        where.append(Touch.stream == stream)
    chart = read_chart(session)
    work = load_work_of(session, where, chart)
    steps = load_steps(session, where, chart)
    end = (ticket.solved_at or clock.now()).timestamp()
    passed = elapsed_of(steps.at, steps.start, np.full(len(steps.at), end))
    elapsed = total_by(steps.work, passed / HOUR, list(chart.names))
    sums: dict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    for one in work:
        sums[one.of_work]["work_touches"] += one.touches
        sums[one.of_work]["work_minutes"] += one.minutes
        sums[one.of_person]["person_touches"] += one.touches
        sums[one.of_person]["person_minutes"] += one.minutes
    others = sorted(sums.keys() - chart.names.keys() - {UNKNOWN})
    return SmallLedger(
        rule=RULE,
        note=_unlike({one.how for one in work}),
        map_version=chart.version or 0,
        currency=chart.currency if chart.rates else None,
        touches=sum(one.touches for one in work),
        timed=sum(one.timed for one in work),
        tiers=[
            _share(
                key,
                chart.names.get(key, key),
                sums[key],
                elapsed.get(key, 0.0),
                chart.rates.get(key),
            )
            for key in [*chart.names, *others, UNKNOWN]
        ],
    )


def _unlike(ways: set[str]) -> str | None:
    if len(ways) < 2:
        return None
    said = ", ".join(HOW[way] for way in sorted(ways))
    return f"Not measured alike ({said}): look at the elapsed time, not at the minutes."


def _share(
    key: str, name: str, sums: Mapping[str, float], elapsed: float, rate: float | None
) -> TierShare:
    minutes = round(sums["person_minutes"], 2)
    return TierShare(
        tier=key,
        name="Not known" if key == UNKNOWN else name,
        work_touches=int(sums["work_touches"]),
        work_minutes=round(sums["work_minutes"], 2),
        elapsed_hours=round(elapsed, 4),
        person_touches=int(sums["person_touches"]),
        person_minutes=minutes,
        cost=round(minutes / 60 * rate, 2) if rate is not None and minutes else None,
    )

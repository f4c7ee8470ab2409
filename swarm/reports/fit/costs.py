"""What each ticket of a selection took: minutes, people, and what their time costs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from swarm.reports.around import Ids, read_table
from swarm.reports.cohorts import Cohort
from swarm.reports.survival import Flags, Floats
from swarm.tickets.tables import Ticket
from swarm.tiers.charts import Chart
from swarm.tiers.tables import Touch


@dataclass(frozen=True)
class Costs:
    """Parallel arrays, one entry a ticket with work whose length is known.

    `amount` is money where every tier that worked has an hourly rate, else NaN. `by_activity`
    tells that all of its work is folded from activity, `stated` that none of it is.
    """

    number: Ids
    minutes: Floats
    amount: Floats
    people: Floats
    by_activity: Flags
    stated: Flags


def load_costs(session: Session, cohort: Cohort, chart: Chart) -> Costs:
    """The costs of the tickets of `cohort` by the rates of `chart`, tickets by rising number."""
    tiers = sorted({*chart.rates})
    known = func.count(Touch.minutes)
    rows = session.execute(
        select(
            Touch.ticket_number,
            Touch.tier_of_person,
            func.sum(Touch.minutes),
            known,
            func.count(Touch.id).filter(Touch.measured == "activity"),
            func.count(Touch.id),
        )
        .join(Ticket, Ticket.number == Touch.ticket_number)
        .where(*cohort.conditions())
        .group_by(Touch.ticket_number, Touch.tier_of_person)
        .order_by(Touch.ticket_number)
    ).all()
    place = {tier: number for number, tier in enumerate(tiers)}
    table = np.array(
        [
            (number, place.get(chart.translate(tier), -1), minutes or 0.0, timed, folded, count)
            for number, tier, minutes, timed, folded, count in rows
        ],
        dtype=np.float64,
    ).reshape(len(rows), 6)
    number, rows_of = np.unique(table[:, 0].astype(np.int64), return_inverse=True)
    rates = np.array([*(chart.rates[tier] for tier in tiers), np.nan])
    amount = table[:, 2] / 60 * rates[table[:, 1].astype(np.int64)]
    amount = np.where(table[:, 2] > 0, amount, 0.0)
    minutes, money, timed, folded, count = (
        np.bincount(rows_of, column, len(number)).astype(np.float64)
        for column in (table[:, 2], amount, table[:, 3], table[:, 4], table[:, 5])
    )
    told = timed > 0
    return Costs(
        number=number[told],
        minutes=minutes[told],
        amount=money[told],
        people=_people(session, cohort)[told],
        by_activity=(folded == count)[told],
        stated=(folded == 0)[told],
    )


def _people(session: Session, cohort: Cohort) -> Floats:
    """How many people worked on each ticket: what participation was measured."""
    table = read_table(
        session,
        select(Touch.ticket_number, func.count(Touch.person_id.distinct()))
        .join(Ticket, Ticket.number == Touch.ticket_number)
        .where(*cohort.conditions())
        .group_by(Touch.ticket_number)
        .order_by(Touch.ticket_number),
        2,
    )
    people: Floats = np.maximum(table[:, 1], 1.0)
    return people

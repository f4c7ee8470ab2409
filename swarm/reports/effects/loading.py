"""The tickets of a cohort as a study: which way each went, how long it took, what was known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from swarm.reports.around import Ids, spread
from swarm.reports.cohorts import Cohort
from swarm.reports.effects.study import Study
from swarm.reports.facts import HOUR, Facts
from swarm.reports.survival import Floats
from swarm.rooms.tables import Swarm
from swarm.tickets.tables import Ownership, Ticket
from swarm.tiers.policies.tables import ProcessAssignment

DAY = 86_400.0
LABELS = ("priority", "product", "category", "channel")

NOBODY = -1
"""Below it each ticket is a cluster of its own: nobody owned it, or another desk did."""


@dataclass(frozen=True)
class Loaded:
    """A study by the process that each ticket started under, and what belongs beside it.

    `opened` is when the first swarm was opened, in hours from creation, NaN for never. `drawn`
    tells whose process was decided by lot.
    """

    study: Study
    opened: Floats
    drawn: NDArray[np.bool_]
    weeks: float


def load_study(session: Session, cohort: Cohort, facts: Facts) -> Loaded:
    """The study of the tickets of `facts`, which are those of `cohort`."""
    happened = facts.ended & ~np.isnan(facts.solved)
    hours = np.where(happened, facts.solved_hours, facts.seen_hours)
    tickets = _labels(session, cohort)
    return Loaded(
        study=Study(
            treated=~facts.tiered,
            hours=hours,
            happened=happened,
            cluster=_owners(session, cohort, facts.number),
            covariates=tickets | _moments(facts.created),
        ),
        opened=_opened(session, cohort, facts),
        drawn=_drawn(session, cohort, facts.number),
        weeks=float(np.ptp(facts.created)) / DAY / 7 if len(facts) else 0.0,
    )


def _labels(session: Session, cohort: Cohort) -> dict[str, NDArray[Any]]:
    rows = session.execute(
        select(*(getattr(Ticket, name) for name in LABELS))
        .where(*cohort.conditions())
        .order_by(Ticket.number)
    ).all()
    columns = zip(*rows, strict=True) if rows else [()] * len(LABELS)
    found = {
        name: np.array([one or "" for one in column], dtype=object)
        for name, column in zip(LABELS, columns, strict=True)
    }
    # A field that nobody on this desk fills in tells no two tickets apart.
    return {name: column for name, column in found.items() if len(set(column.tolist())) > 1}


def _moments(created: Floats) -> dict[str, NDArray[Any]]:
    """Part of the week (UTC) and the date: a desk changes while it learns."""
    days = np.floor(created / DAY)
    weekend = ((days + 3) % 7) >= 5  # 1970-01-01 was a Thursday
    hour = (created % DAY) / HOUR
    part = np.where(weekend | (hour < 7) | (hour >= 17), "night or weekend", "day")
    return {"time of the week": part.astype(object), "date": days}


def _owners(session: Session, cohort: Cohort, number: Ids) -> Ids:
    first = (
        select(func.min(Ownership.id).label("id"))
        .join(Ticket, Ticket.number == Ownership.ticket_number)
        .where(*cohort.conditions())
        .group_by(Ownership.ticket_number)
        .subquery()
    )
    rows = session.execute(
        select(Ownership.ticket_number, Ownership.owner_id)
        .join(first, first.c.id == Ownership.id)
        .order_by(Ownership.ticket_number)
    ).all()
    table = np.array([tuple(row) for row in rows], dtype=np.int64).reshape(len(rows), 2)
    owner = spread(number, table[:, 0], table[:, 1])
    return np.where(owner == 0, NOBODY - np.arange(len(number)), owner)


def _opened(session: Session, cohort: Cohort, facts: Facts) -> Floats:
    rows = session.execute(
        select(Swarm.ticket_number, func.min(Swarm.opened_at))
        .join(Ticket, Ticket.number == Swarm.ticket_number)
        .where(*cohort.conditions())
        .group_by(Swarm.ticket_number)
    )
    moment = {number: at.timestamp() for number, at in rows}
    at = np.array([moment.get(int(one), np.nan) for one in facts.number], dtype=np.float64)
    return (at - facts.created) / HOUR


def _drawn(session: Session, cohort: Cohort, number: Ids) -> NDArray[np.bool_]:
    found = session.scalars(
        select(ProcessAssignment.ticket_number)
        .join(Ticket, Ticket.number == ProcessAssignment.ticket_number)
        .where(*cohort.conditions(), ProcessAssignment.how == "randomized")
    ).all()
    return np.isin(number, np.array(found, dtype=np.int64))

"""Swarms in numbers: how many, and how many people each took."""

from __future__ import annotations

import numpy as np
from pydantic import BaseModel
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from swarm.reports import intervals
from swarm.reports.figures import Desk, Figure, figure
from swarm.reports.survival import Estimate
from swarm.rooms.tables import Closure, Member, Swarm
from swarm.tickets.tables import Ticket

PEOPLE = "People who were members of a swarm at any time, its owner included, observers not."


class Swarms(BaseModel):
    """The swarms opened on the tickets of a report."""

    opened: Figure
    tickets: Figure
    solved: Figure
    people_median: Figure
    people_mean: Figure


def count_swarms(session: Session, desk: Desk) -> Swarms:
    """Every swarm opened on a ticket of `desk`."""
    mine = select(Swarm.id).join(Ticket, Ticket.number == Swarm.ticket_number)
    mine = mine.where(*desk.cohort.conditions())
    members = session.execute(
        select(Swarm.id, func.count(Member.person_id.distinct()))
        .outerjoin(Member, (Member.swarm_id == Swarm.id) & (Member.role != "observer"))
        .where(Swarm.id.in_(mine))
        .group_by(Swarm.id)
    )
    people = np.array([row[1] for row in members], dtype=np.float64)
    closed = session.scalars(select(Closure.solved).where(Closure.swarm_id.in_(mine))).all()
    count = len(people)
    link = desk.link("swarmed") if count else None
    none = "No swarm was opened."
    return Swarms(
        opened=figure(
            Estimate(count), count, "Swarms opened on these tickets.", "swarms", tickets=link
        ),
        tickets=desk.share("swarmed", np.ones(len(desk.facts), dtype=np.bool_), "all tickets"),
        solved=figure(
            intervals.share(sum(closed), len(closed)),
            len(closed),
            "Share of the closed swarms that ended with the problem solved; interval: Wilson.",
            "share",
            tickets=link if closed else None,
            why="No swarm was closed yet." if count else none,
        ),
        people_median=figure(
            intervals.sample_quantile(people, 0.5),
            count,
            f"{PEOPLE} Median; interval: order statistics.",
            "people",
            tickets=link,
            why=none,
        ),
        people_mean=figure(
            intervals.mean(people),
            count,
            f"{PEOPLE} Mean; interval: normal.",
            "people",
            tickets=link,
            why=none,
        ),
    )

"""Tells an owner, once a stay, that their tiered ticket will likely be passed on again."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm.activity.lines import append
from swarm.activity.tables import ActivityLine
from swarm.db import Database
from swarm.reports.twins.keeping import Learned, TwinKeeper
from swarm.reports.twins.loading import lies_in
from swarm.reports.twins.page import foresee_bounce
from swarm.tickets.access import hold, lock_tellings, open_ownership
from swarm.tickets.states import LIVE
from swarm.tickets.tables import Ownership, Ticket
from swarm.tickets.telling import tell
from swarm.tiers.tables import QueueStay

BATCH = 50


def find_bounces(keeper: TwinKeeper) -> list[int]:
    """Open tiered tickets whose owner should hear that they will likely be passed on.

    Only reads; belongs off the loop.
    """
    learned = keeper.learned
    if learned is None:
        return []
    with keeper.database.read() as session:
        likely = [ticket.number for ticket in _owned(session) if _untold(session, ticket, learned)]
    return likely[:BATCH]


def warn_owner(database: Database, keeper: TwinKeeper, number: int) -> bool:
    """Tell the owner of ticket `number`, once a stay, looking again under the ticket's lock."""
    learned = keeper.learned
    if learned is None:
        return False
    with database.write() as session:
        return _warn(session, number, learned)


def _owned(session: Session) -> Sequence[Ticket]:
    return session.scalars(
        select(Ticket)
        .join(Ownership, Ownership.ticket_number == Ticket.number)
        .join(QueueStay, QueueStay.ticket_number == Ticket.number)
        .where(
            Ownership.ended_at.is_(None),
            QueueStay.ended_at.is_(None),
            Ticket.status.in_(LIVE),
        )
        .order_by(Ticket.number)
    ).all()


def _untold(session: Session, ticket: Ticket, learned: Learned) -> bool:
    found = foresee_bounce(session, ticket, learned)
    there = lies_in(session, ticket) if found.alarm else None
    if there is None:
        return False
    # The line in the ticket's own stream is the record of having been told.
    told = session.scalars(
        select(ActivityLine.data).where(
            ActivityLine.stream == f"tickets/{ticket.number}",
            ActivityLine.kind == "bounce_foreseen",
        )
    )
    return there[0].id not in {data.get("stay") for data in told}


def _warn(session: Session, number: int, learned: Learned) -> bool:
    ticket = session.get_one(Ticket, number)
    hold(session, ticket)
    ownership, there = open_ownership(session, number), lies_in(session, ticket)
    if ownership is None or there is None or not _untold(session, ticket, learned):
        return False
    lock_tellings(session, ticket, ownership.owner_id)
    percent = round(100 * (foresee_bounce(session, ticket, learned).chance or 0.0))
    stay = there[0].id
    append(session, f"tickets/{number}", "bounce_foreseen", stay=stay, percent=percent)
    tell(session, ownership.owner_id, "bounce_foreseen", None, ticket=number, percent=percent)
    return True

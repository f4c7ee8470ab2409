"""Which tickets wait in a dispatch or a backlog room: one stated rule each."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from swarm.rooms.tables import Swarm
from swarm.tickets.filters import is_owned
from swarm.tickets.states import LIVE
from swarm.tickets.tables import Status, Ticket

OLD, STILL = timedelta(days=14), timedelta(days=3)
"""A backlog room shows what came in so long ago, and on what nothing happened for so long."""


def waits_in(swarm: Swarm, now: datetime) -> ColumnElement[bool]:
    """Whether a ticket is to be picked over in this room at `now`.

    Dispatch: it is new or open and nobody owns it. Backlog: it is owned or waits for its
    requester, and is 14 days old or nothing happened on it for 3 days. Both: it is of the room's
    team, or the room is for the whole desk.
    """
    if swarm.kind == "dispatch":
        free = and_(Ticket.status.in_((Status.NEW, Status.OPEN)), ~is_owned())
        return and_(of_room(swarm), free)
    held = and_(Ticket.status.in_(LIVE), or_(is_owned(), Ticket.status == Status.WAITING))
    late = or_(Ticket.created_at <= now - OLD, Ticket.updated_at <= now - STILL)
    return and_(of_room(swarm), held, late)


def of_room(swarm: Swarm) -> ColumnElement[bool]:
    """Whether a ticket is one of those that the room is about."""
    return Ticket.number > 0 if swarm.team_id is None else Ticket.team_id == swarm.team_id


def does_wait(session: Session, swarm: Swarm, number: int, now: datetime) -> bool:
    """Whether ticket `number` fits the room's rule at `now`."""
    found = select(Ticket.number).where(Ticket.number == number, waits_in(swarm, now))
    return session.scalar(found) is not None

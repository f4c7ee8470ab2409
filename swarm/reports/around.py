"""What stands around tickets, added up: who had them, who worked on them, their swarms.

Each question takes the numbers of the tickets (rising) and, unless it is every ticket of the
desk, which ones they are.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Executable, Select, and_, case, func, select
from sqlalchemy.orm import Session

from swarm.reports.aggregates.epochs import epoch
from swarm.reports.flow.moves import transfers
from swarm.reports.survival import Floats
from swarm.rooms.tables import ON_TICKET, Closure, Member, Swarm
from swarm.tickets.tables import Ownership
from swarm.tiers.tables import QueueStay, Touch

Ids = NDArray[np.int64]


def read_table(session: Session, statement: Executable, width: int) -> Floats:
    """A result of numbers as an array, None as NaN."""
    rows = [tuple(row) for row in session.execute(statement)]
    return np.array(rows, dtype=np.float64).reshape(len(rows), width)


def movements(session: Session, number: Ids, mine: Select[Any] | None) -> dict[str, Any]:
    """How often each ticket changed hands, came back, and changed its group."""
    owners = select(Ownership.ticket_number, Ownership.owner_id).order_by(
        Ownership.ticket_number, Ownership.started_at, Ownership.id
    )
    queues = select(QueueStay.ticket_number, QueueStay.group_name).order_by(
        QueueStay.ticket_number, QueueStay.started_at, QueueStay.id
    )
    if mine is not None:
        owners = owners.where(Ownership.ticket_number.in_(mine))
        queues = queues.where(QueueStay.ticket_number.in_(mine))
    owner_moves, owner_bounces = _moved(number, session.execute(owners))
    group_moves, group_bounces = _moved(number, session.execute(queues))
    return {
        "moves": np.maximum(owner_moves, group_moves),
        "bounces": np.maximum(owner_bounces, group_bounces),
        "group_moves": group_moves,
    }


def _moved(number: Ids, stays: Iterable[Any]) -> tuple[Ids, Ids]:
    names: dict[Any, int] = {}
    pairs = [(ticket, names.setdefault(who, len(names))) for ticket, who in stays]
    table = np.array(pairs, dtype=np.int64).reshape(len(pairs), 2)
    tickets, moves, bounces = transfers(table[:, 0], table[:, 1])
    return spread(number, tickets, moves), spread(number, tickets, bounces)


def work_on(session: Session, number: Ids, mine: Select[Any] | None) -> dict[str, Any]:
    """Touches, people and minutes on each ticket."""
    touched = select(
        Touch.ticket_number,
        func.count(),
        func.count(Touch.person_id.distinct()),
        func.count(Touch.minutes),
        func.sum(Touch.minutes),
    ).group_by(Touch.ticket_number)
    if mine is not None:
        touched = touched.where(Touch.ticket_number.in_(mine))
    table = read_table(session, touched, 5)
    tickets, *counts = (column.astype(np.int64) for column in table[:, :4].T)
    touches, people, timed = (spread(number, tickets, count) for count in counts)
    minutes: Floats = np.full(len(number), np.nan)
    minutes[np.isin(number, tickets)] = table[np.isin(tickets, number)][:, 4]
    return {"touches": touches, "people": people, "timed": timed, "minutes": minutes}


def members_of_swarms() -> Select[int, int]:
    """Each swarm's ticket and how many people took part, observers not counted."""
    return (
        select(ON_TICKET, func.count(Member.person_id.distinct()).label("people"))
        .outerjoin(Member, (Member.swarm_id == Swarm.id) & (Member.role != "observer"))
        .where(ON_TICKET.is_not(None))
        .group_by(Swarm.id, Swarm.ticket_number)
    )


def swarms_on(
    session: Session, number: Ids, mine: Select[Any] | None, kind: str | None = None
) -> dict[str, Any]:
    """Swarms of each ticket: opened, closed, ended solved, the people in them, and since when the
    first is open.

    Those of one `kind`, or of all.
    """
    swarms = members_of_swarms()
    closed = (
        select(Swarm.ticket_number, func.count(), func.sum(case((Closure.solved, 1), else_=0)))
        .join(Closure, and_(Closure.swarm_id == Swarm.id, ~Closure.cancelled))
        .where(ON_TICKET.is_not(None))
        .group_by(Swarm.ticket_number)
    )
    first = select(Swarm.ticket_number, epoch(func.min(Swarm.opened_at))).where(
        ON_TICKET.is_not(None)
    )
    first = first.group_by(Swarm.ticket_number)
    if mine is not None:
        swarms = swarms.where(Swarm.ticket_number.in_(mine))
        closed = closed.where(Swarm.ticket_number.in_(mine))
        first = first.where(Swarm.ticket_number.in_(mine))
    if kind is not None:
        swarms = swarms.where(Swarm.kind == kind)
        closed = closed.where(Swarm.kind == kind)
        first = first.where(Swarm.kind == kind)
    each = read_table(session, swarms, 2).astype(np.int64)
    tickets, place = np.unique(each[:, 0], return_inverse=True)
    ended = read_table(session, closed, 3).astype(np.int64)
    began = read_table(session, first, 2)
    opened: Floats = np.full(len(number), np.nan)
    there = np.isin(began[:, 0], number)
    opened[np.searchsorted(number, began[there, 0].astype(np.int64))] = began[there, 1]
    return {
        "swarms": spread(number, tickets, np.bincount(place, minlength=len(tickets))),
        "swarm_people": spread(
            number, tickets, np.bincount(place, each[:, 1], len(tickets)).astype(np.int64)
        ),
        "opened": opened,
        "swarms_closed": spread(number, ended[:, 0], ended[:, 1]),
        "swarms_solved": spread(number, ended[:, 0], ended[:, 2]),
    }


def spread(number: Ids, tickets: Ids, values: Ids) -> Ids:
    """`values` of some `tickets` put beside all of `number` (rising), 0 for the others."""
    whole = np.zeros(len(number), dtype=np.int64)
    if len(number):
        place = np.minimum(np.searchsorted(number, tickets), len(number) - 1)
        there = number[place] == tickets
        whole[place[there]] = values[there]
    return whole

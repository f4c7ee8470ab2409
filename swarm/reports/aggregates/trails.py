"""The trails of tickets from the record: touches, owners, queues, what time went into, growth."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import String, cast, literal, select
from sqlalchemy.orm import Session

from swarm.activity.tables import ActivityLine
from swarm.reports.aggregates.entries import SORTS, Entries, Ids
from swarm.reports.aggregates.epochs import epoch
from swarm.reports.aggregates.growth import growth
from swarm.reports.aggregates.kinds import KINDS, REQUESTER, WORDS, Lain, Said
from swarm.reports.aggregates.touches import Where, touches_said
from swarm.reports.flow.waits import ENDED, WORK, Turns, add_up_spells
from swarm.tickets.tables import Ownership, Ticket
from swarm.tiers.queues.tables import QueueClock
from swarm.tiers.tables import QueueStay, Touch

OVER = frozenset({"solved", "closed"})
Floats = NDArray[np.float64]


def trails(
    session: Session, where: Where, number: Ids, created: Floats, until: Floats
) -> dict[str, Entries]:
    """The trails of the tickets `number` (rising) that fit `where`.

    `until` is when each was solved or last watched, NaN of an open one.
    """
    owned = session.execute(
        select(
            Ownership.ticket_number,
            Ownership.owner_id,
            epoch(Ownership.started_at),
            epoch(Ownership.ended_at),
        )
        .join(Ticket, Ticket.number == Ownership.ticket_number)
        .where(*where)
        .order_by(Ownership.ticket_number, Ownership.started_at, Ownership.id)
    ).all()
    return {
        "steps": _entries("steps", number, _steps(session, where)),
        "owners": _entries("owners", number, ((ticket, who) for ticket, who, _, _ in owned)),
        "queues": _entries("queues", number, _queues(session, where)),
        "spells": add_up_spells(
            number, created, until, _turns(session, where, owned), SORTS["spells"]
        ),
        "growth": _entries("growth", number, growth(session, where)),
    }


def _entries(sort: str, number: Ids, found: Iterable[tuple[int, Any]]) -> Entries:
    """Entries of one sort, each said of a ticket by its number."""
    pairs = list(found)
    at = np.searchsorted(number, np.array([ticket for ticket, _ in pairs], dtype=np.int64))
    return Entries(np.array([entry for _, entry in pairs], dtype=SORTS[sort]), at.astype(np.int64))


def _steps(session: Session, where: Where) -> Iterator[tuple[int, tuple[int, float, float]]]:
    _, question = touches_said(where)
    rows = session.execute(
        question.add_columns(
            Touch.ticket_number, epoch(Touch.started_at), epoch(Touch.ended_at)
        ).order_by(Touch.ticket_number, Touch.started_at, Touch.id)
    )
    for *said, ticket, start, end in rows:
        yield ticket, (KINDS.number_of(Said(*said)), start, end)


def _queues(session: Session, where: Where) -> Iterator[tuple[int, tuple[int]]]:
    rows = session.execute(
        select(QueueStay.ticket_number, QueueStay.group_name, QueueStay.tier, QueueClock.how)
        .join(Ticket, Ticket.number == QueueStay.ticket_number)
        .outerjoin(QueueClock, QueueClock.stay_id == QueueStay.id)
        .where(*where)
        .order_by(QueueStay.ticket_number, QueueStay.started_at, QueueStay.id)
    )
    for ticket, group, tier, how in rows:
        yield ticket, (WORDS.number_of(Lain(group, tier, how)),)


def _turns(session: Session, where: Where, owned: Iterable[Any]) -> Turns:
    turns: list[tuple[int, float, bool, int]] = []
    for number, at, data in _status_changes(session, where):
        status, cause = str(data.get("to")), data.get("cause")
        if status in OVER:
            value = ENDED
        elif cause is not None or status == "waiting":
            value = WORDS.number_of(cause or REQUESTER)
        else:
            value = WORK
        turns.append((number, at, True, value))
    for number, _, start, end in owned:
        turns.append((number, start, False, 1))
        if end is not None:
            turns.append((number, end, False, 0))
    table = np.array(turns, dtype=np.float64).reshape(len(turns), 4)
    return Turns(
        table[:, 0].astype(np.int64), table[:, 1], table[:, 2] == 1, table[:, 3].astype(np.int64)
    )


def _status_changes(session: Session, where: Where) -> Iterable[Any]:
    own = literal("tickets/").concat(cast(Ticket.number, String))
    return session.execute(
        select(Ticket.number, epoch(ActivityLine.at), ActivityLine.data)
        .join(ActivityLine, ActivityLine.stream == own)
        .where(ActivityLine.kind == "status_changed", *where)
        .order_by(Ticket.number, ActivityLine.seq)
    )

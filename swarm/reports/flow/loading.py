"""How tickets travelled, from the database: owners, groups, tiers, and turns of waiting."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, String, cast, literal, select
from sqlalchemy.orm import Session

from swarm.activity.tables import ActivityLine
from swarm.people.tables import Person
from swarm.reports.flow.moves import Ids
from swarm.reports.flow.waits import ENDED, WORK, Turns
from swarm.tickets.tables import Ownership, Ticket
from swarm.tiers.charts import Chart
from swarm.tiers.queues.tables import QueueClock
from swarm.tiers.rules import UNKNOWN
from swarm.tiers.tables import QueueStay

Where = list[ColumnElement[bool]]

OVER = frozenset({"solved", "closed"})
REQUESTER = "requester"


@dataclass(frozen=True)
class Trail:
    """Who or what held tickets one after the other; `names` are told by `holders`."""

    tickets: Ids
    holders: Ids
    names: list[str]


def load_people(session: Session, where: Where) -> Trail:
    """The owners of tickets, one after the other."""
    rows = session.execute(
        select(Ownership.ticket_number, Person.id, Person.name)
        .join(Ticket, Ticket.number == Ownership.ticket_number)
        .join(Person, Person.id == Ownership.owner_id)
        .where(*where)
        .order_by(Ownership.ticket_number, Ownership.started_at, Ownership.id)
    )
    places: dict[int, int] = {}
    names: list[str] = []
    pairs: list[tuple[int, int]] = []
    for number, person, name in rows:
        if person not in places:
            places[person] = len(names)
            names.append(name)
        pairs.append((number, places[person]))
    return _trail(pairs, names)


def load_groups(session: Session, where: Where) -> Trail:
    """The groups in whose queues tickets lay."""
    places: dict[str, int] = {}
    pairs = [
        (number, places.setdefault(group, len(places)))
        for number, group, _, _ in _stays(session, where)
    ]
    return _trail(pairs, list(places))


def load_tiers(session: Session, where: Where, chart: Chart) -> Trail:
    """The tiers of those queues, by `chart`; -1 where it does not know one.

    A stay with a vendor is no step: whoever handed the ticket over looks after it.
    """
    names = list(chart.names)
    known: dict[tuple[str, str], int] = {}

    def place(group: str, said: str) -> int:
        if (group, said) not in known:
            key = chart.holders.of_group(group) if said == UNKNOWN else chart.translate(said)
            known[group, said] = names.index(key) if key in names else -1
        return known[group, said]

    pairs = [
        (number, place(group, said))
        for number, group, said, how in _stays(session, where)
        if how != "vendor"
    ]
    return _trail(pairs, names)


def _stays(session: Session, where: Where) -> Iterable[Any]:
    return session.execute(
        select(QueueStay.ticket_number, QueueStay.group_name, QueueStay.tier, QueueClock.how)
        .join(Ticket, Ticket.number == QueueStay.ticket_number)
        .outerjoin(QueueClock, QueueClock.stay_id == QueueStay.id)
        .where(*where)
        .order_by(QueueStay.ticket_number, QueueStay.started_at, QueueStay.id)
    )


def _trail(pairs: list[tuple[int, int]], names: list[str]) -> Trail:
    table = np.array(pairs, dtype=np.int64).reshape(len(pairs), 2)
    return Trail(table[:, 0], table[:, 1], names)


def load_turns(session: Session, where: Where) -> tuple[Turns, list[str]]:
    """The turns of waiting and owning, and the causes of waiting by their number.

    Cause 0 is the requester. Another desk's mapping may name more.
    """
    causes = {REQUESTER: 0}
    turns: list[tuple[int, float, bool, int]] = []
    for number, at, status, cause in _status_changes(session, where):
        if status in OVER:
            value = ENDED
        elif cause is not None:
            value = causes.setdefault(cause, len(causes))
        else:
            value = 0 if status == "waiting" else WORK
        turns.append((number, at.timestamp(), True, value))
    for number, start, end in _owned(session, where):
        turns.append((number, start.timestamp(), False, 1))
        if end is not None:
            turns.append((number, end.timestamp(), False, 0))
    table = np.array(turns, dtype=np.float64).reshape(len(turns), 4)
    return (
        Turns(
            table[:, 0].astype(np.int64),
            table[:, 1],
            table[:, 2] == 1,
            table[:, 3].astype(np.int64),
        ),
        list(causes),
    )


def _status_changes(
    session: Session, where: Where
) -> Iterable[tuple[int, datetime, str, str | None]]:
    own = literal("tickets/").concat(cast(Ticket.number, String))
    rows = session.execute(
        select(Ticket.number, ActivityLine.at, ActivityLine.data)
        .join(ActivityLine, ActivityLine.stream == own)
        .where(ActivityLine.kind == "status_changed", *where)
        .order_by(Ticket.number, ActivityLine.seq)
    )
    for number, at, data in rows:
        yield number, at, str(data.get("to")), data.get("cause")


def _owned(session: Session, where: Where) -> Iterable[Any]:
    return session.execute(
        select(Ownership.ticket_number, Ownership.started_at, Ownership.ended_at)
        .join(Ticket, Ticket.number == Ownership.ticket_number)
        .where(*where)
        .order_by(Ownership.ticket_number, Ownership.started_at, Ownership.id)
    )

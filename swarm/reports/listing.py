"""The tickets behind a number."""

from __future__ import annotations

from datetime import datetime

import numpy as np
from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm.paging import decode, encode
from swarm.people.refs import PersonRef
from swarm.people.tables import Person
from swarm.reports.access import check_reads
from swarm.reports.around import Ids
from swarm.reports.cohorts import Cohort
from swarm.reports.finding import find_measure
from swarm.reports.memory import recall
from swarm.reports.survival import Floats
from swarm.tickets.access import owners_of
from swarm.tickets.tables import Ticket


class TicketBehind(BaseModel):
    """A ticket behind a number; `value` is what it contributes (null: nothing yet)."""

    number: int
    summary: str
    status: str
    priority: str
    process: str
    created_at: datetime
    first_response_at: datetime | None
    solved_at: datetime | None
    owner: PersonRef | None
    value: float | None


class TicketsBehind(BaseModel):
    """A page of the tickets behind a number, the newest number first.

    Where the number counts other things than tickets, `things` is how many these tickets hold
    together; `said` tells both in words: "7 tickets, 9 swarms".
    """

    measure: str
    rule: str
    unit: str
    selection: str
    count: int
    things: int | None
    said: str
    items: list[TicketBehind]
    next: str | None


def list_behind(
    session: Session,
    actor: Person | None,
    cohort: Cohort,
    measure: str,
    *,
    cursor: str | None = None,
    limit: int = 50,
) -> TicketsBehind:
    """The tickets of `cohort` behind `measure`, `limit` at a time.

    Raises NotFound or NotAllowed, and Invalid for a measure or cursor that there is not.
    """
    check_reads(actor)
    facts = recall(session, cohort).facts
    chosen = find_measure(session, facts, cohort, measure)
    mask = chosen.pick(facts)
    values: Floats | None = chosen.value(facts)[mask] if chosen.value else None
    things = int(chosen.things(facts)[mask].sum()) if chosen.things else None
    numbers = facts.number[mask]
    end = len(numbers)
    if cursor is not None:
        (last,) = decode(cursor, int)
        end = int(np.searchsorted(numbers, int(str(last))))
    start = max(0, end - limit)
    page = numbers[start:end][::-1]
    shown = (
        dict(zip(page.tolist(), values[start:end][::-1].tolist(), strict=True))
        if (values is not None)
        else {}
    )
    return TicketsBehind(
        measure=measure,
        rule=chosen.rule,
        unit=chosen.unit,
        selection=cohort.words(session),
        count=len(numbers),
        things=things,
        said=_said(len(numbers), things, chosen.noun),
        items=_rows(session, page, shown),
        next=encode(int(page[-1])) if start > 0 else None,
    )


def _said(tickets: int, things: int | None, noun: str) -> str:
    said = "1 ticket" if tickets == 1 else f"{tickets:,} tickets"
    return said if things is None else f"{said}, {things:,} {noun}"


def _rows(session: Session, page: Ids, values: dict[int, float]) -> list[TicketBehind]:
    wanted = page.tolist()
    tickets = session.execute(
        select(
            Ticket.number,
            Ticket.summary,
            Ticket.status,
            Ticket.priority,
            Ticket.process,
            Ticket.created_at,
            Ticket.first_response_at,
            Ticket.solved_at,
        )
        .where(Ticket.number.in_(wanted))
        .order_by(Ticket.number.desc())
    ).all()
    owners = _owners(session, wanted)
    return [
        TicketBehind(
            **ticket._asdict(),
            owner=owners.get(ticket.number),
            value=_plain(values.get(ticket.number)),
        )
        for ticket in tickets
    ]


def _plain(value: float | None) -> float | None:
    return None if value is None or np.isnan(value) else round(value, 4)


def _owners(session: Session, numbers: list[int]) -> dict[int, PersonRef]:
    """The owners as lists of tickets name them."""
    owners = owners_of(session, numbers).items()
    return {number: PersonRef(id=owner.id, name=owner.name) for number, owner in owners}

"""The tickets behind a number."""

from __future__ import annotations

from datetime import datetime

import numpy as np
from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm.errors import Invalid
from swarm.paging import decode, encode
from swarm.people.refs import PersonRef, refs
from swarm.people.tables import Person
from swarm.reports.access import check_reads
from swarm.reports.cohorts import Cohort
from swarm.reports.facts import Facts, Ids
from swarm.reports.ledger import tickets_touched
from swarm.reports.measures import MEASURES, Measure
from swarm.reports.memory import recall
from swarm.reports.survival import Flags, Floats
from swarm.tickets.tables import Ownership, Ticket

TOUCHED = {
    "work": "Tickets with work of tier {}.",
    "person": "Tickets with work by people of tier {}.",
    "measured": "Tickets with work that is known as: {}.",
}


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
    """A page of the tickets behind a number, the newest number first."""

    measure: str
    rule: str
    unit: str
    selection: str
    count: int
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
    chosen, mask = _chosen(session, facts, cohort, measure)
    values: Floats | None = chosen.value(facts)[mask] if chosen.value else None
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
        items=_rows(session, page, shown),
        next=encode(int(page[-1])) if start > 0 else None,
    )


def _chosen(session: Session, facts: Facts, cohort: Cohort, measure: str) -> tuple[Measure, Flags]:
    column, _, value = measure.partition(":")
    if measure in MEASURES:
        return MEASURES[measure], MEASURES[measure].pick(facts)
    if column in TOUCHED and 0 < len(value) <= 12:
        touched = tickets_touched(session, cohort, column, value)
        mask = np.isin(facts.number, np.array(touched, dtype=np.int64))
        return Measure(TOUCHED[column].format(value), lambda _: mask), mask
    raise Invalid("There is no such measure.", fields={"measure": "not a measure"})


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
    """The present owner, or the last one of an ended ticket."""
    rows = session.execute(
        select(Ownership.ticket_number, Ownership.owner_id)
        .where(Ownership.ticket_number.in_(numbers))
        .order_by(Ownership.started_at, Ownership.id)
    )
    last = {row.ticket_number: row.owner_id for row in rows}
    people = refs(session, last.values())
    return {number: people[owner] for number, owner in last.items() if owner in people}

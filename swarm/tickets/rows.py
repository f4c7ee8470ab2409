"""A ticket as one row of a list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.people.queries import PersonRef, TeamRef
from swarm.people.tables import Person, Team
from swarm.tickets.access import owners_of
from swarm.tickets.clocks import running_targets
from swarm.tickets.tables import Tag, Ticket


class TicketRow(BaseModel):
    """One row. `due_at` is the earliest target that runs, of the kind `due_kind` (response,
    resolution or next_word); `why` says why an inbox shows it; `swarm` is the open one."""

    number: int
    summary: str
    status: str
    priority: str
    requester: PersonRef | None
    owner: PersonRef | None
    team: TeamRef | None
    product: str | None
    component: str | None
    category: str | None
    tags: list[str]
    created_at: datetime
    updated_at: datetime
    next_word_by: datetime | None
    due_at: datetime | None
    due_kind: str | None
    overdue: bool
    swarm: int | None
    why: str | None
    snippet: str | None


_UNSAID: dict[str, Any] = {
    "requester": None,
    "owner": None,
    "due_at": None,
    "due_kind": None,
    "overdue": False,
    "swarm": None,
    "why": None,
    "snippet": None,
}
"""What a row says only where it is known."""


def rows_of(session: Session, actor: Person, tickets: Sequence[Ticket]) -> list[TicketRow]:
    """The rows of these tickets, in their order; requesters see no targets and no tags."""
    owners = owners_of(session, [ticket.number for ticket in tickets])
    people = _people(session, {ticket.requester_id for ticket in tickets})
    people |= {one.id: PersonRef(id=one.id, name=one.name) for one in owners.values()}
    teams = _teams(session, {ticket.team_id for ticket in tickets})
    tags = _tags(session, tickets) if actor.staff else {}
    now = clock.now()
    rows = []
    for ticket in tickets:
        owner = owners.get(ticket.number)
        row = _row(ticket, teams.get(ticket.team_id), tags.get(ticket.number, []))
        row.requester = people.get(ticket.requester_id)
        row.owner = people[owner.id] if owner else None
        if actor.staff and (running := running_targets(ticket)):
            row.due_at, row.due_kind = min(running)
            row.overdue = row.due_at <= now
        rows.append(row)
    return rows


def _row(ticket: Ticket, team: TeamRef | None, tags: list[str]) -> TicketRow:
    return TicketRow(
        number=ticket.number,
        summary=ticket.summary,
        status=ticket.status,
        priority=ticket.priority,
        team=team,
        product=ticket.product,
        component=ticket.component,
        category=ticket.category,
        tags=tags,
        created_at=ticket.created_at,
        updated_at=ticket.updated_at,
        next_word_by=ticket.next_word_by,
        **_UNSAID,
    )


def _people(session: Session, ids: Iterable[int | None]) -> dict[int | None, PersonRef]:
    wanted = [one for one in ids if one is not None]
    rows = session.execute(select(Person.id, Person.name).where(Person.id.in_(wanted)))
    return {number: PersonRef(id=number, name=name) for number, name in rows}


def _teams(session: Session, ids: Iterable[int | None]) -> dict[int | None, TeamRef]:
    wanted = [one for one in ids if one is not None]
    rows = session.execute(select(Team.id, Team.name).where(Team.id.in_(wanted)))
    return {number: TeamRef(id=number, name=name) for number, name in rows}


def _tags(session: Session, tickets: Sequence[Ticket]) -> dict[int, list[str]]:
    numbers = [ticket.number for ticket in tickets]
    found: dict[int, list[str]] = {}
    for tag in session.scalars(
        select(Tag).where(Tag.ticket_number.in_(numbers)).order_by(Tag.name)
    ):
        found.setdefault(tag.ticket_number, []).append(tag.name)
    return found

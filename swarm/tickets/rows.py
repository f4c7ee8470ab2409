"""A ticket as one row of a list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

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
    swarm: int | None = None
    why: str | None = None
    snippet: str | None = None


def rows_of(session: Session, actor: Person, tickets: Sequence[Ticket]) -> list[TicketRow]:
    """The rows of these tickets, in their order; requesters see no targets and no tags."""
    owners = owners_of(session, [ticket.number for ticket in tickets])
    requesters = _named(session, Person, {ticket.requester_id for ticket in tickets})
    teams = _named(session, Team, {ticket.team_id for ticket in tickets})
    tags = _tags(session, tickets) if actor.staff else {}
    now = clock.now()
    rows = []
    for ticket in tickets:
        owner = owners.get(ticket.number)
        due = min(running_targets(ticket), default=None) if actor.staff else None
        asked, team = requesters.get(ticket.requester_id), teams.get(ticket.team_id)
        rows.append(
            TicketRow(
                number=ticket.number,
                summary=ticket.summary,
                status=ticket.status,
                priority=ticket.priority,
                requester=PersonRef(id=asked[0], name=asked[1]) if asked else None,
                owner=PersonRef(id=owner.id, name=owner.name) if owner else None,
                team=TeamRef(id=team[0], name=team[1]) if team else None,
                product=ticket.product,
                component=ticket.component,
                category=ticket.category,
                tags=tags.get(ticket.number, []),
                created_at=ticket.created_at,
                updated_at=ticket.updated_at,
                next_word_by=ticket.next_word_by,
                due_at=due[0] if due else None,
                due_kind=due[1] if due else None,
                overdue=due is not None and due[0] <= now,
            )
        )
    return rows


def _named(
    session: Session, table: type[Person] | type[Team], ids: Iterable[int | None]
) -> dict[int | None, tuple[int, str]]:
    wanted = [one for one in ids if one is not None]
    rows = session.execute(select(table.id, table.name).where(table.id.in_(wanted))).all()
    return {number: (number, name) for number, name in rows}


def _tags(session: Session, tickets: Sequence[Ticket]) -> dict[int, list[str]]:
    numbers = [ticket.number for ticket in tickets]
    found: dict[int, list[str]] = {}
    for tag in session.scalars(
        select(Tag).where(Tag.ticket_number.in_(numbers)).order_by(Tag.name)
    ):
        found.setdefault(tag.ticket_number, []).append(tag.name)
    return found

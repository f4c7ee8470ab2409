"""A ticket's targets as its page shows them."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel
from sqlalchemy.orm import Session

from swarm.people.calendars import hours_of_team
from swarm.people.tables import Team
from swarm.tickets.clocks import response_stands_at, was_kept
from swarm.tickets.tables import Ticket


class Clock(BaseModel):
    """The two targets of a ticket; `…_kept` is None while it is open whether they are kept.

    `hours_of` is the team whose working hours are counted, None where it is round the clock:
    without a team, or with one that set no hours.
    """

    hours_of: str | None
    respond_by: datetime | None
    resolve_by: datetime | None
    paused: bool
    response_kept: bool | None
    resolution_kept: bool | None


def read_clock(session: Session, ticket: Ticket, now: datetime) -> Clock:
    """The clock of a ticket as it stands at `now`."""
    team = session.get(Team, ticket.team_id) if ticket.team_id else None
    return Clock(
        hours_of=team.name if team and not hours_of_team(team).always else None,
        respond_by=ticket.respond_by,
        resolve_by=ticket.resolve_by,
        paused=ticket.paused_at is not None,
        response_kept=was_kept(
            ticket.respond_by,
            ticket.first_response_at,
            now,
            paused_at=response_stands_at(ticket),
        ),
        resolution_kept=was_kept(
            ticket.resolve_by, ticket.solved_at, now, paused_at=ticket.paused_at
        ),
    )

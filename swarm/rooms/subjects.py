"""What a room is about, as other things name it: its ticket, or whose tickets are picked over."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm.people.queries import TeamRef
from swarm.people.tables import Team
from swarm.rooms.tables import Swarm
from swarm.tickets.tables import Ticket

KINDS = {"dispatch": "Dispatch", "backlog": "Backlog"}


def subject_of(session: Session, swarm: Swarm) -> str:
    """A room's subject to somebody of the desk: `#7 The printer`, or `Dispatch for Payments`."""
    if swarm.ticket_number is not None:
        ticket = session.get_one(Ticket, swarm.ticket_number)
        return f"#{ticket.number} {ticket.summary}"
    team = team_of(session, swarm)
    return f"{KINDS[swarm.kind]} for {team.name if team else 'the whole desk'}"


def team_of(session: Session, swarm: Swarm) -> TeamRef | None:
    """The team whose tickets a room is about."""
    return teams_of(session, [swarm]).get(swarm.id)


def teams_of(session: Session, swarms: Sequence[Swarm]) -> dict[int, TeamRef]:
    """The teams whose tickets rooms are about, by the room's id."""
    wanted = {one.team_id for one in swarms if one.team_id is not None}
    if not wanted:
        return {}
    rows = session.execute(select(Team.id, Team.name).where(Team.id.in_(wanted)))
    teams = {row.id: TeamRef(id=row.id, name=row.name) for row in rows}
    return {one.id: teams[one.team_id] for one in swarms if one.team_id is not None}

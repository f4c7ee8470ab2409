"""Open a room without a ticket of its own: for a team's tickets, or the desk's."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.lines import append
from swarm.errors import Conflict, Invalid, NotAllowed
from swarm.people.tables import Person, Team
from swarm.rooms.access import stream_of
from swarm.rooms.members import join_swarm
from swarm.rooms.subjects import KINDS
from swarm.rooms.tables import Closure, Swarm


def open_room(
    session: Session, actor: Person, kind: str, team_id: int | None = None, note: str = ""
) -> Swarm:
    """Open a dispatch or backlog room for a team, or (None) for the desk, and lead it.

    `note` says what this round is for. Raises NotAllowed for who does not work at the desk,
    Invalid for another kind or no such team, Conflict where one of the kind is open for them.
    """
    if not actor.staff:
        raise NotAllowed("Only people of the desk pick tickets over.")
    if kind not in KINDS:
        raise Invalid("Such a swarm is opened on a ticket.", fields={"kind": "needs a ticket"})
    if team_id is not None and session.get(Team, team_id, with_for_update=True) is None:
        raise Invalid("There is no such team.", fields={"team": "unknown"})
    _refuse_second(session, kind, team_id)
    swarm = Swarm(
        kind=kind,
        team_id=team_id,
        help_needed=note.strip(),
        opened_by=actor.id,
        opened_at=clock.now(),
    )
    session.add(swarm)
    session.flush()
    facts = {"team": team_id} if team_id is not None else {}
    append(session, stream_of(swarm.id), "swarm_opened", actor.id, kind=kind, **facts)
    join_swarm(session, actor.id, swarm.id, actor.id, "owner", "opened")
    return swarm


def _refuse_second(session: Session, kind: str, team_id: int | None) -> None:
    for_them = Swarm.team_id.is_(None) if team_id is None else Swarm.team_id == team_id
    found = session.scalar(
        select(Swarm.id)
        .outerjoin(Closure, Closure.swarm_id == Swarm.id)
        .where(
            Swarm.ticket_number.is_(None),
            Swarm.kind == kind,
            for_them,
            Closure.swarm_id.is_(None),
        )
        .limit(1)
    )
    if found is not None:
        raise Conflict(
            f"A {kind} room is open for them already.",
            code="room_open",
            current={"swarm": found},
        )

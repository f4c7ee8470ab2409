"""Who leads, who speaks to the outside, who writes down: given, handed over, given back."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.lines import append
from swarm.rooms.access import stream_of
from swarm.rooms.severity.tables import Duty

DUTIES = ("lead", "communicator", "scribe")


def duties_of(session: Session, swarm_id: int) -> dict[str, int]:
    """Who has which duty now: name → person."""
    rows = session.execute(
        select(Duty.name, Duty.person_id).where(Duty.swarm_id == swarm_id, Duty.ended_at.is_(None))
    )
    return {row.name: row.person_id for row in rows}


def take_up(
    session: Session, actor_id: int | None, swarm_id: int, name: str, person_id: int | None
) -> None:
    """Let a person have a duty in place of who has it; None leaves it to nobody.

    Whoever calls has locked the swarm's stream and checked the right to it.
    """
    standing = session.scalar(
        select(Duty).where(Duty.swarm_id == swarm_id, Duty.name == name, Duty.ended_at.is_(None))
    )
    if (standing.person_id if standing else None) == person_id:
        return
    now = clock.now()
    if standing is not None:
        standing.ended_at = now
        session.flush()
    if person_id is not None:
        session.add(Duty(swarm_id=swarm_id, name=name, person_id=person_id, by_id=actor_id, at=now))
    facts = {"before": standing.person_id} if standing else {}
    append(
        session, stream_of(swarm_id), "duty_given", actor_id, duty=name, person=person_id, **facts
    )


def end_duties_of(session: Session, actor_id: int | None, swarm_id: int, person_id: int) -> None:
    """Who leaves the room has no duty there any more."""
    for name, person in duties_of(session, swarm_id).items():
        if person == person_id:
            take_up(session, actor_id, swarm_id, name, None)

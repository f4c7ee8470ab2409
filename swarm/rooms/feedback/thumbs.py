"""An owner's word on a suggestion: one click, undone by another."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.lines import append
from swarm.errors import NotAllowed, NotFound
from swarm.people.tables import Person
from swarm.rooms.access import hold_swarm
from swarm.rooms.feedback.tables import Thumb


def set_thumb(
    session: Session, actor: Person, swarm_id: int, person_id: int, up: bool | None
) -> None:
    """Say that a suggestion was good (`up`), that it was not, or take that back (None).

    Only the owner of the swarm says it, and only to themselves: its line is in their own stream.
    Raises NotFound, also for somebody who is no colleague; NotAllowed for who does not lead.
    """
    standing = hold_swarm(session, actor, swarm_id, f"people/{actor.id}")
    if not (standing.leads and standing.reads):
        raise NotAllowed("Only the owner of the swarm can do this.")
    person = session.get(Person, person_id)
    if person is None or not person.staff:
        raise NotFound
    if not _change(session, (swarm_id, person_id, actor.id), up):
        return
    told = {"swarm": swarm_id, "person": person_id, "up": up}
    append(session, f"people/{actor.id}", "suggestion_rated", actor.id, **told)


def _change(session: Session, key: tuple[int, int, int], up: bool | None) -> bool:
    thumb = session.get(Thumb, key)
    if (thumb.up if thumb else None) == up:
        return False
    if thumb is not None:
        session.delete(thumb)
        session.flush()
    if up is not None:
        swarm_id, person_id, by_id = key
        session.add(
            Thumb(swarm_id=swarm_id, person_id=person_id, by_id=by_id, up=up, at=clock.now())
        )
    return True


def thumbs_by(session: Session, actor_id: int, swarm_id: int) -> dict[int, bool]:
    """What this person said of the suggestions for a swarm, by the id of who was suggested."""
    rows = session.execute(
        select(Thumb.person_id, Thumb.up).where(Thumb.swarm_id == swarm_id, Thumb.by_id == actor_id)
    )
    return {row.person_id: row.up for row in rows}

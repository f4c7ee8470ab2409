"""How far a member has read."""

from __future__ import annotations

from sqlalchemy import case
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.lines import head_of
from swarm.people.tables import Person
from swarm.rooms.access import find_room, stream_of
from swarm.rooms.tables import ReadPosition


def mark_read(session: Session, actor: Person, swarm_id: int, seq: int) -> int:
    """Remember how far the actor has read; returns it. Never goes back, never past the head."""
    find_room(session, actor, swarm_id)
    seq = min(seq, head_of(session, stream_of(swarm_id)))
    make = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    wish = make(ReadPosition).values(swarm_id=swarm_id, person_id=actor.id, seq=seq, at=clock.now())
    further = wish.excluded.seq > ReadPosition.seq
    return session.execute(
        wish.on_conflict_do_update(
            index_elements=[ReadPosition.swarm_id, ReadPosition.person_id],
            set_={
                "seq": case((further, wish.excluded.seq), else_=ReadPosition.seq),
                "at": case((further, wish.excluded.at), else_=ReadPosition.at),
            },
        ).returning(ReadPosition.seq)
    ).scalar_one()

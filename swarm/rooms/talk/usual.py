"""The usual message: a colleague says something new in an open room, and it names nobody.

Everybody in the room waits for it, so all that has to hold is asked in one statement.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, bindparam, exists, or_, select
from sqlalchemy.orm import Session

from swarm.activity.lines import lock_streams
from swarm.activity.tables import Stream
from swarm.people.tables import STAFF, Person
from swarm.prepared import Prepared
from swarm.rooms.access import stream_of
from swarm.rooms.tables import Closure, Member, Message


def _usual() -> Select[Any]:
    return (
        select(Stream.head)
        .join(Member, Member.swarm_id == bindparam("swarm_id"))
        .join(Person, Person.id == Member.person_id)
        .where(
            Stream.name == bindparam("stream"),
            Member.person_id == bindparam("person_id"),
            Member.left_at.is_(None),
            Member.role != "observer",
            Person.left_at.is_(None),
            or_(*(Person.role == role for role in sorted(STAFF))),
            ~exists().where(Closure.swarm_id == Member.swarm_id),
            ~exists().where(
                Message.swarm_id == Member.swarm_id,
                Message.author_id == Member.person_id,
                Message.client_id == bindparam("client_id"),
            ),
        )
    )


_USUAL = Prepared(_usual())


def lock_for_usual(session: Session, person_id: int, swarm_id: int, client_id: str) -> int | None:
    """Lock a room's stream; its head where this person may post there and did not post this yet.

    None says nothing but that the case is not the usual one.
    """
    lock_streams(session, [stream_of(swarm_id)])
    asked = {
        "swarm_id": swarm_id,
        "stream": stream_of(swarm_id),
        "person_id": person_id,
        "client_id": client_id,
    }
    row = _USUAL.run(session.connection(), asked)
    return row[0] if row else None

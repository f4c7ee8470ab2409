"""The usual message: a colleague says something new in an open room, and it names nobody.

Everybody in the room waits for it: what has to hold is asked by the statement that writes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple, cast

from sqlalchemy import Select, Table, bindparam, exists, insert, or_, select
from sqlalchemy.orm import Session

from swarm.activity.lines import lock_streams
from swarm.activity.tables import Stream
from swarm.people.tables import STAFF, Person
from swarm.prepared import Prepared
from swarm.rooms.access import stream_of
from swarm.rooms.tables import Closure, Member, Message

TABLE = cast(Table, Message.__table__)


class Written(NamedTuple):
    """A row of a message that was written, and the number of the line that is to tell of it."""

    id: int
    seq: int


def _given(name: str) -> Any:
    return bindparam(name, type_=TABLE.c[name].type)


_SAID = ("client_id", "body", "html", "body_hash", "at", "also", "aside")


def _usual() -> Select[Any]:
    said = [_given(name) for name in _SAID]
    return (
        select(Member.swarm_id, Member.person_id, Stream.head + 1, *said)
        .join(Stream, Stream.name == bindparam("stream"))
        .join(Person, Person.id == Member.person_id)
        .where(
            Member.swarm_id == _given("swarm_id"),
            Member.person_id == _given("author_id"),
            Member.left_at.is_(None),
            Member.role != "observer",
            Person.left_at.is_(None),
            or_(*(Person.role == role for role in sorted(STAFF))),
            ~exists().where(Closure.swarm_id == Member.swarm_id),
            ~exists().where(
                Message.swarm_id == Member.swarm_id,
                Message.author_id == Member.person_id,
                Message.client_id == _given("client_id"),
            ),
        )
    )


_USUAL = Prepared(
    insert(TABLE)
    .from_select(["swarm_id", "author_id", "seq", *_SAID], _usual(), include_defaults=False)
    .returning(TABLE.c.id, TABLE.c.seq)
)


def write_usual(session: Session, row: Mapping[str, Any]) -> Written | None:
    """Lock the room's stream and write the message `row` (columns by name, without `seq`), where
    its author may post there and did not post this yet.

    None says nothing but that the case is not the usual one: then nothing was written.
    """
    stream = stream_of(row["swarm_id"])
    lock_streams(session, [stream])
    found = _USUAL.run(session.connection(), {**row, "stream": stream})
    return Written(*found) if found else None

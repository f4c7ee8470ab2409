"""Messages that everybody in a room should find at once."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel
from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.lines import append
from swarm.errors import Invalid
from swarm.people.refs import PersonRef, refs
from swarm.people.tables import Person
from swarm.rooms.access import find_room, stream_of
from swarm.rooms.outside.sight import seen_by
from swarm.rooms.tables import Member, Message
from swarm.rooms.talk.bearing import stretch_of
from swarm.rooms.talk.found import hold_message, require_speech
from swarm.rooms.talk.tables import Pin

MOST = 50


class PinCard(BaseModel):
    """A pinned message in short, and who pinned it."""

    message: int
    seq: int
    author: PersonRef
    at: datetime
    text: str | None
    by: PersonRef


class PinList(BaseModel):
    """What is pinned in a room, in the order in which it was said."""

    items: list[PinCard]


def pin_message(session: Session, actor: Person, swarm_id: int, message_id: int) -> None:
    """Pin a message; twice is once.

    Raises NotFound, NotAllowed for observers, Conflict when the swarm is closed or the words
    were erased, Invalid where 50 are pinned already.
    """
    require_speech(*hold_message(session, actor, swarm_id, message_id))
    if session.get(Pin, message_id) is not None:
        return
    pinned = select(func.count()).select_from(Pin).where(Pin.swarm_id == swarm_id)
    if (session.scalar(pinned) or 0) >= MOST:
        raise Invalid("Too much is pinned here.", fields={"message": "too much is pinned"})
    session.add(Pin(message_id=message_id, swarm_id=swarm_id, by_id=actor.id, at=clock.now()))
    append(session, stream_of(swarm_id), "message_pinned", actor.id, message=message_id)


def unpin_message(session: Session, actor: Person, swarm_id: int, message_id: int) -> None:
    """Take a pin off, whoever put it there; raises as `pin_message` does."""
    require_speech(*hold_message(session, actor, swarm_id, message_id))
    pin = session.get(Pin, message_id)
    if pin is not None:
        session.delete(pin)
        append(session, stream_of(swarm_id), "message_unpinned", actor.id, message=message_id)


def list_pins(session: Session, actor: Person, swarm_id: int) -> PinList:
    """What is pinned. Raises NotFound for who does not read the room."""
    find_room(session, actor, swarm_id)
    mine = and_(
        Member.swarm_id == Pin.swarm_id, Member.person_id == actor.id, Member.left_at.is_(None)
    )
    rows = session.execute(
        select(Pin, Message)
        .join(Message, Message.id == Pin.message_id)
        .join(Member, mine)
        .where(Pin.swarm_id == swarm_id, seen_by(actor))
        .order_by(Message.seq)
    ).all()
    names = refs(session, [one for row in rows for one in (row.Message.author_id, row.Pin.by_id)])
    return PinList(
        items=[
            PinCard(
                message=row.Message.id,
                seq=row.Message.seq,
                author=names[row.Message.author_id],
                at=row.Message.at,
                text=stretch_of(row.Message.body),
                by=names[row.Pin.by_id],
            )
            for row in rows
        ]
    )

"""What waits in rooms: mentions, and how much was said since one last looked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from pydantic import BaseModel
from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from swarm.people.refs import PersonRef, refs
from swarm.people.tables import Person
from swarm.rooms.outside.sight import seen_by
from swarm.rooms.tables import Closure, Member, Message, ReadPosition, Swarm
from swarm.rooms.talk.bearing import stretch_of
from swarm.rooms.talk.tables import Mention, Mute

MOST = 50

Swarmed = InstrumentedAttribute[int]


class MentionCard(BaseModel):
    """A message that names me and that I have not read."""

    swarm: int
    ticket: int | None
    message: int
    seq: int
    by: PersonRef
    at: datetime
    text: str | None


class UnreadRooms(BaseModel):
    """Over my open rooms that are not muted: how many have news, and how many messages."""

    rooms: int
    messages: int


def unread_mentions(session: Session, actor: Person) -> list[MentionCard]:
    """The newest 50 messages that name the actor, in rooms they are in, not read yet."""
    rows = session.execute(
        select(Mention, Message.author_id, Message.body, Swarm.ticket_number)
        .join(Message, Message.id == Mention.message_id)
        .join(Swarm, Swarm.id == Mention.swarm_id)
        .join(Member, _my_stay(actor, Mention.swarm_id))
        .outerjoin(ReadPosition, _my_position(actor, Mention.swarm_id))
        .where(Mention.person_id == actor.id, seen_by(actor))
        .where(Mention.seq > func.coalesce(ReadPosition.seq, 0))
        .order_by(Mention.at.desc(), Mention.message_id.desc())
        .limit(MOST)
    ).all()
    names = refs(session, [row.author_id for row in rows])
    return [
        MentionCard(
            swarm=row.Mention.swarm_id,
            ticket=row.ticket_number,
            message=row.Mention.message_id,
            seq=row.Mention.seq,
            by=names[row.author_id],
            at=row.Mention.at,
            text=stretch_of(row.body),
        )
        for row in rows
    ]


def unread_rooms(session: Session, actor: Person) -> UnreadRooms:
    """How much waits in the open rooms of the actor; muted rooms are left out."""
    muted = exists().where(Mute.swarm_id == Message.swarm_id, Mute.person_id == actor.id)
    rows = session.execute(
        select(Message.swarm_id, func.count().label("messages"))
        .join(Member, _my_stay(actor, Message.swarm_id))
        .outerjoin(ReadPosition, _my_position(actor, Message.swarm_id))
        .where(
            Message.author_id != actor.id,
            Message.deleted_at.is_(None),
            seen_by(actor),
            Message.seq > func.coalesce(ReadPosition.seq, 0),
            ~muted,
            ~exists().where(Closure.swarm_id == Message.swarm_id),
        )
        .group_by(Message.swarm_id)
    ).all()
    return UnreadRooms(rooms=len(rows), messages=sum(row.messages for row in rows))


def muted_by(session: Session, actor: Person, swarm_ids: Sequence[int]) -> set[int]:
    """Those of the rooms that the actor has muted."""
    query = select(Mute.swarm_id).where(Mute.person_id == actor.id, Mute.swarm_id.in_(swarm_ids))
    return set(session.scalars(query))


def _my_stay(actor: Person, swarm_id: Swarmed) -> ColumnElement[bool]:
    return and_(Member.swarm_id == swarm_id, Member.person_id == actor.id, Member.left_at.is_(None))


def _my_position(actor: Person, swarm_id: Swarmed) -> ColumnElement[bool]:
    return and_(ReadPosition.swarm_id == swarm_id, ReadPosition.person_id == actor.id)

"""Which messages somebody from outside the desk sees: what was said since they came in and is not
for members only, and what a member showed them.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, exists, or_, select, true
from sqlalchemy.orm import Session

from swarm.people.tables import Person
from swarm.rooms.access import Standing
from swarm.rooms.outside.tables import Share
from swarm.rooms.tables import Member, Message


def sees(session: Session, standing: Standing, message: Message) -> bool:
    """Whether somebody who reads the room sees this message."""
    if not standing.outside:
        return True
    if message.aside:
        return False
    shared = (message.id, standing.person.id)
    return message.seq >= standing.since or session.get(Share, shared) is not None


def seen_by(person: Person) -> ColumnElement[bool]:
    """Which messages a person sees, where each is joined to their own stay in its room."""
    if person.staff:
        return true()
    shared = exists().where(Share.message_id == Message.id, Share.person_id == person.id)
    return and_(Message.aside.is_(False), or_(Message.seq >= Member.from_seq, shared))


def blind_to(
    session: Session, swarm_id: int, *, aside: bool, seq: int | None = None
) -> frozenset[int]:
    """The ids of those in the room who do not see a message; `seq` is None for a new one."""
    if seq is None and not aside:
        return frozenset()
    outside = select(Member.person_id).where(
        Member.swarm_id == swarm_id, Member.left_at.is_(None), Member.role == "guest"
    )
    if not aside:
        told = exists().where(
            Share.person_id == Member.person_id,
            Share.message_id == Message.id,
            Message.swarm_id == swarm_id,
            Message.seq == seq,
        )
        outside = outside.where(Member.from_seq > seq, ~told)
    return frozenset(session.scalars(outside))

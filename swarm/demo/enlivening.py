"""The demo's live rooms look lived in: signs, a pin, a thread, somebody named.

By the rooms' own actions, after the rest is loaded; the same desk gives the same.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.people.tables import Person
from swarm.rooms.messages import post_message
from swarm.rooms.severity.tables import Severity
from swarm.rooms.severity.updates import post_update
from swarm.rooms.tables import Closure, Member, Message, Swarm
from swarm.rooms.talk.bearing import Bearing
from swarm.rooms.talk.pins import pin_message
from swarm.rooms.talk.reactions import react
from swarm.tickets.tables import Ticket

FEWEST = 3
"""So many messages make a conversation."""


class _Room(NamedTuple):
    swarm: int
    owner: Person
    helpers: list[Person]
    said: list[Message]


def enliven(session: Session, now: datetime, *, secret: str) -> int:
    """Let something happen in every live room of the demo; returns in how many it did."""
    swarms = session.scalars(
        select(Swarm.id)
        .join(Ticket, Ticket.number == Swarm.ticket_number)
        .where(Ticket.demo.is_(True), ~exists().where(Closure.swarm_id == Swarm.id))
        .order_by(Swarm.id)
    ).all()
    rooms = [room for swarm in swarms if (room := _room(session, swarm)) is not None]
    for room in rooms:
        _live(session, room, now, secret)
    return len(rooms)


def _room(session: Session, swarm_id: int) -> _Room | None:
    rows = session.execute(
        select(Person, Member.role)
        .join(Member, Member.person_id == Person.id)
        .where(Member.swarm_id == swarm_id, Member.left_at.is_(None), Member.role != "observer")
        .order_by(Member.id)
    ).all()
    owners = [person for person, role in rows if role == "owner"]
    helpers = [person for person, role in rows if role != "owner"]
    said = list(
        session.scalars(select(Message).where(Message.swarm_id == swarm_id).order_by(Message.seq))
    )
    if not owners or not helpers or len(said) < FEWEST:
        return None
    return _Room(swarm_id, owners[0], helpers, said)


def _live(session: Session, room: _Room, now: datetime, secret: str) -> None:
    first, guess, last = room.said[0], room.said[len(room.said) // 2], room.said[-1]
    helper = room.helpers[0]

    def at(minutes: int) -> datetime:
        return min(last.at + timedelta(minutes=minutes), now)

    with clock.at(at(1)):
        react(session, room.owner, room.swarm, guess.id, "thanks")
        for person in room.helpers:
            react(session, person, room.swarm, guess.id, "yes")
        pin_message(session, room.owner, room.swarm, guess.id)
    with clock.at(at(2)):
        answer = Bearing(thread=first.id)
        words = "Since when exactly? I can compare it with our changes of that day."
        post_message(
            session, helper, room.swarm, "demo-thread-1", words, secret=secret, bearing=answer
        )
    with clock.at(at(3)):
        words = "Since this morning, just after eight."
        post_message(
            session, room.owner, room.swarm, "demo-thread-2", words, secret=secret, bearing=answer
        )
    with clock.at(at(4)):
        words = f"@{helper.name} could you look at the log of that hour?"
        post_message(session, room.owner, room.swarm, "demo-mention", words, secret=secret)
    severity = session.get(Severity, room.swarm)
    if severity is not None and severity.due_at < now:
        words = "We compare what was changed that day. The next word comes within the hour."
        with clock.at(now - timedelta(minutes=5)):
            post_update(session, room.owner, room.swarm, "demo-update", words)

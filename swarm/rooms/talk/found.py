"""Find the message that a command is about, under the lock of its swarm."""

from __future__ import annotations

from sqlalchemy.orm import Session

from swarm.errors import Conflict, NotAllowed, NotFound
from swarm.people.tables import Person
from swarm.rooms.access import Standing, find_room, hold_swarm, require_open
from swarm.rooms.outside.sight import sees
from swarm.rooms.tables import Message


def hold_message(
    session: Session, actor: Person, swarm_id: int, message_id: int, *further: str
) -> tuple[Standing, Message]:
    """Lock the room (and `further` streams), then find a message in it.

    Raises NotFound for who does not read the room.
    """
    standing = hold_swarm(session, actor, swarm_id, *further)
    if not standing.reads:
        raise NotFound
    return standing, _in_room(session, standing, message_id)


def find_message(session: Session, actor: Person, swarm_id: int, message_id: int) -> Message:
    """A message for somebody who reads its room and may see it. Raises NotFound."""
    return find_said(session, actor, swarm_id, message_id)[1]


def find_said(
    session: Session, actor: Person, swarm_id: int, message_id: int
) -> tuple[Standing, Message]:
    """A message, and what the one who asks is to its room. Raises as `find_message` does."""
    standing = find_room(session, actor, swarm_id)
    return standing, _in_room(session, standing, message_id)


def _in_room(session: Session, standing: Standing, message_id: int) -> Message:
    message = session.get(Message, message_id)
    if message is None or message.swarm_id != standing.swarm.id:
        raise NotFound
    if not sees(session, standing, message):
        raise NotFound
    return message


def require_voice(standing: Standing) -> None:
    """Raises Conflict where the swarm is closed, NotAllowed for observers."""
    require_open(standing)
    if not standing.posts:
        raise NotAllowed("You are watching this swarm. Ask the owner to invite you to speak.")


def require_speech(standing: Standing, message: Message) -> None:
    """Raises Conflict where the swarm is closed or the words erased, NotAllowed for observers."""
    require_voice(standing)
    if message.deleted_at is not None:
        raise Conflict(
            "This message was erased.", code="erased", current={"message": message.id, "body": None}
        )

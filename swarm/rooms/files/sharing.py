"""Put files into a room: sent first, seen by the others with the message that carries them."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.lines import Line, append
from swarm.errors import Conflict, Invalid, NotAllowed, NotFound
from swarm.people.tables import Person
from swarm.rooms.access import Standing, find_room, hold_swarm, require_open, stream_of
from swarm.rooms.files.scanning import State
from swarm.rooms.files.tables import RoomFile
from swarm.rooms.outside.sight import sees
from swarm.rooms.tables import Message
from swarm.tickets.access import hold
from swarm.tickets.attachments import PLAIN, Stored, plain_name
from swarm.tickets.restricted.grants import check_granted, grant_held
from swarm.tickets.restricted.restricting import OWN_REASON

UNNAMED = "Restricted file"
MOST = 10
"""Files of one message."""


class FileCard(BaseModel):
    """A file as a message shows it; only a clean one can be had.

    One that is `restricted` can be had with a grant, and shows neither name, type nor size.
    """

    id: int
    name: str
    media_type: str
    size: int
    state: str
    restricted: bool = False


def check_may_send(session: Session, actor: Person, swarm_id: int) -> Standing:
    """Raises NotFound, NotAllowed for observers, Conflict when the swarm is closed."""
    standing = find_room(session, actor, swarm_id)
    require_open(standing)
    if not standing.posts:
        raise NotAllowed("You are watching this swarm. Ask the owner to invite you to speak.")
    return standing


def add_file(
    session: Session, actor: Person, swarm_id: int, name: str, stored: Stored, state: State
) -> FileCard:
    """Keep a file that was sent for a message which is not posted yet; only its sender sees it.

    Raises Invalid for what the scanner refused, and as `check_may_send` does.
    """
    check_may_send(session, actor, swarm_id)
    if state == "refused":
        raise Invalid("The virus scanner refused this file.", fields={"file": "was refused"})
    file = RoomFile(
        swarm_id=swarm_id,
        name=plain_name(name),
        media_type=stored.media_type,
        size=stored.size,
        sha256=stored.sha256,
        state=state,
        added_by=actor.id,
        added_at=clock.now(),
    )
    session.add(file)
    session.flush()
    return card_of(file)


def check_files(session: Session, actor_id: int, swarm_id: int, ids: Sequence[int]) -> None:
    """Raises Invalid unless these are files that the actor sent here and has not used yet."""
    if len(ids) > MOST or len(set(ids)) < len(ids):
        raise Invalid("A message carries ten files at most.", fields={"files": "ten at most"})
    free = session.scalars(
        select(RoomFile.id).where(
            RoomFile.id.in_(ids),
            RoomFile.swarm_id == swarm_id,
            RoomFile.added_by == actor_id,
            RoomFile.message_id.is_(None),
            RoomFile.erased_at.is_(None),
        )
    ).all()
    if set(free) != set(ids):
        raise Invalid("This file was not sent here.", fields={"files": "not sent to this room"})


def bind_files(session: Session, message_id: int, ids: Sequence[int]) -> None:
    """Make files part of a message."""
    session.execute(update(RoomFile).where(RoomFile.id.in_(ids)).values(message_id=message_id))


def find_file(session: Session, actor: Person, file_id: int) -> RoomFile:
    """A file that the actor may have. Raises NotFound, Conflict for one that is not clean,
    NotAllowed for one that is restricted, without a grant.

    Members have what was posted; what was not, only who sent it.
    """
    file = session.get(RoomFile, file_id)
    if file is None or file.erased_at is not None:
        raise NotFound
    standing = find_room(session, actor, file.swarm_id)
    if file.message_id is None and file.added_by != actor.id:
        raise NotFound
    said = session.get(Message, file.message_id) if file.message_id is not None else None
    if said is not None and not sees(session, standing, said):
        raise NotFound
    if file.restricted_at is not None:
        check_granted(session, actor, standing.ticket.number)
    if file.state != "clean":
        raise Conflict(
            "This file waits for the virus scan, or was refused by it.",
            code="not_clean",
            current={"file": file.id, "state": file.state},
        )
    return file


def erase_files(session: Session, message_id: int) -> None:
    """Let go of the files of a message whose words are being erased; names go at once."""
    session.execute(
        update(RoomFile)
        .where(RoomFile.message_id == message_id)
        .values(name="", erased_at=clock.now())
    )


def join_files(session: Session, lines: Sequence[Line]) -> None:
    """Put `attached`, the cards of a message's files, into lines that carry files."""
    wanted = {one for line in lines for one in line.data.get("files", ())}
    if not wanted:
        return
    rows = session.scalars(
        select(RoomFile).where(RoomFile.id.in_(wanted), RoomFile.erased_at.is_(None))
    )
    cards = {one.id: card_of(one).model_dump() for one in rows}
    for line in lines:
        if "files" in line.data:
            line.data["attached"] = [cards[one] for one in line.data["files"] if one in cards]


def card_of(file: RoomFile) -> FileCard:
    """A file as a message shows it to everybody in the room."""
    if file.restricted_at is None:
        return FileCard.model_validate(file, from_attributes=True)
    return FileCard(
        id=file.id, name=UNNAMED, media_type=PLAIN, size=0, state=file.state, restricted=True
    )


def restrict_file(session: Session, actor: Person, file_id: int, *, on: bool) -> None:
    """Keep a posted file for those with a grant on the ticket, or let everybody have it again.

    By whoever posted it, the owner, and managers who are in. Raises NotFound, NotAllowed; Conflict
    where the ticket is gone from it.
    """
    file = session.get(RoomFile, file_id)
    if file is None or file.erased_at is not None or file.message_id is None:
        raise NotFound
    standing = find_room(session, actor, file.swarm_id)
    if not sees(session, standing, session.get_one(Message, file.message_id)):
        raise NotFound
    ticket = standing.ticket
    hold(session, ticket)
    further = (f"tickets/{ticket.number}", f"people/{actor.id}")
    standing = hold_swarm(session, actor, file.swarm_id, *further)
    may = standing.leads or actor.manages or (on and file.added_by == actor.id)
    if not (may and actor.staff):
        raise NotAllowed("Only the owner, managers and who sent it restrict a file.")
    if (file.restricted_at is not None) == on:
        return
    file.restricted_at, file.restricted_by = (clock.now(), actor.id) if on else (None, None)
    kind = "file_restricted" if on else "file_unrestricted"
    append(session, stream_of(file.swarm_id), kind, actor.id, message=file.message_id, file=file_id)
    if on:
        grant_held(session, actor, ticket, actor.id, OWN_REASON)

"""Word a message anew, read how it was worded before, and erase all of it."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.lines import append
from swarm.errors import Invalid, NotAllowed
from swarm.markdown import render
from swarm.people.tables import Person
from swarm.rooms.access import stream_of
from swarm.rooms.board.tables import Mark, Support
from swarm.rooms.files.sharing import erase_files
from swarm.rooms.mentions.names import find_mentions
from swarm.rooms.mentions.telling import people_to_tell, streams_of, tell_mentioned
from swarm.rooms.outside.sight import blind_to
from swarm.rooms.tables import Message
from swarm.rooms.talk.found import find_message, find_said, hold_message, require_speech
from swarm.rooms.talk.tables import Edition, Mention, Pin, Reaction

MOST_EDITIONS = 50


class EditionCard(BaseModel):
    """An earlier wording and when it was written."""

    number: int
    body: str
    html: str
    at: datetime


class EditionList(BaseModel):
    """Every earlier wording of a message, oldest first."""

    items: list[EditionCard]


def edit_message(
    session: Session, actor: Person, swarm_id: int, message_id: int, body: str
) -> Message:
    """Word one's own message anew; the earlier wording is kept and the line tells of the change.

    Who is named now and was not before is told.

    The same words again change nothing. Raises NotFound, NotAllowed for another's words and for
    observers, Conflict when the swarm is closed or the words were erased, Invalid after 50 times.
    """
    mentions = find_mentions(session, swarm_id, body, beyond=actor.staff)
    said = find_message(session, actor, swarm_id, message_id)
    blind = blind_to(session, swarm_id, aside=said.aside, seq=said.seq)
    told = people_to_tell(session, swarm_id, actor.id, mentions, blind)
    standing, message = hold_message(session, actor, swarm_id, message_id, *streams_of(told))
    if message.author_id != actor.id:
        raise NotAllowed("Only the author can change a message.")
    require_speech(standing, message)
    if message.body == body:
        return message
    number = _count(session, message_id) + 1
    if number > MOST_EDITIONS:
        raise Invalid("This message was changed too often.", fields={"body": "changed too often"})
    session.add(
        Edition(
            message_id=message_id,
            number=number,
            body=message.body or "",
            html=message.html or "",
            at=message.edited_at or message.at,
        )
    )
    message.body, message.edited_at = body, clock.now()
    message.html = render(body, mentions.names, numbers=True)
    stream, facts = stream_of(swarm_id), mentions.facts()
    append(session, stream, "message_edited", actor.id, message=message_id, **facts)
    tell_mentioned(session, actor.id, standing.swarm, message_id, message.seq, mentions, told)
    return message


def _count(session: Session, message_id: int) -> int:
    query = select(func.count()).select_from(Edition).where(Edition.message_id == message_id)
    return session.scalar(query) or 0


def list_editions(session: Session, actor: Person, swarm_id: int, message_id: int) -> EditionList:
    """How a message was worded before; empty once it was erased. Raises NotFound.

    Who is from outside gets none of what was said before they came: they were shown what it says.
    """
    standing, message = find_said(session, actor, swarm_id, message_id)
    if standing.outside and message.seq < standing.since:
        return EditionList(items=[])
    rows = session.scalars(
        select(Edition).where(Edition.message_id == message_id).order_by(Edition.number)
    )
    return EditionList(
        items=[EditionCard(number=one.number, body=one.body, html=one.html, at=one.at)
               for one in rows]
    )  # fmt: skip


def forget_message(session: Session, message_id: int) -> None:
    """Erase what hangs on a message whose words are being erased."""
    for table in (Edition, Reaction, Mention, Pin, Mark, Support):
        session.execute(delete(table).where(table.message_id == message_id))
    erase_files(session, message_id)

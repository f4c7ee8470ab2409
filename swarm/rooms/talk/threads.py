"""A message and what was answered to it."""

from __future__ import annotations

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from swarm.activity.lines import MOST, Line, Lines, as_line, head_of
from swarm.activity.tables import ActivityLine
from swarm.errors import NotFound
from swarm.people.tables import Person
from swarm.rooms.access import stream_of
from swarm.rooms.outside.showing import WITHHELD, as_seen
from swarm.rooms.tables import Message
from swarm.rooms.talk.found import find_said
from swarm.rooms.texts import join_messages


def read_message(session: Session, actor: Person, swarm_id: int, message_id: int) -> Line:
    """The line of one message, with the words of now. Raises NotFound."""
    standing, message = find_said(session, actor, swarm_id, message_id)
    line = as_line(session.get_one(ActivityLine, (stream_of(swarm_id), message.seq)))
    join_messages(session, [line])
    return as_seen(session, standing, [line])[0]


def read_thread(session: Session, actor: Person, swarm_id: int, message_id: int) -> Lines:
    """The line of a message and those of its answers, the newest 1,000, with all that was done to
    them since: edits, erasures and reactions, in the order of their numbers.

    Raises NotFound for who does not read the room and for an answer, which has no thread.
    """
    standing, root = find_said(session, actor, swarm_id, message_id)
    if root.thread_id is not None:
        raise NotFound
    stream = stream_of(swarm_id)
    said = select(Message.id, Message.seq).where(
        or_(Message.id == message_id, Message.thread_id == message_id)
    )
    newest = session.execute(said.order_by(Message.seq.desc()).limit(MOST)).all()
    seqs = {row.seq for row in newest}
    about = ActivityLine.data["message"].as_integer().in_([row.id for row in newest])
    rows = session.scalars(
        select(ActivityLine)
        .where(ActivityLine.stream == stream, ActivityLine.seq >= min(seqs), about)
        .order_by(ActivityLine.seq)
    )
    items = [as_line(row) for row in rows]
    join_messages(session, items)
    told = [line for line in as_seen(session, standing, items) if line.kind != WITHHELD]
    return Lines(items=told, head=head_of(session, stream))

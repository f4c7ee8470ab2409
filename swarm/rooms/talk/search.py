"""Find what was said, in the rooms that one reads and in no other.

The index is kept by the database itself, as that of tickets: FTS5 with triggers on SQLite, a
generated tsvector column on PostgreSQL. What is erased leaves it in the same statement.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from pydantic import BaseModel
from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Row,
    Select,
    and_,
    column,
    event,
    func,
    literal_column,
    select,
    table,
    text,
)
from sqlalchemy.orm import Session

from swarm.paging import decode, encode
from swarm.people.refs import PersonRef, refs
from swarm.people.tables import Person, Role
from swarm.rooms.access import find_room
from swarm.rooms.outside.sight import seen_by
from swarm.rooms.subjects import subject_of
from swarm.rooms.tables import Member, Message, Swarm
from swarm.tickets.search import fts_query, snippet_of, words_of
from swarm.tickets.tables import Ticket

PAGE = 30

_SQLITE = [
    "CREATE VIRTUAL TABLE message_fts USING fts5(body, content='message', content_rowid='id',"
    " tokenize='porter unicode61 remove_diacritics 2')",
    "CREATE TRIGGER message_fts_insert AFTER INSERT ON message BEGIN"
    " INSERT INTO message_fts(rowid, body) VALUES (new.id, new.body); END",
    "CREATE TRIGGER message_fts_delete AFTER DELETE ON message BEGIN"
    " INSERT INTO message_fts(message_fts, rowid, body) VALUES ('delete', old.id, old.body); END",
    "CREATE TRIGGER message_fts_update AFTER UPDATE OF body ON message BEGIN"
    " INSERT INTO message_fts(message_fts, rowid, body) VALUES ('delete', old.id, old.body);"
    " INSERT INTO message_fts(rowid, body) VALUES (new.id, new.body); END",
    "INSERT INTO message_fts(message_fts) VALUES ('rebuild')",
]
_POSTGRES = [
    "ALTER TABLE message ADD COLUMN search tsvector GENERATED ALWAYS AS"
    " (to_tsvector('english', left(coalesce(body, ''), 200000))) STORED",
    "CREATE INDEX ix_message_search ON message USING gin (search)",
]


class FoundMessage(BaseModel):
    """A message that holds the words; `snippet` is a stretch of it around the first of them.

    `ticket` is None in a room without one; `summary` is what the room is about.
    """

    swarm: int
    ticket: int | None
    summary: str
    message: int
    seq: int
    thread: int | None
    author: PersonRef
    at: datetime
    snippet: str


class FoundMessages(BaseModel):
    """A page of messages, newest first."""

    items: list[FoundMessage]
    next: str | None


def create_search(connection: Connection) -> None:
    """Make the index on tables that exist, of what they hold already."""
    for statement in _SQLITE if connection.dialect.name == "sqlite" else _POSTGRES:
        connection.execute(text(statement))


def is_search_object(name: str | None, kind: str) -> bool:
    """Whether a table or index found in a database belongs to this index."""
    if name is None:
        return False
    return name.startswith("message_fts") if kind == "table" else name == "ix_message_search"


def find_messages(
    session: Session,
    actor: Person,
    query: str,
    *,
    swarm_id: int | None = None,
    cursor: str | None = None,
    limit: int = PAGE,
) -> FoundMessages:
    """The messages with every word of `query` in the rooms of the actor, or in one of them.

    The last word may be a beginning; signs without a word find nothing. Raises NotFound for a
    room that the actor does not read, Invalid for a cursor that is none.
    """
    words = words_of(query)
    if swarm_id is not None:
        find_room(session, actor, swarm_id)
    if actor.role == Role.REQUESTER or not words:
        return FoundMessages(items=[], next=None)
    found = _in_rooms_of(actor).where(
        _holds(words, sqlite=session.get_bind().dialect.name == "sqlite")
    )
    if swarm_id is not None:
        found = found.where(Message.swarm_id == swarm_id)
    if cursor is not None:
        found = found.where(Message.id < decode(cursor, int)[0])
    rows = session.execute(found.order_by(Message.id.desc()).limit(limit + 1)).all()
    names = refs(session, [row.Message.author_id for row in rows])
    items = [_found(session, row, names, words) for row in rows[:limit]]
    return FoundMessages(items=items, next=encode(items[-1].message) if len(rows) > limit else None)


def _in_rooms_of(actor: Person) -> Select[Message, Swarm, str | None]:
    mine = and_(
        Member.swarm_id == Message.swarm_id,
        Member.person_id == actor.id,
        Member.left_at.is_(None),
    )
    return (
        select(Message, Swarm, Ticket.summary)
        .join(Member, mine)
        .join(Swarm, Swarm.id == Message.swarm_id)
        .outerjoin(Ticket, Ticket.number == Swarm.ticket_number)
        .where(Message.deleted_at.is_(None), seen_by(actor))
    )


def _found(
    session: Session,
    row: Row[Message, Swarm, str | None],
    names: dict[int, PersonRef],
    words: list[str],
) -> FoundMessage:
    message, swarm, summary = row
    return FoundMessage(
        swarm=message.swarm_id,
        ticket=swarm.ticket_number,
        summary=subject_of(session, swarm) if summary is None else summary,
        message=message.id,
        seq=message.seq,
        thread=message.thread_id,
        author=names[message.author_id],
        at=message.at,
        snippet=snippet_of(words, message.body or ""),
    )


def _holds(words: list[str], *, sqlite: bool) -> ColumnElement[bool]:
    if not sqlite:
        wanted = func.to_tsquery("english", " & ".join(words) + ":*")
        return literal_column("message.search").op("@@", is_comparison=True)(wanted)
    index = table("message_fts", column("rowid", Integer))
    match = literal_column("message_fts").op("MATCH", is_comparison=True)(fts_query(words))
    return Message.id.in_(select(index.c.rowid).where(match))


@event.listens_for(Message.metadata, "after_create")
def _create_search(_target: Any, connection: Connection, tables: Any = (), **_: Any) -> None:
    if Message.__table__ in tables:
        create_search(connection)

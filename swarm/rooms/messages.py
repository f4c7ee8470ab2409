"""Words in a room: posted once per client id, erased without a gap in the record.

The posting path uses SQLAlchemy Core: it is what everybody in a room waits for.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import dataclass
from typing import Any, NamedTuple, cast

from sqlalchemy import Table, bindparam, insert, select, update
from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.lines import Line, append, as_line, head_of
from swarm.activity.tables import ActivityLine
from swarm.errors import Conflict, Invalid, NotAllowed, NotFound
from swarm.markdown import render
from swarm.people.tables import Person
from swarm.prepared import Prepared
from swarm.rooms.access import hold_swarm, require_open, stream_of
from swarm.rooms.files.sharing import bind_files, check_files, join_files
from swarm.rooms.mentions.names import find_mentions
from swarm.rooms.mentions.telling import people_to_tell, streams_of, tell_mentioned
from swarm.rooms.outside.sight import blind_to
from swarm.rooms.tables import Message
from swarm.rooms.talk.bearing import PLAIN, Bearing, check_bearing, join_quotes
from swarm.rooms.talk.editing import forget_message
from swarm.rooms.talk.found import hold_message
from swarm.rooms.talk.usual import write_usual
from swarm.rooms.texts import join_messages

LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Posted:
    """The whole line of a message, and whether it was written just now."""

    line: Line
    new: bool


class _Words(NamedTuple):
    client_id: str
    body: str
    html: str
    fingerprint: str
    facts: dict[str, Any]


class _Known(NamedTuple):
    seq: int
    body_hash: str


def post_message(
    session: Session,
    actor: Person,
    swarm_id: int,
    client_id: str,
    body: str,
    *,
    secret: str,
    bearing: Bearing = PLAIN,
) -> Posted:
    """Say `body` (Markdown, at most 20,000 characters) in the room, once per `client_id`.

    Repeating it gives the same line. Raises NotFound for who is not a member, NotAllowed for
    observers, Conflict for another body under the same client id (after erasing too) and when
    the swarm is closed, Invalid for an empty or overlong body or a bearing on what is not here.
    """
    _check(client_id)
    if not bearing.files:
        check_body(body)
    check_length(body)
    mentions = find_mentions(session, swarm_id, body, beyond=actor.staff)
    blind = blind_to(session, swarm_id, aside=bearing.aside)
    told = people_to_tell(session, swarm_id, actor.id, mentions, blind)
    standing = hold_swarm(session, actor, swarm_id, *streams_of(told))
    if not standing.reads:
        raise NotFound
    fingerprint = hash_body(secret, swarm_id, actor.id, body, bearing)
    known = _find_known(session, swarm_id, actor.id, client_id)
    if known is not None:
        return _repeat(session, swarm_id, known, fingerprint)
    require_open(standing)
    if not standing.posts:
        raise NotAllowed("You are watching this swarm. Ask the owner to invite you to speak.")
    if bearing != PLAIN:
        check_bearing(session, standing, bearing)
        check_files(session, actor.id, swarm_id, bearing.files)
    html = render(body, mentions.names, numbers=True)
    words = _Words(client_id, body, html, fingerprint, {**bearing.facts(), **mentions.facts()})
    head = head_of(session, stream_of(swarm_id))
    line = _write(session, actor.id, swarm_id, words, bearing, head)
    if told:
        message = line.data["message"]
        tell_mentioned(session, actor.id, standing.swarm, message, line.seq, mentions, told)
    if bearing.files:
        bind_files(session, line.data["message"], bearing.files)
    if bearing != PLAIN:
        join_quotes(session, [line])
        join_files(session, [line])
    return Posted(line, new=True)


def post_usual(
    session: Session, author_id: int, swarm_id: int, client_id: str, body: str, *, secret: str
) -> Posted | None:
    """As `post_message` for a plain message that is nothing out of the ordinary, in one question.

    None where it is: then nothing was done, and `post_message` knows what it is.
    """
    if "@" in body or not body.strip() or len(body) > LONGEST or not _fits(client_id):
        return None
    words = _Words(
        client_id,
        body,
        render(body, numbers=True),
        hash_body(secret, swarm_id, author_id, body),
        {},
    )
    written = write_usual(session, _row(author_id, swarm_id, words, PLAIN))
    if written is None:
        return None
    return Posted(_tell(session, author_id, swarm_id, words, written.id), new=True)


def _fits(client_id: str) -> bool:
    return 0 < len(client_id) <= 64


def _check(client_id: str) -> None:
    if not _fits(client_id):
        raise Invalid("A message needs a client id.", fields={"client_id": "1 to 64 characters"})


def check_body(body: str) -> None:
    """Raises Invalid for words that are none or too many."""
    if not body.strip():
        raise Invalid("Write something first.", fields={"body": "is empty"})
    check_length(body)


def check_length(body: str) -> None:
    """Raises Invalid for too many words."""
    if len(body) > LONGEST:
        raise Invalid("This message is too long.", fields={"body": "at most 20,000 characters"})


def hash_body(
    secret: str, swarm_id: int, author_id: int, body: str, bearing: Bearing = PLAIN
) -> str:
    """A keyed hash that tells whether two bodies of one author in one swarm are the same.

    What the message bears on counts with its body.
    """
    facts = [] if bearing == PLAIN else [bearing.facts()]
    scope = json.dumps(["message", swarm_id, author_id, body, *facts]).encode()
    return hmac.new(secret.encode(), scope, hashlib.sha256).hexdigest()


# Everybody in a room waits for these.
_KNOWN = Prepared(
    select(Message.seq, Message.body_hash).where(
        Message.swarm_id == bindparam("swarm_id"),
        Message.author_id == bindparam("author_id"),
        Message.client_id == bindparam("client_id"),
    )
)
_TABLE = cast(Table, Message.__table__)
_NEW = (
    "swarm_id", "author_id", "client_id", "seq", "body", "html", "body_hash", "at", "thread_id",
    "also", "quoted_id", "aside",
)  # fmt: skip
_WRITTEN = Prepared(insert(_TABLE).returning(_TABLE.c.id), _NEW)


def _find_known(session: Session, swarm_id: int, author_id: int, client_id: str) -> _Known | None:
    asked = {"swarm_id": swarm_id, "author_id": author_id, "client_id": client_id}
    row = _KNOWN.run(session.connection(), asked)
    return _Known(*row) if row else None


def _repeat(session: Session, swarm_id: int, known: _Known, fingerprint: str) -> Posted:
    if not hmac.compare_digest(known.body_hash, fingerprint):
        raise Conflict(
            "Another message was posted under this client id.",
            code="client_id_taken",
            current={"stream": stream_of(swarm_id), "seq": known.seq},
        )
    line = as_line(session.get_one(ActivityLine, (stream_of(swarm_id), known.seq)))
    join_messages(session, [line])
    return Posted(line, new=False)


def _write(
    session: Session,
    author_id: int,
    swarm_id: int,
    words: _Words,
    bearing: Bearing,
    head: int,
) -> Line:
    # The swarm's stream is locked, so the next line is ours: the row can be written whole.
    row = _row(author_id, swarm_id, words, bearing) | {
        "seq": head + 1,
        "thread_id": bearing.thread,
        "quoted_id": bearing.quote,
    }
    message_id = _WRITTEN.run(session.connection(), row)[0]
    return _tell(session, author_id, swarm_id, words, message_id)


def _row(author_id: int, swarm_id: int, words: _Words, bearing: Bearing) -> dict[str, Any]:
    return {
        "swarm_id": swarm_id,
        "author_id": author_id,
        "client_id": words.client_id,
        "body": words.body,
        "html": words.html,
        "body_hash": words.fingerprint,
        "at": clock.now(),
        "also": bearing.also,
        "aside": bearing.aside,
    }


def _tell(session: Session, author_id: int, swarm_id: int, words: _Words, message_id: int) -> Line:
    line = append(
        session,
        stream_of(swarm_id),
        "message_posted",
        author_id,
        message=message_id,
        client_id=words.client_id,
        **words.facts,
    )
    # The very line that is handed on after the commit: nobody needs to read it back.
    line.data.update(body=words.body, html=words.html)
    return line


def say_once(
    session: Session,
    author: Person,
    swarm_id: int,
    client_id: str,
    body: str,
    *,
    secret: str,
    aside: bool,
    **facts: Any,
) -> Line:
    """Say something for somebody who need not be a member, once per `client_id`.

    The caller has locked the swarm's stream and checked everything else. Raises as `post_message`
    does for the words and for others under the same client id.
    """
    check_body(body)
    fingerprint = hash_body(secret, swarm_id, author.id, body)
    known = _find_known(session, swarm_id, author.id, client_id)
    if known is not None:
        return _repeat(session, swarm_id, known, fingerprint).line
    bearing = Bearing(aside=aside)
    facts = bearing.facts() | facts
    words = _Words(client_id, body, render(body, (), numbers=True), fingerprint, facts)
    head = head_of(session, stream_of(swarm_id))
    return _write(session, author.id, swarm_id, words, bearing, head)


def delete_message(session: Session, actor: Person, swarm_id: int, message_id: int) -> None:
    """Erase one's own words; the line stays and `message_deleted` tells those who follow.

    Also possible in a closed swarm. Erasing twice changes nothing. Raises NotFound, NotAllowed.
    """
    _, row = hold_message(session, actor, swarm_id, message_id)
    if row.author_id != actor.id:
        raise NotAllowed("Only the author can delete a message.")
    erase_words(session, actor, row)


def erase_words(session: Session, actor: Person, row: Message) -> None:
    """Erase the words of a message whose room is held; twice changes nothing."""
    if row.deleted_at is not None:
        return
    session.execute(
        update(Message)
        .where(Message.id == row.id)
        .values(body=None, html=None, deleted_at=clock.now())
    )
    forget_message(session, row.id)
    append(session, stream_of(row.swarm_id), "message_deleted", actor.id, message=row.id)

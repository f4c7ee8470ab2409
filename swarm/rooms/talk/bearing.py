"""What a message refers to: the thread it is said in, the message it quotes, its files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from swarm.activity.lines import Line
from swarm.errors import Invalid
from swarm.markdown import plain
from swarm.rooms.tables import Message

QUOTED_SIGNS = 240


@dataclass(frozen=True, slots=True)
class Bearing:
    """`thread` and `quote` are ids of messages; `also` shows an answer to the whole room too.

    `files` are ids of files that were sent for this message.
    """

    thread: int | None = None
    also: bool = False
    quote: int | None = None
    files: tuple[int, ...] = ()

    def facts(self) -> dict[str, Any]:
        """What the message's line says of it; nothing for a plain message."""
        thread = {} if self.thread is None else {"thread": self.thread}
        also = {"also": True} if self.also else {}
        quote = {} if self.quote is None else {"quote": self.quote}
        return thread | also | quote | ({"files": list(self.files)} if self.files else {})


PLAIN = Bearing()


def check_bearing(session: Session, swarm_id: int, bearing: Bearing) -> None:
    """Raises Invalid unless what is referred to was said in this swarm and threads stay flat."""
    if bearing.thread is not None:
        if _find(session, swarm_id, bearing.thread, "thread").thread_id is not None:
            raise Invalid(
                "An answer has no thread of its own.", fields={"thread": "is an answer itself"}
            )
    elif bearing.also:
        raise Invalid("Only an answer is shown twice.", fields={"also": "needs a thread"})
    if bearing.quote is not None and (
        _find(session, swarm_id, bearing.quote, "quote").deleted_at is not None
    ):
        raise Invalid("These words were erased.", fields={"quote": "was erased"})


def _find(
    session: Session, swarm_id: int, message_id: int, field: str
) -> Row[int | None, datetime | None]:
    row = session.execute(
        select(Message.thread_id, Message.deleted_at).where(
            Message.id == message_id, Message.swarm_id == swarm_id
        )
    ).first()
    if row is None:
        raise Invalid("There is no such message here.", fields={field: "not in this room"})
    return row


def join_quotes(session: Session, lines: Sequence[Line]) -> None:
    """Put `quoted: {message, seq, author, text}` into lines that quote; text is None once erased.

    The text is a plain stretch of at most 240 signs of what the quoted message says now.
    """
    wanted = {line.data["quote"] for line in lines if "quote" in line.data}
    if not wanted:
        return
    rows = session.execute(
        select(Message.id, Message.seq, Message.author_id, Message.body).where(
            Message.id.in_(wanted)
        )
    )
    quoted = {
        row.id: {
            "message": row.id,
            "seq": row.seq,
            "author": row.author_id,
            "text": stretch_of(row.body),
        }
        for row in rows
    }
    for line in lines:
        if "quote" in line.data:
            line.data["quoted"] = quoted.get(line.data["quote"])


def stretch_of(body: str | None) -> str | None:
    """What a quote shows of a message; None once it was erased."""
    return None if body is None else plain(body, QUOTED_SIGNS)

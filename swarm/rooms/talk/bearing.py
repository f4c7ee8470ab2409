"""What a message refers to: the thread it is said in, the message it quotes, its files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm.activity.lines import Line
from swarm.errors import Invalid
from swarm.markdown import plain
from swarm.rooms.access import Standing
from swarm.rooms.outside.sight import sees
from swarm.rooms.tables import Message

QUOTED_SIGNS = 240


@dataclass(frozen=True, slots=True)
class Bearing:
    """`thread` and `quote` are ids of messages; `also` shows an answer to the whole room too.

    `files` are ids of files that were sent for this message. An `aside` is for members only.
    """

    thread: int | None = None
    also: bool = False
    quote: int | None = None
    files: tuple[int, ...] = ()
    aside: bool = False

    def facts(self) -> dict[str, Any]:
        """What the message's line says of it; nothing for a plain message."""
        thread = {} if self.thread is None else {"thread": self.thread}
        also = {"also": True} if self.also else {}
        quote = {} if self.quote is None else {"quote": self.quote}
        aside = {"aside": True} if self.aside else {}
        files = {"files": list(self.files)} if self.files else {}
        return thread | also | quote | files | aside


PLAIN = Bearing()


def check_bearing(session: Session, standing: Standing, bearing: Bearing) -> None:
    """Raises Invalid unless what is referred to was said in this swarm, where the author sees it,
    and threads stay flat. What answers or quotes an aside is for members only too.
    """
    if bearing.aside and standing.outside:
        raise Invalid("Only members of the desk have an aside.", fields={"aside": "not yours"})
    if bearing.thread is not None:
        root = _find(session, standing, bearing, "thread", bearing.thread)
        if root.thread_id is not None:
            raise Invalid(
                "An answer has no thread of its own.", fields={"thread": "is an answer itself"}
            )
    elif bearing.also:
        raise Invalid("Only an answer is shown twice.", fields={"also": "needs a thread"})
    if bearing.quote is not None and (
        _find(session, standing, bearing, "quote", bearing.quote).deleted_at is not None
    ):
        raise Invalid("These words were erased.", fields={"quote": "was erased"})


def _find(
    session: Session, standing: Standing, bearing: Bearing, field: str, message_id: int
) -> Message:
    said = session.get(Message, message_id)
    if said is None or said.swarm_id != standing.swarm.id or not sees(session, standing, said):
        raise Invalid("There is no such message here.", fields={field: "not in this room"})
    if said.aside and not bearing.aside:
        raise Invalid(
            "This was said to members only: so is what answers it.",
            fields={"aside": "must be set"},
        )
    return said


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


def stretch_of(body: str | None, signs: int = QUOTED_SIGNS) -> str | None:
    """What a quote shows of a message; None once it was erased."""
    return None if body is None else plain(body, signs)

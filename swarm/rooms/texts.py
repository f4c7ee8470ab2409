"""Joins the words of messages and decisions to the lines that refer to them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm.activity.lines import Line
from swarm.rooms.files.sharing import join_files
from swarm.rooms.picking.texts import join_picks
from swarm.rooms.tables import Message
from swarm.rooms.talk.bearing import join_quotes, stretch_of
from swarm.tickets.texts import join_replies

WORDED = ("message_posted", "message_edited")


def join_texts(session: Session, lines: Sequence[Line]) -> None:
    """Fill the texts that lines refer to, of whatever stream; for whoever reads or sends them."""
    join_replies(session, lines)
    join_messages(session, lines)


def join_messages(session: Session, lines: Sequence[Line]) -> None:
    """Put `body` and `html` into every line of a message posted or edited; null once erased.

    Both tell the words of now. `edited_at` stands on what was edited, `quoted` on what quotes,
    `attached` on what carries files, and on an edit `text`, the stretch that quotes of it show.
    Lines of decisions get what `join_picks` says.
    """
    join_picks(session, lines)
    worded = [line for line in lines if line.kind in WORDED]
    if not worded:
        return
    wanted = {line.data["message"] for line in worded}
    rows = session.execute(
        select(Message.id, Message.body, Message.html, Message.edited_at).where(
            Message.id.in_(wanted)
        )
    )
    words = {row.id: row for row in rows}
    for line in worded:
        row = words.get(line.data["message"])
        line.data.update(body=row.body if row else None, html=row.html if row else None)
        if row is not None and row.edited_at is not None:
            line.data["edited_at"] = row.edited_at.isoformat()
        if line.kind == "message_edited":
            line.data["text"] = stretch_of(row.body if row else None)
    join_quotes(session, worded)
    join_files(session, worded)


def is_whole(line: Line) -> bool:
    """Whether a committed line carries its words already, as `join_messages` would give them."""
    return line.kind == "message_posted" and "html" in line.data

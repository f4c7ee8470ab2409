"""Joins the words of messages to the lines that refer to them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm.activity.lines import Line
from swarm.rooms.tables import Message


def join_messages(session: Session, lines: Sequence[Line]) -> None:
    """Put `body` and `html` into every `message_posted` line; null once they are erased."""
    posted = [line for line in lines if line.kind == "message_posted"]
    if not posted:
        return
    wanted = {line.data["message"] for line in posted}
    rows = session.execute(
        select(Message.id, Message.body, Message.html).where(Message.id.in_(wanted))
    )
    words = {row.id: (row.body, row.html) for row in rows}
    for line in posted:
        body, html = words.get(line.data["message"], (None, None))
        line.data.update(body=body, html=html)


def is_whole(line: Line) -> bool:
    """Whether a committed line carries its words already, as `join_messages` would give them."""
    return line.kind == "message_posted" and "html" in line.data

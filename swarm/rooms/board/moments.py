"""The key moments of a swarm, out of its stream."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm.activity.lines import Line, as_line
from swarm.activity.tables import ActivityLine
from swarm.people.refs import refs
from swarm.people.tables import Person
from swarm.rooms.access import stream_of
from swarm.rooms.board.access import find_board
from swarm.rooms.board.cards import Moment, Moments
from swarm.rooms.board.tables import Decision, Hypothesis
from swarm.rooms.tables import Message
from swarm.rooms.talk.bearing import stretch_of

SHOWN = 200
NAMED = {
    "swarm_opened": "opened",
    "member_joined": "joined",
    "hypothesis_ruled_out": "ruled_out",
    "hypothesis_confirmed": "confirmed",
    "hypothesis_reopened": "reopened",
    "message_marked": "fix",
    "message_pinned": "pinned",
    "decision_set": "decision",
    "swarm_closed": "closed",
}
"""Kinds of lines that are moments, and what the moment is called."""
UNDONE = {"message_unmarked": "message_marked", "message_unpinned": "message_pinned"}
"""Kinds of lines after which an earlier one is no moment any more."""


def read_moments(session: Session, actor: Person, swarm_id: int) -> Moments:
    """The key moments of a swarm. Raises NotFound for who is not in it, and for guests."""
    find_board(session, actor, swarm_id)
    return Moments(items=moments_of(session, swarm_id))


def moments_of(session: Session, swarm_id: int) -> list[Moment]:
    """The newest 200 key moments, oldest first, whoever asks."""
    rows = session.scalars(
        select(ActivityLine)
        .where(ActivityLine.stream == stream_of(swarm_id), ActivityLine.kind.in_({*NAMED, *UNDONE}))
        .order_by(ActivityLine.seq)
    )
    lines = key_lines([as_line(row) for row in rows])[-SHOWN:]
    return _worded(session, lines)


def key_lines(lines: Iterable[Line]) -> list[Line]:
    """The lines that are moments, in their order: what was taken back is none. Pure.

    Of marks only the fix is one; who opened the swarm does not join it too.
    """
    kept: dict[Any, Line] = {}
    for line in lines:
        if line.kind in UNDONE:
            kept.pop(_what(UNDONE[line.kind], line), None)
        elif line.data.get("mark", "fix") == "fix" and line.data.get("by") != "opened":
            kept[_what(line.kind, line)] = line
    return sorted(kept.values(), key=lambda line: line.seq)


def _what(kind: str, line: Line) -> Any:
    """What can be taken back is known by its message, all else by its own number."""
    undoable = kind in UNDONE.values() and line.data.get("mark", "fix") == "fix"
    return (kind, line.data["message"]) if undoable else line.seq


def _worded(session: Session, lines: Sequence[Line]) -> list[Moment]:
    messages = _rows(session, Message, lines, "message")
    hypotheses = _rows(session, Hypothesis, lines, "hypothesis")
    decisions = _rows(session, Decision, lines, "decision")
    names = refs(session, [one for line in lines for one in (line.actor, line.data.get("person"))])
    moments = []
    for line in lines:
        said = messages.get(line.data.get("message"))
        if said is not None and said.body is None:
            continue  # what was erased is no pin and no fix any more
        about = hypotheses.get(line.data.get("hypothesis")) or decisions.get(
            line.data.get("decision")
        )
        moments.append(
            Moment(
                seq=line.seq,
                kind=NAMED[line.kind],
                at=line.at,
                actor=names.get(line.actor or 0),
                person=names.get(line.data.get("person", 0)),
                text=stretch_of(said.body) if said else about.text if about else None,
                line=said.seq if said else None,
            )
        )
    return moments


def _rows(session: Session, table: Any, lines: Sequence[Line], name: str) -> dict[Any, Any]:
    wanted = {line.data[name] for line in lines if name in line.data}
    return {row.id: row for row in session.scalars(select(table).where(table.id.in_(wanted)))}

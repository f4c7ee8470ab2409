"""A room's lines as somebody from outside the desk may have them.

What is not for them keeps its number and nothing more, so that their stream has no gaps either.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from swarm.activity.lines import Line, as_line
from swarm.activity.tables import ActivityLine
from swarm.people.tables import Person
from swarm.rooms.access import STREAM, Standing, stand, stream_of
from swarm.rooms.outside.sight import seen_by
from swarm.rooms.tables import Member, Message
from swarm.rooms.texts import join_messages

WITHHELD = "withheld"
AROUND = frozenset(
    {"member_joined", "member_left", "member_removed", "swarm_closed", "swarm_reopened"}
)
"""Who is here and whether the room is open: told to everybody in it."""
WORDS = frozenset({"message_posted", "message_edited", "message_deleted", "file_scanned"})
MARKS = frozenset({"reaction_added", "reaction_removed", "message_pinned", "message_unpinned"})


def as_seen(session: Session, standing: Standing, lines: Sequence[Line]) -> list[Line]:
    """The lines, words included, as this person may have them: as many, with the same numbers."""
    if not standing.outside:
        return list(lines)
    seen = _seen_among(session, standing, _messages_in(lines))
    came_at = session.scalar(
        select(Member.joined_at).where(
            Member.swarm_id == standing.swarm.id,
            Member.person_id == standing.person.id,
            Member.left_at.is_(None),
        )
    )
    shown = []
    for line in lines:
        if _told(line, standing, seen):
            shown.append(_fitting(session, standing, line, seen))
        else:
            # When things were said before they came is not theirs to know either.
            at = max(line.at, came_at or line.at)
            shown.append(Line(stream=line.stream, seq=line.seq, kind=WITHHELD, actor=None, at=at,
                              data={}))  # fmt: skip
    return shown


def line_for(session: Session, person_id: int, line: Line) -> Line:
    """One line of any stream as this person from outside may hear it."""
    match = STREAM.fullmatch(line.stream)
    if match is None:
        return line
    standing = stand(session, session.get_one(Person, person_id), int(match[1]))
    return as_seen(session, standing, [line])[0]


def _messages_in(lines: Iterable[Line]) -> set[int]:
    named = ("message", "thread", "quote")
    return {line.data[name] for line in lines for name in named if name in line.data}


def _seen_among(session: Session, standing: Standing, ids: Collection[int]) -> set[int]:
    mine = and_(
        Member.swarm_id == Message.swarm_id,
        Member.person_id == standing.person.id,
        Member.left_at.is_(None),
    )
    found = select(Message.id).join(Member, mine).where(Message.id.in_(ids))
    return set(
        session.scalars(
            found.where(Message.swarm_id == standing.swarm.id, seen_by(standing.person))
        )
    )


def _told(line: Line, standing: Standing, seen: Collection[int]) -> bool:
    if line.kind in WORDS:
        return line.data["message"] in seen
    if line.seq < standing.since:
        return False
    if line.kind in MARKS:
        return line.data["message"] in seen
    if line.kind == "message_shared":
        return line.data["person"] == standing.person.id and line.data["message"] in seen
    return line.kind in AROUND


def _fitting(session: Session, standing: Standing, line: Line, seen: Collection[int]) -> Line:
    """A line without what it says of things that this person does not see."""
    data = {name: value for name, value in line.data.items() if name != "outside"}
    if data.get("thread") not in seen:
        data = _without(data, "thread", "also")
    if data.get("quote") not in seen:
        data = _without(data, "quote", "quoted")
    if line.kind == "message_shared":
        data["original"] = _original(session, standing, data["message"], seen).model_dump(
            mode="json"
        )
    return line.model_copy(update={"data": data})


def _without(data: dict[str, object], *names: str) -> dict[str, object]:
    return {name: value for name, value in data.items() if name not in names}


def _original(session: Session, standing: Standing, message_id: int, seen: Collection[int]) -> Line:
    message = session.get_one(Message, message_id)
    line = as_line(session.get_one(ActivityLine, (stream_of(message.swarm_id), message.seq)))
    join_messages(session, [line])
    return _fitting(session, standing, line, seen)

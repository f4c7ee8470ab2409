"""What was said in a swarm that is over, written back to its ticket for its colleagues."""

from __future__ import annotations

from datetime import datetime

from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm.errors import NotFound
from swarm.people.refs import PersonRef, refs
from swarm.people.tables import Person
from swarm.rooms.access import find_card
from swarm.rooms.board.cards import HypothesisCard, Moment, TaskCard
from swarm.rooms.board.moments import moments_of
from swarm.rooms.board.reading import board_of
from swarm.rooms.files.tables import RoomFile
from swarm.rooms.tables import Member, Message

MOST = 2_000


class SaidLine(BaseModel):
    """A message as it was last worded; `html` is null once erased, `files` are names."""

    message: int
    seq: int
    author: PersonRef
    at: datetime
    html: str | None
    edited_at: datetime | None
    thread: int | None
    files: list[str]


class Transcript(BaseModel):
    """Everything said in a closed swarm, answers behind what they answer; who was in, guests too.

    Before it what the board knew in the end. `more` tells that only the first 2,000 messages are
    here.
    """

    swarm: int
    people: list[PersonRef]
    hypotheses: list[HypothesisCard]
    tasks: list[TaskCard]
    moments: list[Moment]
    messages: list[SaidLine]
    more: bool


def read_transcript(session: Session, actor: Person, swarm_id: int) -> Transcript:
    """The transcript of a swarm for any colleague who sees its card.

    While the swarm is open its room is its members' alone. Raises NotFound for an open one and
    for everybody who does not work at the desk.
    """
    standing = find_card(session, actor, swarm_id)
    if not actor.staff or not standing.closed:
        raise NotFound
    rows = session.scalars(
        select(Message).where(Message.swarm_id == swarm_id).order_by(Message.seq).limit(MOST + 1)
    ).all()
    people = session.scalars(
        select(Member.person_id)
        .where(Member.swarm_id == swarm_id, Member.role != "observer")
        .distinct()
    ).all()
    said = rows[:MOST]
    names = refs(session, [*people, *(one.author_id for one in said)])
    files = _files_of(session, swarm_id)
    lines = [_line(one, names, files.get(one.id, [])) for one in said]
    board = board_of(session, swarm_id)
    return Transcript(
        swarm=swarm_id,
        people=sorted((names[one] for one in people), key=lambda one: one.name),
        hypotheses=board.hypotheses,
        tasks=board.tasks,
        moments=moments_of(session, swarm_id),
        messages=_threaded(lines),
        more=len(rows) > MOST,
    )


def _files_of(session: Session, swarm_id: int) -> dict[int, list[str]]:
    rows = session.execute(
        select(RoomFile.message_id, RoomFile.name)
        .where(
            RoomFile.swarm_id == swarm_id,
            RoomFile.message_id.is_not(None),
            RoomFile.erased_at.is_(None),
            RoomFile.restricted_at.is_(None),
        )
        .order_by(RoomFile.id)
    )
    files: dict[int, list[str]] = {}
    for message, name in rows:
        files.setdefault(message or 0, []).append(name)
    return files


def _line(message: Message, names: dict[int, PersonRef], files: list[str]) -> SaidLine:
    return SaidLine(
        message=message.id,
        seq=message.seq,
        author=names[message.author_id],
        at=message.at,
        html=message.html,
        edited_at=message.edited_at,
        thread=message.thread_id,
        files=files,
    )


def _threaded(lines: list[SaidLine]) -> list[SaidLine]:
    """Every answer behind the message that it answers, in the order in which both were said."""
    place = {line.message: line.seq for line in lines}
    return sorted(lines, key=lambda one: (place.get(one.thread or one.message, one.seq), one.seq))

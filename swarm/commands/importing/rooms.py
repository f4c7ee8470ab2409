"""Tickets with an owner and helpers are swarms that have ended: members and closure, no talk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, update
from sqlalchemy.orm import Session

from swarm.activity.lines import heads_of
from swarm.activity.tables import ActivityLine, Stream
from swarm.commands.importing.drafts import ENDED, Draft
from swarm.commands.importing.folk import Folk
from swarm.rooms.tables import Closure, Member, Swarm

CAME_BY = "import"
Row = dict[str, Any]


def write_rooms(session: Session, folk: Folk, made: Sequence[tuple[int, Draft]]) -> int:
    """Write a swarm for each draft that names helpers; returns how many.

    The source tells no times: a swarm begins with its ticket and ends with its solution, and
    no line reaches anybody's own stream.
    """
    helped = [
        (number, draft)
        for number, draft in made
        if draft.helpers and draft.owners and draft.status in ENDED
    ]
    if not helped:
        return 0
    swarms = [
        Swarm(
            ticket_number=number,
            help_needed="",
            opened_by=folk.known[draft.owners[-1]],
            opened_at=draft.created,
        )
        for number, draft in helped
    ]
    session.add_all(swarms)
    session.flush()
    heads = heads_of(session, [f"tickets/{number}" for number, _ in helped])
    rows = _Rows()
    for swarm, (number, draft) in zip(swarms, helped, strict=True):
        people = dict.fromkeys(folk.known[name] for name in (draft.owners[-1], *draft.helpers))
        stream = f"tickets/{number}"
        rows.take(swarm, list(people), draft.created, draft.solved or draft.created)
        rows.tell(swarm, stream, heads[stream], draft.created, draft.solved or draft.created)
    rows.write(session)
    return len(swarms)


@dataclass
class _Rows:
    """The rows of many rooms, written table by table."""

    members: list[Row] = field(default_factory=list)
    closures: list[Row] = field(default_factory=list)
    streams: list[Row] = field(default_factory=list)
    lines: list[Row] = field(default_factory=list)
    moved: list[Row] = field(default_factory=list)

    def take(self, swarm: Swarm, people: Sequence[int], opened: datetime, ended: datetime) -> None:
        """A room: who was in it, how it ended, and its stream."""
        self.members += [_member(swarm, person, at=opened) for person in people]
        self.closures.append(_closure(swarm, ended))
        told = _room_lines(swarm, people, opened, ended)
        self.streams.append({"name": f"swarms/{swarm.id}", "head": len(told)})
        self.lines += told

    def tell(self, swarm: Swarm, stream: str, head: int, opened: datetime, ended: datetime) -> None:
        """The ticket's own lines about the room."""
        told = _ticket_lines(swarm, stream, head, opened, ended)
        self.lines += told
        self.moved.append({"stream": stream, "new": head + len(told)})

    def write(self, session: Session) -> None:
        """Write them all."""
        session.execute(insert(Member), self.members)
        session.execute(insert(Closure), self.closures)
        session.execute(insert(Stream), self.streams)
        session.execute(insert(ActivityLine), self.lines)
        session.connection().execute(
            update(Stream).where(Stream.name == bindparam("stream")).values(head=bindparam("new")),
            self.moved,
        )


def _member(swarm: Swarm, person: int, at: datetime) -> Row:
    role = "owner" if person == swarm.opened_by else "collaborator"
    return {
        "swarm_id": swarm.id,
        "person_id": person,
        "role": role,
        "came_by": CAME_BY,
        "joined_at": at,
    }


def _closure(swarm: Swarm, at: datetime) -> Row:
    return {
        "swarm_id": swarm.id,
        "summary": "",
        "solved": True,
        "ruled_out": "",
        "by_id": swarm.opened_by,
        "at": at,
    }


def _room_lines(
    swarm: Swarm, people: Sequence[int], opened: datetime, ended: datetime
) -> list[Row]:
    stream, owner = f"swarms/{swarm.id}", swarm.opened_by
    told = [("swarm_opened", opened, owner, {"ticket": swarm.ticket_number, "kind": swarm.kind})]
    for person in people:
        role = "owner" if person == owner else "collaborator"
        facts: Row = {"person": person, "role": role, "by": CAME_BY}
        told.append(("member_joined", opened, person, facts))
    told.append(("swarm_closed", ended, owner, {"solved": True}))
    return _numbered(stream, 0, told)


def _ticket_lines(
    swarm: Swarm, stream: str, head: int, opened: datetime, ended: datetime
) -> list[Row]:
    owner = swarm.opened_by
    return _numbered(
        stream,
        head,
        [
            ("swarm_opened", opened, owner, {"swarm": swarm.id, "kind": swarm.kind}),
            ("swarm_closed", ended, owner, {"swarm": swarm.id, "solved": True}),
        ],
    )


def _numbered(stream: str, head: int, told: Sequence[tuple[str, datetime, int, Row]]) -> list[Row]:
    return [
        {"stream": stream, "seq": seq, "kind": kind, "at": at, "actor_id": actor, "data": data}
        for seq, (kind, at, actor, data) in enumerate(told, start=head + 1)
    ]

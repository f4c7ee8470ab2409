"""Tickets with an owner and helpers are swarms that have ended: members and closure, no talk."""

from __future__ import annotations

from collections.abc import Sequence
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
    members: list[Row] = []
    closures: list[Row] = []
    lines: list[Row] = []
    streams: list[Row] = []
    moved: list[Row] = []
    for swarm, (number, draft) in zip(swarms, helped, strict=True):
        ended = draft.solved or draft.created
        people = [folk.known[name] for name in (draft.owners[-1], *draft.helpers)]
        people = list(dict.fromkeys(people))
        members += [_member(swarm, person, at=draft.created) for person in people]
        closures.append(_closure(swarm, ended))
        told = _room_lines(swarm, people, draft.created, ended)
        streams.append({"name": f"swarms/{swarm.id}", "head": len(told)})
        stream, head = f"tickets/{number}", heads[f"tickets/{number}"]
        lines += told
        lines += _ticket_lines(swarm, stream, head, draft.created, ended)
        moved.append({"stream": stream, "new": head + 2})
    session.execute(insert(Member), members)
    session.execute(insert(Closure), closures)
    session.execute(insert(Stream), streams)
    session.execute(insert(ActivityLine), lines)
    session.connection().execute(
        update(Stream).where(Stream.name == bindparam("stream")).values(head=bindparam("new")),
        moved,
    )
    return len(swarms)


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

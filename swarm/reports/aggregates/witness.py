"""What the lines of activity alone say of tickets: the other way to the same figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm.activity.tables import ActivityLine
from swarm.people.tables import Person, Role
from swarm.reports.flow.moves import transfers
from swarm.rooms.tables import Swarm
from swarm.tickets.tables import Ticket
from swarm.tiers.folding import Act, fold
from swarm.tiers.touching import ACTS

HEARD = {*ACTS, "group_changed"}
MERGED = "person_matched"


@dataclass
class Told:
    """What the lines of one ticket and its swarms told so far."""

    native: bool
    requester: int | None
    created: float = np.nan
    responded: float = np.nan
    solved: float = np.nan
    reopened: int = 0
    owners: list[int] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    swarms: int = 0
    closed: int = 0
    solving: int = 0
    merged: bool = False
    """Whether somebody acted under two names: where their stretches meet, order decides."""
    acts: dict[int, list[Act]] = field(default_factory=lambda: defaultdict(list))

    def figures(self) -> dict[str, float]:
        """The figures by their names; only those that its lines tell."""
        owner_moves, owner_bounces = _moved(self.owners)
        group_moves, group_bounces = _moved(self.groups)
        moved: dict[str, float] = {
            "moves": max(owner_moves, group_moves),
            "bounces": max(owner_bounces, group_bounces),
            "group_moves": group_moves,
        }
        if not self.native:
            return moved
        acts = {} if self.merged else {"touches": sum(map(len, map(fold, self.acts.values())))}
        return (
            moved
            | acts
            | {
                "created": self.created,
                "responded": self.responded,
                "solved": self.solved,
                "reopened": self.reopened,
                "swarms": self.swarms,
                "swarms_closed": self.closed,
                "swarms_solved": self.solving,
            }
        )


def _moved(holders: Sequence[object]) -> tuple[int, int]:
    places: dict[object, int] = {}
    who = np.array([places.setdefault(one, len(places)) for one in holders], dtype=np.int64)
    _, moves, bounces = transfers(np.zeros(len(who), dtype=np.int64), who)
    return int(moves.sum()), int(bounces.sum())


class Witness:
    """Reads what lines say; made once for many tickets."""

    def __init__(self, session: Session) -> None:
        self.session = session
        merged = session.execute(
            select(ActivityLine.stream, ActivityLine.data).where(ActivityLine.kind == MERGED)
        )
        self._now = {int(data["old"]): int(stream.partition("/")[2]) for stream, data in merged}
        asking = select(Person.id).where(Person.role == Role.REQUESTER)
        self._asking = set(session.scalars(asking))

    def hear(self, numbers: Iterable[int]) -> dict[int, dict[str, float]]:
        """The figures that the lines of each of these tickets tell."""
        session, wanted = self.session, list(numbers)
        told = {
            row.number: Told(row.source is None, row.requester_id)
            for row in session.execute(
                select(Ticket.number, Ticket.source, Ticket.requester_id).where(
                    Ticket.number.in_(wanted)
                )
            )
        }
        streams = {f"tickets/{number}": number for number in told}
        rooms = select(Swarm.id, Swarm.ticket_number).where(Swarm.ticket_number.in_(wanted))
        streams |= {f"swarms/{row.id}": row.ticket_number for row in session.execute(rooms)}
        lines = session.execute(
            select(
                ActivityLine.stream,
                ActivityLine.seq,
                ActivityLine.kind,
                ActivityLine.actor_id,
                ActivityLine.at,
                ActivityLine.data,
            )
            .where(ActivityLine.stream.in_(streams), ActivityLine.kind.in_(HEARD))
            .order_by(ActivityLine.stream, ActivityLine.seq)
        )
        for line in lines:
            self._hear(told[streams[line.stream]], line)
        return {number: one.figures() for number, one in told.items()}

    def _hear(self, told: Told, line: Any) -> None:
        actor = line.actor_id
        told.merged |= actor in self._now
        if line.kind in ACTS and actor is not None and actor not in self._asking:
            told.acts[actor].append(Act(line.at, line.stream, line.seq))
        if line.stream.startswith("swarms/"):
            _hear_room(told, line)
        elif line.kind == "ownership_started":
            told.owners.append(self._person(line.data["owner"]) or 0)
        else:
            _hear_ticket(told, line)

    def _person(self, person: int | None) -> int | None:
        return None if person is None else self._now.get(person, person)


def _hear_room(told: Told, line: Any) -> None:
    if line.kind == "swarm_opened":
        told.swarms += 1
    elif line.kind == "swarm_closed":
        told.closed += 1
        told.solving += bool(line.data["solved"])


def _hear_ticket(told: Told, line: Any) -> None:
    at = line.at.timestamp()
    match line.kind:
        case "ticket_created":
            told.created = at
        case "reply_posted" if line.data["public"] and line.actor_id != told.requester:
            told.responded = at if np.isnan(told.responded) else told.responded
        case "group_changed":
            told.groups.append(line.data["to"])
        case "tier_changed":
            told.groups.append(line.data["group"])
        case "ticket_solved":
            told.solved = at
        case "ticket_reopened":
            told.reopened += 1
            told.solved = np.nan

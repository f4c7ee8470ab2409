from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from swarm import clock
from swarm.activity.due import Worklist
from swarm.activity.lines import Line, append
from swarm.db import Database
from swarm.people.tables import Person
from swarm.tickets.tables import Ticket
from swarm.tiers import listener
from swarm.tiers.judging import by_map


class Work:
    """A desk on which people act and touches follow."""

    def __init__(self, database: Database, start: datetime) -> None:
        self.database = database
        self.start = start

    def person(self, role: str = "agent", **more: Any) -> Person:
        with self.database.write() as session:
            row = Person(name=role.title(), role=role, created_at=self.start, **more)
            session.add(row)
        return row

    def ticket(self, **more: Any) -> int:
        with self.database.write() as session:
            values = {"summary": "s", "created_at": self.start, "updated_at": self.start, **more}
            row = Ticket(**values)
            session.add(row)
            session.flush()
            return row.number

    def at(self, minute: float) -> datetime:
        return self.start + timedelta(minutes=minute)

    def act(
        self, minute: float, stream: str, kind: str, actor: Person | None, /, **data: Any
    ) -> Line:
        with clock.at(self.at(minute)), self.database.write() as session:
            return append(session, stream, kind, actor.id if actor else None, **data)

    def swarm(self, minute: float, number: int, swarm: int, actor: Person) -> str:
        self.act(minute, f"swarms/{swarm}", "swarm_opened", actor, ticket=number, kind="ad_hoc")
        self.act(minute, f"tickets/{number}", "swarm_opened", actor, swarm=swarm, kind="ad_hoc")
        return f"swarms/{swarm}"

    def join(self, minute: float, room: str, person: Person) -> None:
        self.act(minute, room, "member_joined", person, person=person.id, role="collaborator")


@pytest.fixture
def work(database, noon) -> Work:
    """Acts are folded into touches as they are committed."""
    worklist = Worklist(database)
    worklist.add_for_stream("touches", listener.KINDS, listener.with_classifier(by_map))
    database.after_commit.append(worklist.after_commit)
    return Work(database, noon)


@pytest.fixture
def silent(database, noon) -> Work:
    """Nobody listens: the lines are there and nothing was made of them."""
    return Work(database, noon)

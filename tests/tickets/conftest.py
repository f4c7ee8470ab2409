"""A small desk in the tables: who works here, who asks, and tickets at every stage."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.tables import ActivityLine
from swarm.people.tables import Absence, Person, Team
from swarm.tickets.creating import create_ticket
from swarm.tickets.ownership import take_ticket
from swarm.tickets.replies import post_reply
from swarm.tickets.solving import close_ticket, set_status, solve_ticket
from swarm.tickets.tables import Ticket

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)  # a Wednesday, as in the root's conftest
OFFICE = {day: [["09:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}


class Floor:
    """People of one team and the tickets they work on, inside one transaction.

    The clock stands at noon of a Wednesday and moves on only with `later`.
    """

    def __init__(self, session: Session) -> None:
        self.session = session
        self.count = 0
        self.team = self._add(Team(name="Payments", hours=OFFICE))
        self.owner = self.person("agent", "Olga Owner", team_id=self.team.id)
        self.other = self.person("agent", "Abel Agent", team_id=self.team.id)
        self.manager = self.person("manager", "Mara Manager")
        self.requester = self.person("requester", "Rita Requester")
        self.stranger = self.person("requester", "Sam Stranger")
        self.guest = self.person("guest", "Gus Guest")

    def _add(self, row: object) -> object:
        self.session.add(row)
        self.session.flush()
        return row

    def person(self, role: str, name: str | None = None, **more: object) -> Person:
        self.count += 1
        name = name or f"Person {self.count}"
        return self._add(
            Person(
                name=name,
                email=f"p{self.count}@example.org",
                role=role,
                created_at=NOON,
                **more,
            )
        )

    def away(self, person: Person, substitute: Person | None = None, days: int = 3) -> Absence:
        now = clock.now()
        return self._add(
            Absence(
                person_id=person.id,
                starts_at=now - timedelta(hours=1),
                ends_at=now + timedelta(days=days),
                substitute_id=substitute.id if substitute else None,
            )
        )

    def ticket(self, **more: object) -> Ticket:
        facts = {"summary": "Card payments time out", "requester": self.requester, **more}
        return create_ticket(self.session, self.manager, **facts)[0]

    def owned(self, **more: object) -> Ticket:
        ticket = self.ticket(**more)
        take_ticket(self.session, self.owner, ticket)
        return ticket

    def waiting(self, **more: object) -> Ticket:
        ticket = self.owned(**more)
        set_status(self.session, self.owner, ticket, "waiting")
        return ticket

    def solved(self, **more: object) -> Ticket:
        ticket = self.owned(**more)
        solve_ticket(self.session, self.owner, ticket, "A full disk", "Made room")
        return ticket

    def closed(self, **more: object) -> Ticket:
        ticket = self.solved(**more)
        close_ticket(self.session, self.requester, ticket)
        return ticket

    def answer(self, ticket: Ticket, body: str = "We look into it.", **more: object) -> int:
        return post_reply(self.session, self.owner, ticket, body, **more)[0].id

    def lines(self, stream: object) -> list[ActivityLine]:
        if isinstance(stream, Ticket):
            stream = f"tickets/{stream.number}"
        elif isinstance(stream, Person):
            stream = f"people/{stream.id}"
        query = select(ActivityLine).where(ActivityLine.stream == stream)
        return list(self.session.scalars(query.order_by(ActivityLine.seq)))

    def kinds(self, stream: object, after: int = 0) -> list[str]:
        return [line.kind for line in self.lines(stream) if line.seq > after]

    @contextmanager
    def later(self, **more: float) -> Iterator[datetime]:
        moment = clock.now() + timedelta(**more)
        with clock.at(moment):
            yield moment


@pytest.fixture
def floor(session: Session) -> Iterator[Floor]:
    with clock.at(NOON):
        yield Floor(session)

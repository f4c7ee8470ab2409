"""A ticket with an owner, colleagues, and a swarm: what most tests of rooms begin with."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.lines import Line, read_lines
from swarm.people.tables import Person
from swarm.rooms.advice.suggestions import Suggestions, suggest_people
from swarm.rooms.adviser import Adviser
from swarm.rooms.invitations import answer_invitation, invite_person
from swarm.rooms.messages import Posted, post_message
from swarm.rooms.opening import open_swarm
from swarm.rooms.tables import Invitation, Member, Swarm
from swarm.tickets.creating import create_ticket
from swarm.tickets.ownership import take_ticket
from swarm.tickets.solving import solve_ticket
from swarm.tickets.tables import Ticket

SECRET = "for-tests-only"
MORNING = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)  # a Wednesday


class Floor:
    """The people of a small desk, and short ways to what tests do all the time."""

    def __init__(self, session: Session, make: Any) -> None:
        self.session = session
        self.make = make
        self.owner: Person = make.person(name="Olga Owner")
        self.expert: Person = make.person(name="Eva Expert")
        self.other: Person = make.person(name="Otto Other")
        self.manager: Person = make.person("manager", "Mina Manager")
        self.guest: Person = make.person("guest", "Gus Guest")
        self.requester: Person = make.person("requester", "Rita Requester")
        self.posted = 0

    def ticket(self, owner: Person | None = None, **more: Any) -> Ticket:
        """A ticket of the requester, owned by `owner` (the owner of the floor unless told)."""
        facts = {"summary": "The label printer prints blanks", "requester": self.requester}
        ticket, _ = create_ticket(self.session, self.owner, **{**facts, **more})
        take_ticket(self.session, owner or self.owner, ticket)
        return ticket

    def swarm(self, ticket: Ticket | None = None, **more: Any) -> Swarm:
        """A swarm of the owner."""
        ticket = ticket or self.ticket()
        return open_swarm(
            self.session, self.owner, ticket.number, **{"help_needed": "Who knows it?", **more}
        )

    def invite(self, swarm: Swarm, person: Person, **more: Any) -> Invitation:
        """Call somebody in the owner's name."""
        return invite_person(self.session, self.owner, swarm.id, person.id, **more)

    def join(self, swarm: Swarm, person: Person) -> None:
        """Call somebody, who says yes."""
        answer_invitation(self.session, person, self.invite(swarm, person).id, "accepted")

    def post(self, swarm: Swarm, author: Person, body: str, client_id: str = "") -> Posted:
        """Say something."""
        self.posted += 1
        client_id = client_id or f"c{self.posted}"
        return post_message(self.session, author, swarm.id, client_id, body, secret=SECRET)

    def suggest(self, adviser: Adviser, swarm: Swarm, **more: Any) -> Suggestions:
        """Whom the adviser suggests for a swarm."""
        ticket = self.session.get_one(Ticket, swarm.ticket_number)
        fitted = adviser.current(self.session)
        return suggest_people(self.session, fitted, ticket, swarm, **more)

    def names(self, found: Suggestions) -> list[str]:
        """The names of those suggested, best first."""
        return [one.person.name for one in found.items]

    def solve_some(self, solver: Person, summary: str, count: int, days: int = 20) -> list[int]:
        """Past tickets, solved by one person."""
        numbers = []
        for number in range(count):
            with clock.at(clock.now() - timedelta(days=days, hours=number)):
                ticket = self.ticket(solver, summary=f"{summary} {number}", component="printing")
                solve_ticket(self.session, solver, ticket, "Wear", "Change the roller")
                numbers.append(ticket.number)
        return numbers

    def lines(self, stream: str) -> list[Line]:
        """All lines of a stream; their numbers have no gaps."""
        lines = read_lines(self.session, stream, 0, 1000).items
        assert [line.seq for line in lines] == list(range(1, len(lines) + 1))
        return lines

    def kinds(self, stream: str) -> list[str]:
        """The kinds of all lines of a stream."""
        return [line.kind for line in self.lines(stream)]

    def members(self, swarm: Swarm) -> dict[int, str]:
        """Who is in now, with their role."""
        rows = self.session.execute(
            select(Member.person_id, Member.role).where(
                Member.swarm_id == swarm.id, Member.left_at.is_(None)
            )
        ).all()
        assert len({row.person_id for row in rows}) == len(rows)
        return {row.person_id: row.role for row in rows}


@pytest.fixture
def morning() -> Iterator[datetime]:
    """Hold the clock on a working morning."""
    with clock.at(MORNING):
        yield MORNING


@pytest.fixture
def floor(session: Session, make: Any, morning: datetime) -> Floor:
    """People, a ticket, a swarm."""
    return Floor(session, make)

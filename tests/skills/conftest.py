"""People, a skill, and tickets on which it shows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.lines import Line, append, read_lines
from swarm.people.tables import Person
from swarm.skills.taxonomy import add_skill
from swarm.tickets.creating import create_ticket
from swarm.tickets.ownership import take_ticket
from swarm.tickets.solving import solve_ticket
from swarm.tickets.tables import Ticket

MORNING = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)


class Bench:
    """Two agents, an administrator and the skill Printers, also called `label printer`."""

    def __init__(self, session: Session, make: Any) -> None:
        self.session = session
        self.make = make
        self.anna: Person = make.person(name="Anna Agent")
        self.otto: Person = make.person(name="Otto Other")
        self.admin: Person = make.person("administrator", "Ada Admin")
        self.skill = add_skill(session, self.admin, "Printers", aliases=["Label Printer"])

    def ticket(self, **more: Any) -> Ticket:
        """A ticket that Anna owns."""
        ticket, _ = create_ticket(self.session, self.anna, **{"summary": "Blank", **more})
        take_ticket(self.session, self.anna, ticket)
        return ticket

    def solve(self, ticket: Ticket) -> Line:
        """Anna solves a ticket; returns the line."""
        solve_ticket(self.session, self.anna, ticket, "Wear", "Changed")
        return next(line for line in self.lines(ticket) if line.kind == "ticket_solved")

    def lines(self, thing: Ticket | Person) -> list[Line]:
        """All lines of a ticket or person."""
        stream = f"tickets/{thing.number}" if isinstance(thing, Ticket) else f"people/{thing.id}"
        return read_lines(self.session, stream, 0, 1000).items

    def tell(self, person: Person, kind: str, /, **data: Any) -> Line:
        """Write a line on a person's stream, as the floors above do."""
        return append(self.session, f"people/{person.id}", kind, self.anna.id, **data)


@pytest.fixture
def morning() -> Iterator[datetime]:
    """Hold the clock."""
    with clock.at(MORNING):
        yield MORNING


@pytest.fixture
def bench(session: Session, make: Any, morning: datetime) -> Bench:
    """People, a skill, tickets."""
    return Bench(session, make)

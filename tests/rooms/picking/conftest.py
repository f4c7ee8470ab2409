"""A team whose new tickets are picked over in a dispatch room, beside the floor of other tests."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.orm import Session

from swarm.people.tables import Person
from swarm.people.teams import add_team
from swarm.rooms.members import observe_swarm
from swarm.rooms.picking.cards import Queue
from swarm.rooms.picking.deciding import Decided, pick_ticket
from swarm.rooms.picking.opening import open_room
from swarm.rooms.picking.reading import read_queue
from swarm.rooms.picking.tables import Pick
from swarm.rooms.tables import Swarm
from swarm.tickets.creating import create_ticket
from swarm.tickets.tables import Ticket
from tests.rooms.conftest import Floor


class Round(Floor):
    """The floor with a team, two of its people in its dispatch room, and new tickets."""

    def __init__(self, session: Session, make: Any) -> None:
        super().__init__(session, make)
        self.team = add_team(session, None, name="Web")
        self.lead: Person = make.person(name="Lea Lead", team=self.team)
        self.mate: Person = make.person(name="Mo Mate", team=self.team)
        self.room: Swarm = open_room(session, self.lead, "dispatch", self.team.id)
        observe_swarm(session, self.mate, self.room.id)

    def new(self, summary: str = "The shop is slow", **more: Any) -> Ticket:
        """A ticket of the team that nobody owns."""
        facts = {"summary": summary, "requester": self.requester, "team": self.team, **more}
        return create_ticket(self.session, self.other, **facts)[0]

    def pick(self, actor: Person, ticket: Ticket, decision: str, **more: Any) -> Pick:
        """Decide on a ticket in the room."""
        said = Decided(decision, **more)
        return pick_ticket(self.session, actor, self.room.id, ticket.number, said)[0]

    def queue(self, actor: Person | None = None, room: Swarm | None = None) -> Queue:
        """What the room shows."""
        return read_queue(self.session, actor or self.mate, (room or self.room).id)

    def waiting(self, room: Swarm | None = None) -> list[str]:
        """What waits, by its summary."""
        actor = self.lead
        return [one.ticket.summary for one in self.queue(actor, room).waiting]

    def counts(self) -> dict[str, int]:
        """How the head of the room counts."""
        return {name: count for name, count in self.queue().counts.model_dump().items() if count}


@pytest.fixture
def round_(session: Session, make: Any, morning: Any) -> Round:
    """A dispatch room of a team."""
    return Round(session, make)

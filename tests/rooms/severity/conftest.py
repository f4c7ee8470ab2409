"""A team with somebody on call, beside the floor of other tests of rooms."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from swarm.people.on_call.planning import plan_rotation
from swarm.people.teams import add_team
from swarm.rooms.severity import listener
from swarm.tickets.severity.rule import Severe, set_rule
from swarm.tickets.tables import Ticket
from tests.rooms.conftest import Floor


class Watch(Floor):
    """The floor with a team whose caller is on call, and the rule of severity."""

    def __init__(self, session: Session, make: Any) -> None:
        super().__init__(session, make)
        self.team = add_team(session, None, name="Web")
        self.caller = make.person(name="Cal Caller", team=self.team)
        self.chief = make.person("manager", "Chief", team=self.team)
        plan_rotation(
            session, self.chief, self.team, [self.caller.id],
            starts_on=date(2026, 3, 2), hands_over="09:00", days=7,
        )  # fmt: skip

    def rule(self, **facts: Any) -> None:
        """State the rule; it opens unless told."""
        set_rule(self.session, self.chief, Severe(**{"opens": True, "team": self.team.id, **facts}))

    def heard(self, ticket: Ticket) -> None:
        """The listener hears every line of the ticket, as after a commit."""
        for line in self.lines(f"tickets/{ticket.number}"):
            if line.kind in listener.KINDS:
                listener.work(self.session, line)


@pytest.fixture
def watch(session: Session, make: Any, morning: Any) -> Watch:
    """A watch on a working morning."""
    return Watch(session, make)

"""The demo's deeds on boards, by the product's own actions."""

from __future__ import annotations

from typing import Protocol

from sqlalchemy.orm import Session

from swarm.demo import shapes
from swarm.demo.records.boards import LONGEST, supposed_in
from swarm.markdown import plain
from swarm.people.tables import Person
from swarm.rooms.board.hypotheses import add_hypothesis, judge_hypothesis
from swarm.rooms.board.marks import mark_message


class Hands(Protocol):
    """What the deeds on boards need of whoever carries them out."""

    session: Session
    swarms: dict[str, int]
    messages: dict[int, int]
    supposed: dict[int, int]

    def owner(self, ticket: shapes.DemoTicket) -> Person: ...


class OnBoards:
    """Hands on boards; the owner keeps them."""

    def mark(self: Hands, ticket: shapes.DemoTicket, said: shapes.Said) -> None:
        swarm, message = self.swarms[ticket.key], self.messages[id(said)]
        mark_message(self.session, self.owner(ticket), swarm, message, said.credit or "")

    def suppose(self: Hands, ticket: shapes.DemoTicket, said: shapes.Said) -> None:
        swarm, message = self.swarms[ticket.key], self.messages[id(said)]
        owner, text = self.owner(ticket), supposed_in(said)
        self.supposed[id(said)] = add_hypothesis(self.session, owner, swarm, text, message).id

    def confirm(
        self: Hands, ticket: shapes.DemoTicket, supposed: shapes.Said, found: shapes.Said
    ) -> None:
        owner, swarm = self.owner(ticket), self.swarms[ticket.key]
        number, reason = self.supposed[id(supposed)], plain(found.body, LONGEST)
        judge_hypothesis(self.session, owner, swarm, number, "confirmed", reason)

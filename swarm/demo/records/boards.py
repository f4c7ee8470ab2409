"""Deeds on a swarm's board as rows, the same rows that the board's actions leave."""

from __future__ import annotations

from typing import Any

from swarm.demo.records.rooms import Room, RoomRecords
from swarm.demo.shapes import DemoTicket, Said
from swarm.markdown import plain
from swarm.rooms.board.tables import Hypothesis, Mark, Support, Verdict

LEADS = ("My first idea: ", "Hypothesis: ")
QUESTION = " Can you check?"
LONGEST = 240


class BoardRecords(RoomRecords):
    """Carries out what concerns boards too; the owner keeps them."""

    def mark(self, ticket: DemoTicket, said: Said) -> None:
        """`mark_message` with the kind that it is credited as."""
        room, owner = self._place(ticket)
        facts = {"message": room.messages[id(said)]}
        kept = {"swarm_id": room.swarm, "by_id": owner, "at": self.at}
        self.ledger.add(Mark, message_id=facts["message"], kind=said.credit, **kept)
        self.line(room.stream, "message_marked", owner, **facts, mark=said.credit)

    def suppose(self, ticket: DemoTicket, said: Said) -> None:
        """`add_hypothesis` from a message."""
        room, owner = self._place(ticket)
        message = room.messages[id(said)]
        row = self.ledger.add_numbered(
            Hypothesis, swarm_id=room.swarm, author_id=owner, text=supposed_in(said), at=self.at
        )
        room.supposed[id(said)] = row["id"]
        self.ledger.add(
            Support, hypothesis_id=row["id"], message_id=message, by_id=owner, at=self.at
        )
        facts = {"hypothesis": row["id"], "message": message}
        self.line(room.stream, "hypothesis_added", owner, **facts)

    def confirm(self, ticket: DemoTicket, supposed: Said, found: Said) -> None:
        """`judge_hypothesis`: what was found confirms what was supposed."""
        room, owner = self._place(ticket)
        hypothesis = room.supposed[id(supposed)]
        verdict: dict[str, Any] = {"state": "confirmed", "reason": plain(found.body, LONGEST)}
        row = self.ledger.add_numbered(
            Verdict, hypothesis_id=hypothesis, by_id=owner, at=self.at, **verdict
        )
        facts = {"hypothesis": hypothesis, "verdict": row["id"]}
        self.line(room.stream, "hypothesis_confirmed", owner, **facts)

    def _place(self, ticket: DemoTicket) -> tuple[Room, int]:
        return self.rooms[ticket.key], self.held[ticket.key].last_owner


def supposed_in(said: Said) -> str:
    """What a message supposes, without the words around it."""
    words = plain(said.body, LONGEST).removesuffix(QUESTION)
    for lead in LEADS:
        words = words.removeprefix(lead)
    return words[:1].upper() + words[1:]

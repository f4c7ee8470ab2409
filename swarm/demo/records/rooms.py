"""Deeds in swarms as rows, the same rows that the rooms' actions leave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from swarm.demo.records.desk import Cast, Held, render
from swarm.demo.records.ledger import Ledger, Row
from swarm.demo.records.tickets import TicketRecords
from swarm.demo.shapes import Call, DemoTicket, Gathering, Said
from swarm.matching.reasons import describe
from swarm.people.calendars import hours_of_person
from swarm.rooms.access import stream_of
from swarm.rooms.cards import ReasonText
from swarm.rooms.messages import hash_body
from swarm.rooms.severity.tables import Duty, Severity
from swarm.rooms.tables import (
    Closure,
    Contribution,
    Invitation,
    Member,
    Message,
    Offer,
    ReadPosition,
    Swarm,
)
from swarm.tickets.severity.rule import Severe

ANSWER_MINUTES = 15


@dataclass(slots=True)
class Room:
    """A swarm while its deeds are recorded."""

    swarm: int
    ticket: int
    told: Gathering
    calls: dict[str, Row] = field(default_factory=dict)
    messages: dict[int, int] = field(default_factory=dict)
    supposed: dict[int, int] = field(default_factory=dict)
    read: dict[int, Row] = field(default_factory=dict)

    @property
    def stream(self) -> str:
        """The swarm's stream."""
        return stream_of(self.swarm)


class RoomRecords(TicketRecords):
    """Carries out what concerns swarms too."""

    def __init__(self, ledger: Ledger, cast: Cast, secret: str) -> None:
        super().__init__(ledger, cast)
        self.secret = secret
        self.rooms: dict[str, Room] = {}

    def open_swarm(self, ticket: DemoTicket) -> None:
        """`open_swarm`."""
        told, held = ticket.swarm, self.held[ticket.key]
        if told is None:
            raise LookupError(f"{ticket.key} has no swarm")
        owner, number = held.last_owner, held.row.number
        row = self.ledger.add_numbered(
            Swarm,
            ticket_number=number,
            kind=told.kind,
            help_needed=told.help_needed,
            tried=told.tried,
            opened_by=owner,
            opened_at=self.at,
        )
        room = self.rooms[ticket.key] = Room(row["id"], number, told)
        self.line(room.stream, "swarm_opened", owner, ticket=number, kind=told.kind)
        self._join(room, owner, owner, "owner", "opened")
        if told.kind == "severity":
            self._lead(room, owner)
        self.note(held, "swarm_opened", owner, swarm=room.swarm, kind=told.kind)

    def call(self, ticket: DemoTicket, call: Call) -> None:
        """`invite_person`."""
        room, owner = self.rooms[ticket.key], self.held[ticket.key].last_owner
        person = self.cast.people[call.person]
        row = room.calls[call.person] = self.ledger.add_numbered(
            Invitation,
            swarm_id=room.swarm,
            person_id=person.id,
            by_id=owner,
            note=call.note,
            role="guest" if person.role == "guest" else "collaborator",
            reasons=reason_rows(call, self.numbers),
            sent_at=self.at,
            expires_at=hours_of_person(person).after(self.at, ANSWER_MINUTES),
            reason="",
        )
        facts = {"invitation": row["id"], "swarm": room.swarm, "ticket": room.ticket}
        self.line(f"people/{person.id}", "invitation_received", owner, **facts)
        self._tell(room, row, "invitation_sent", owner)

    def see(self, ticket: DemoTicket, call: Call) -> None:
        """`see_invitation`."""
        room = self.rooms[ticket.key]
        row = room.calls[call.person]
        row["seen_at"] = self.at
        self._tell(room, row, "invitation_seen", row["person_id"])

    def answer(self, ticket: DemoTicket, call: Call) -> None:
        """`answer_invitation`."""
        room = self.rooms[ticket.key]
        row = room.calls[call.person]
        row["reason"] = call.reason
        person = row["person_id"]
        self._end_call(room, row, call.answer, person, "invitation_answered")
        if call.answer == "accepted":
            self._join(room, person, person, row["role"], "invitation")

    def expire(self, ticket: DemoTicket, call: Call) -> None:
        """`expire_invitations`, as the desk itself does it."""
        room = self.rooms[ticket.key]
        self._end_call(room, room.calls[call.person], "expired", None, "invitation_expired")

    def volunteer(self, ticket: DemoTicket, call: Call) -> None:
        """`make_offer`."""
        room, owner = self.rooms[ticket.key], self.held[ticket.key].last_owner
        person = self.id_of(call.person)
        row = room.calls[call.person] = self.ledger.add_numbered(
            Offer, swarm_id=room.swarm, person_id=person, note=call.note, made_at=self.at
        )
        facts = {"offer": row["id"], "swarm": room.swarm}
        self.line(f"people/{owner}", "offer_received", person, **facts)
        self.line(room.stream, "offer_made", person, offer=row["id"], person=person)

    def welcome(self, ticket: DemoTicket, call: Call) -> None:
        """`answer_offer` with yes."""
        room, owner = self.rooms[ticket.key], self.held[ticket.key].last_owner
        row = room.calls[call.person]
        person = row["person_id"]
        row.update(answer="accepted", answered_at=self.at, answered_by=owner)
        facts: dict[str, Any] = {"offer": row["id"], "answer": "accepted"}
        self.line(f"people/{person}", "offer_settled", owner, swarm=room.swarm, **facts)
        self.line(room.stream, "offer_answered", owner, person=person, **facts)
        self._join(room, owner, person, "collaborator", "offer")

    def post(self, ticket: DemoTicket, said: Said) -> None:
        """`post_message`."""
        room, author = self.rooms[ticket.key], self.id_of(said.author)
        client_id = client_id_of(ticket, said)
        row = self.ledger.add_numbered(
            Message,
            swarm_id=room.swarm,
            author_id=author,
            client_id=client_id,
            seq=self.ledger.head(room.stream) + 1,
            body=said.body,
            html=render(said.body),
            body_hash=hash_body(self.secret, room.swarm, author, said.body),
            at=self.at,
        )
        room.messages[id(said)] = row["id"]
        self.line(room.stream, "message_posted", author, message=row["id"], client_id=client_id)

    def read(self, ticket: DemoTicket, person: str) -> None:
        """`mark_read`, up to the last line."""
        room, who = self.rooms[ticket.key], self.id_of(person)
        seen = {"seq": self.ledger.head(room.stream), "at": self.at}
        if who in room.read:
            room.read[who].update(seen)
        else:
            room.read[who] = self.ledger.add(
                ReadPosition, swarm_id=room.swarm, person_id=who, **seen
            )

    def close_swarm(self, ticket: DemoTicket) -> None:
        """`close_swarm` with credits, which solves the ticket if the swarm did."""
        room, held = self.rooms[ticket.key], self.held[ticket.key]
        owner, solved = held.last_owner, room.told.solved
        self.ledger.add(
            Closure,
            swarm_id=room.swarm,
            summary=room.told.summary,
            solved=solved,
            ruled_out=room.told.ruled_out,
            by_id=owner,
            at=self.at,
        )
        credited = [
            self._credit(room, owner, self.id_of(said.author), kind, room.messages[id(said)])
            for said, kind in credits_of(room.told)
        ]
        self.line(room.stream, "swarm_closed", owner, solved=solved)
        facts = {"swarm": room.swarm, "solved": solved}
        self.line(f"tickets/{room.ticket}", "swarm_closed", owner, **facts)
        if solved:
            self.end(held, room.swarm)
        # Listeners work stream by stream, in the order of the streams' names.
        for person in sorted(set(credited), key=lambda one: f"people/{one}"):
            self.credited(held, person, owner)
        if solved:
            self.solved(held)

    def credited(self, held: Held, person: int, by: int) -> None:
        """What listeners do when somebody was credited."""

    def _credit(self, room: Room, owner: int, person: int, kind: str, message: int) -> int:
        self.ledger.add_numbered(
            Contribution,
            swarm_id=room.swarm,
            person_id=person,
            kind=kind,
            message_id=message,
            by_id=owner,
            at=self.at,
        )
        facts = {"swarm": room.swarm, "ticket": room.ticket, "kind": kind}
        self.line(f"people/{person}", "credited", owner, **facts)
        said = {"person": person, "kind": kind, "message": message}
        self.line(room.stream, "contribution_credited", owner, **said)
        return person

    def _join(self, room: Room, actor: int, person: int, role: str, came_by: str) -> None:
        stay = self.ledger.add_numbered(
            Member,
            swarm_id=room.swarm,
            person_id=person,
            role=role,
            came_by=came_by,
            joined_at=self.at,
        )
        facts = {"person": person, "role": role, "by": came_by}
        self.line(room.stream, "member_joined", actor, **facts)
        if role == "guest":
            stay["from_seq"] = self.ledger.head(room.stream)

    def _lead(self, room: Room, owner: int) -> None:
        """`gather`: nobody is on call here, so the owner leads."""
        every = Severe().every_minutes
        self.ledger.add(
            Severity,
            swarm_id=room.swarm,
            by_rule=False,
            every_minutes=every,
            due_at=self.at + timedelta(minutes=every),
        )
        self.ledger.add_numbered(
            Duty, swarm_id=room.swarm, name="lead", person_id=owner, at=self.at
        )
        self.line(room.stream, "duty_given", None, duty="lead", person=owner)

    def _end_call(self, room: Room, row: Row, answer: str, actor: int | None, kind: str) -> None:
        row.update(answer=answer, answered_at=self.at)
        facts = {"invitation": row["id"], "swarm": room.swarm, "why": answer}
        self.line(f"people/{row['person_id']}", "invitation_over", actor, **facts)
        self._tell(room, row, kind, actor)

    def _tell(self, room: Room, row: Row, kind: str, actor: int | None) -> None:
        answer = {"answer": row["answer"]} if kind == "invitation_answered" else {}
        facts = {"invitation": row["id"], "person": row["person_id"]}
        self.line(room.stream, kind, actor, **facts, **answer)


def client_id_of(ticket: DemoTicket, said: Said) -> str:
    """The client id of a message of the demo."""
    told = ticket.swarm.said if ticket.swarm else ()
    return f"demo-{ticket.key}-{told.index(said)}"


def credits_of(told: Gathering) -> list[tuple[Said, str]]:
    """The messages that earn a credit: the first of each person and kind."""
    found: dict[tuple[str, str], Said] = {}
    for said in told.said:
        if said.credit is not None:
            found.setdefault((said.author, said.credit), said)
    return [(said, kind) for (_, kind), said in found.items()]


def reason_rows(call: Call, numbers: Mapping[str, int]) -> list[dict[str, Any]]:
    """The reasons of an invitation as they are kept; `numbers` maps ticket keys to numbers."""
    found = []
    for reason in call.reasons:
        cited = [numbers[key] for key in reason.tickets if key in numbers]
        link = f"/tickets/{cited[0]}" if cited else None
        text = ReasonText(text=describe(reason), link=link, tickets=cited)
        found.append(text.model_dump())
    return found

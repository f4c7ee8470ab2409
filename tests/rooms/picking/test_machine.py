"""Decisions in any order, by anybody, on any ticket: what must hold, holds after each of them."""

from __future__ import annotations

import tempfile
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import select

from swarm import clock
from swarm.activity.lines import read_lines
from swarm.errors import Refusal
from swarm.people.tables import Person
from swarm.rooms.members import observe_swarm, remove_member
from swarm.rooms.picking.deciding import Decided, pick_ticket
from swarm.rooms.picking.opening import open_room
from swarm.rooms.picking.reading import read_queue
from swarm.rooms.picking.tables import Pick
from swarm.rooms.tables import Member
from swarm.tickets.access import owner_of
from swarm.tickets.creating import create_ticket
from swarm.tickets.handovers import answer_handover
from swarm.tickets.ownership import end_ownership, take_ticket
from swarm.tickets.tables import Handover, Ownership, Ticket
from tests.rooms.test_machine import START, fresh_desk

PEOPLE, TICKETS = 4, 3  # the last of the people is never in the room
people, tickets = st.integers(0, PEOPLE - 1), st.integers(0, TICKETS - 1)


class PickingMachine(RuleBasedStateMachine):
    """Keeps a plain model beside the desk: whose each ticket is, and what was decided last."""

    @initialize()
    def open(self) -> None:
        """A desk of its own with a dispatch room and tickets that nobody owns."""
        self.folder = tempfile.TemporaryDirectory()
        self.database = fresh_desk(Path(self.folder.name) / "desk.db")
        self.now = START
        with clock.at(self.now), self.database.write() as session:
            cast = [
                Person(name=f"P{number}", role="agent", created_at=START)
                for number in range(PEOPLE)
            ]
            session.add_all(cast)
            session.flush()
            self.ids = [one.id for one in cast]
            made = [create_ticket(session, cast[0], summary=f"T{n}")[0] for n in range(TICKETS)]
            self.numbers = [one.number for one in made]
            self.room = open_room(session, cast[0], "dispatch").id
            for one in cast[1:-1]:
                observe_swarm(session, one, self.room)
        self.inside = {0, 1, 2}
        self.owners: dict[int, int] = {}
        self.last: dict[int, str] = {}
        self.offers: dict[int, int] = {}

    def teardown(self) -> None:
        """Give the files back."""
        if hasattr(self, "database"):
            self.database.close()
            self.folder.cleanup()

    def act(self, who: int, verb: Any, *args: Any) -> Any:
        """One command in a transaction of its own; a refusal is an answer too."""
        self.now += timedelta(seconds=1)
        try:
            with clock.at(self.now), self.database.write() as session:
                return verb(session, session.get_one(Person, self.ids[who]), *args)
        except Refusal as refusal:
            return refusal

    def pick(self, who: int, ticket: int, said: Decided) -> bool:
        """Decide; whether it was written down now."""
        answer = self.act(who, pick_ticket, self.room, self.numbers[ticket], said)
        return not isinstance(answer, Refusal) and answer[1]

    @rule(who=people, ticket=tickets)
    def take(self, who: int, ticket: int) -> None:
        """Somebody takes one."""
        made = self.pick(who, ticket, Decided("taken"))
        assert made == (who in self.inside and ticket not in self.owners)
        if made:
            self.owned(ticket, who, "taken")

    @rule(who=people, ticket=tickets)
    def swarm(self, who: int, ticket: int) -> None:
        """Somebody opens a swarm on one."""
        made = self.pick(who, ticket, Decided("swarmed", help_needed="Who?"))
        assert made == (who in self.inside and ticket not in self.owners)
        if made:
            self.owned(ticket, who, "swarmed")

    def owned(self, ticket: int, who: int, decision: str) -> None:
        """The model after a ticket has an owner."""
        self.owners[ticket], self.last[ticket] = who, decision
        self.offers.pop(ticket, None)

    @rule(who=people, ticket=tickets, to=people)
    def offer(self, who: int, ticket: int, to: int) -> None:
        """Somebody hands one out."""
        made = self.pick(who, ticket, Decided("offered", to=self.ids[to]))
        free = ticket not in self.owners and ticket not in self.offers
        assert made == (who in self.inside and free and who != to)
        if made:
            self.offers[ticket], self.last[ticket] = to, "offered"

    @rule(who=people, ticket=tickets, why=st.sampled_from(["Later", "Vendor", " "]))
    def leave(self, who: int, ticket: int, why: str) -> None:
        """Somebody leaves one with a word."""
        made = self.pick(who, ticket, Decided("left", why=why))
        free = ticket not in self.owners and ticket not in self.offers
        assert not made or (who in self.inside and free and why.strip())
        if made:
            self.last[ticket] = "left"

    @rule(ticket=tickets, answer=st.sampled_from(["accepted", "declined"]))
    def answer(self, ticket: int, answer: str) -> None:
        """Who was asked says yes or no."""
        if ticket not in self.offers:
            return
        to = self.offers.pop(ticket)
        with self.database.read() as session:
            waiting = session.scalars(
                select(Handover.id).where(
                    Handover.ticket_number == self.numbers[ticket],
                    Handover.answered_at.is_(None),
                )
            ).one()
        self.act(to, lambda session, actor: answer_handover(
            session, actor, session.get_one(Handover, waiting), answer
        ))  # fmt: skip
        if answer == "accepted":
            self.owners[ticket] = to

    @rule(who=people, ticket=tickets)
    def take_outside(self, who: int, ticket: int) -> None:
        """Somebody takes one on its own page."""
        self.act(who, lambda session, actor: take_ticket(
            session, actor, session.get_one(Ticket, self.numbers[ticket])
        ))  # fmt: skip
        if ticket not in self.owners:
            self.owners[ticket] = who
            self.offers.pop(ticket, None)

    @rule(ticket=tickets)
    def give_back(self, ticket: int) -> None:
        """An owner is answerable no more."""
        if self.owners.pop(ticket, None) is not None:
            self.act(0, lambda session, actor: end_ownership(
                session, actor, session.get_one(Ticket, self.numbers[ticket]), "released"
            ))  # fmt: skip

    @rule(who=st.integers(1, 2))
    def go_or_come(self, who: int) -> None:
        """Somebody leaves the room, or comes back."""
        if who in self.inside:
            self.act(who, remove_member, self.room, self.ids[who])
            self.inside.remove(who)
        else:
            self.act(who, observe_swarm, self.room)
            self.inside.add(who)

    @invariant()
    def each_ticket_has_the_owner_of_the_model(self) -> None:
        """At most one, and nobody by an offer that was not accepted."""
        with self.database.read() as session:
            for ticket, number in enumerate(self.numbers):
                owner = owner_of(session, number)
                expected = self.owners.get(ticket)
                assert (owner.id if owner else None) == (
                    None if expected is None else self.ids[expected]
                )
            held = Counter(
                session.scalars(select(Ownership.ticket_number).where(Ownership.ended_at.is_(None)))
            )
            assert all(count == 1 for count in held.values())

    @invariant()
    def the_room_counts_each_ticket_once_where_it_stands(self) -> None:
        """Free tickets wait unless they were left; nothing else waits."""
        with clock.at(self.now), self.database.read() as session:
            queue = read_queue(session, session.get_one(Person, self.ids[0]), self.room)
        waiting = {one.ticket.number for one in queue.waiting}
        free = {n for t, n in enumerate(self.numbers) if t not in self.owners}
        left = {n for t, n in enumerate(self.numbers) if self.last.get(t) == "left"}
        assert waiting == free - left
        counts = queue.counts
        assert (counts.waiting, counts.left) == (len(waiting), len(left))
        decided = [one.ticket.number for one in queue.decided]
        assert len(set(decided)) == len(decided) == counts.taken + counts.swarmed + counts.left
        assert not set(decided) & waiting

    @invariant()
    def every_decision_is_one_line_in_the_room_and_one_on_the_ticket(self) -> None:
        """In the order in which they were made, and who made them was in the room."""
        with self.database.read() as session:
            picks = session.scalars(select(Pick).order_by(Pick.id)).all()
            room = read_lines(session, f"swarms/{self.room}", 0, 1000).items
            assert [one.seq for one in room] == list(range(1, len(room) + 1))
            said = [one.data["pick"] for one in room if one.kind == "ticket_picked"]
            assert said == [one.id for one in picks]
            for number in self.numbers:
                lines = read_lines(session, f"tickets/{number}", 0, 1000).items
                told = [one.data["pick"] for one in lines if one.kind == "ticket_picked"]
                assert told == [one.id for one in picks if one.ticket_number == number]
            outsider = self.ids[-1]
            assert outsider not in {one.by_id for one in picks}
            stays = session.scalars(select(Member.person_id).where(Member.left_at.is_(None))).all()
            assert set(stays) >= {self.ids[one] for one in self.inside}


PickingMachine.TestCase.settings = settings(
    max_examples=12,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
TestPicking = PickingMachine.TestCase

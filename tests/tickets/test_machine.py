"""Whatever people do in whatever order, the desk's promises hold."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from sqlalchemy import event, func, select

from swarm import clock
from swarm.activity.lines import head_of
from swarm.activity.tables import ActivityLine
from swarm.db import Base, Database
from swarm.errors import Refusal
from swarm.people.tables import Absence, Person
from swarm.tickets.creating import create_ticket
from swarm.tickets.handovers import (
    answer_handover,
    offer_handover,
    offer_to_substitutes,
    withdraw_handover,
)
from swarm.tickets.lapsing import open_handover
from swarm.tickets.ownership import assign_ticket, take_ticket
from swarm.tickets.replies import post_reply
from swarm.tickets.solving import (
    close_ticket,
    reopen_ticket,
    set_status,
    solve_ticket,
    standing_outcome,
)
from swarm.tickets.states import may_step
from swarm.tickets.tables import Handover, Ownership, Status, Ticket

PEOPLE = st.sampled_from(["agent", "other", "manager", "requester", "stranger"])
NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


@cache
def _empty_desk() -> bytes:
    """A database file with empty tables: making them for every example would take longest."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "desk.db"
        database = Database(f"sqlite:///{path}")
        Base.metadata.create_all(database.engine)
        database.close()
        return path.read_bytes()


def _hurry(connection: Any, _record: Any) -> None:
    connection.execute("PRAGMA synchronous=OFF")


class TicketMachine(RuleBasedStateMachine):
    """One ticket and five people who do as they please, each in a transaction of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        path = Path(self.folder.name) / "desk.db"
        path.write_bytes(_empty_desk())
        self.database = Database(f"sqlite:///{path}")
        # What a power cut would do is tested elsewhere; here it would only take time.
        event.listen(self.database.engine, "connect", _hurry)
        self.now = NOON
        self.people: dict[str, int] = {}
        with clock.at(NOON), self.database.write() as session:
            for name, role in (
                ("agent", "agent"),
                ("other", "agent"),
                ("manager", "manager"),
                ("requester", "requester"),
                ("stranger", "requester"),
            ):
                person = Person(name=name, role=role, email=f"{name}@x.org", created_at=NOON)
                session.add(person)
                session.flush()
                self.people[name] = person.id
            requester = session.get_one(Person, self.people["requester"])
            self.number = create_ticket(session, requester, summary="It broke")[0].number
        self.seen_status = "new"

    def teardown(self) -> None:
        self.database.close()
        self.folder.cleanup()

    def do(self, who: str, act: Any) -> None:
        """Carry something out; a refusal must change nothing."""
        self.now += timedelta(minutes=7)
        head = self.head()
        try:
            with clock.at(self.now), self.database.write() as session:
                person = session.get_one(Person, self.people[who])
                act(session, person, session.get_one(Ticket, self.number))
        except Refusal:
            assert self.head() == head

    def head(self) -> int:
        with self.database.read() as session:
            return head_of(session, f"tickets/{self.number}")

    @rule(who=PEOPLE)
    def take(self, who: str) -> None:
        self.do(who, take_ticket)

    @rule(who=PEOPLE, to=PEOPLE)
    def assign(self, who: str, to: str) -> None:
        self.do(who, lambda s, p, t: assign_ticket(s, p, t, s.get_one(Person, self.people[to])))

    @rule(who=PEOPLE, to=PEOPLE)
    def offer(self, who: str, to: str) -> None:
        self.do(who, lambda s, p, t: offer_handover(s, p, t, s.get_one(Person, self.people[to])))

    @rule(who=PEOPLE, answer=st.sampled_from(["accepted", "declined"]))
    def answer(self, who: str, answer: str) -> None:
        def act(session: Any, person: Person, ticket: Ticket) -> None:
            handover = open_handover(session, ticket.number)
            if handover is not None:
                answer_handover(session, person, handover, answer)

        self.do(who, act)

    @rule(who=PEOPLE)
    def withdraw(self, who: str) -> None:
        def act(session: Any, person: Person, ticket: Ticket) -> None:
            handover = open_handover(session, ticket.number)
            if handover is not None:
                withdraw_handover(session, person, handover)

        self.do(who, act)

    @rule(who=PEOPLE, public=st.booleans(), wait=st.booleans())
    def reply(self, who: str, public: bool, wait: bool) -> None:
        self.do(who, lambda s, p, t: post_reply(s, p, t, "A word", public=public, wait=wait))

    @rule(who=PEOPLE, status=st.sampled_from(["open", "waiting", "closed"]))
    def set_to(self, who: str, status: str) -> None:
        self.do(who, lambda s, p, t: set_status(s, p, t, status))

    @rule(who=PEOPLE)
    def solve(self, who: str) -> None:
        self.do(who, lambda s, p, t: solve_ticket(s, p, t, "Cause", "Fix"))

    @rule(who=PEOPLE)
    def reopen(self, who: str) -> None:
        self.do(who, reopen_ticket)

    @rule(who=PEOPLE)
    def close(self, who: str) -> None:
        self.do(who, close_ticket)

    @rule(who=st.sampled_from(["agent", "other"]))
    def go_away(self, who: str) -> None:
        def act(session: Any, person: Person, _ticket: Ticket) -> None:
            session.add(
                Absence(
                    person_id=person.id,
                    starts_at=self.now,
                    ends_at=self.now + timedelta(minutes=30),
                    substitute_id=self.people["manager"],
                )
            )
            offer_to_substitutes(session, self.now)

        self.do(who, act)

    @invariant()
    def one_owner_at_most_and_one_exactly_while_in_work(self) -> None:
        with self.database.read() as session:
            status = session.get_one(Ticket, self.number).status
            rows = session.scalars(
                select(Ownership).where(Ownership.ticket_number == self.number)
            ).all()
        running = [row for row in rows if row.ended_at is None]
        assert len(running) == (1 if status in (Status.OPEN, Status.WAITING) else 0)
        assert all(row.ended_at is None or row.ended_at >= row.started_at for row in rows)

    @invariant()
    def one_open_offer_at_most_and_none_without_an_owner(self) -> None:
        with self.database.read() as session:
            count = session.scalar(
                select(func.count())
                .select_from(Handover)
                .where(Handover.ticket_number == self.number, Handover.answered_at.is_(None))
            )
            ticket = session.get_one(Ticket, self.number)
        assert count in ((0, 1) if ticket.status in ("open", "waiting") else (0,))

    @invariant()
    def lines_are_numbered_without_gaps_up_to_the_head(self) -> None:
        with self.database.read() as session:
            for stream in session.scalars(select(ActivityLine.stream).distinct()).all():
                numbers = session.scalars(
                    select(ActivityLine.seq)
                    .where(ActivityLine.stream == stream)
                    .order_by(ActivityLine.seq)
                ).all()
                assert list(numbers) == list(range(1, head_of(session, stream) + 1))

    @invariant()
    def lines_tell_the_state(self) -> None:
        """What one knows from the lines alone is what the rows say."""
        status, owner = "new", None
        with self.database.read() as session:
            ticket = session.get_one(Ticket, self.number)
            for line in session.scalars(
                select(ActivityLine)
                .where(ActivityLine.stream == f"tickets/{self.number}")
                .order_by(ActivityLine.seq)
            ):
                if line.kind == "status_changed":
                    assert line.data["from"] == status
                    assert may_step(status, line.data["to"])
                    status = line.data["to"]
                elif line.kind == "ownership_started":
                    assert owner is None
                    owner = line.data["owner"]
                elif line.kind == "ownership_ended":
                    assert owner == line.data["owner"]
                    owner = None
            running = session.scalar(
                select(Ownership.owner_id).where(
                    Ownership.ticket_number == self.number, Ownership.ended_at.is_(None)
                )
            )
        assert (status, owner) == (ticket.status, running)

    @invariant()
    def clocks_and_ends_agree_with_the_status(self) -> None:
        with self.database.read() as session:
            ticket = session.get_one(Ticket, self.number)
            outcome = standing_outcome(session, self.number)
        ended = ticket.status in ("solved", "closed")
        assert (outcome is not None) is ended
        assert (ticket.solved_at is not None) is ended
        assert (ticket.paused_at is not None) is (ended or ticket.status == "waiting")
        assert (ticket.closed_at is not None) is (ticket.status == "closed")
        assert (ticket.next_word_by is not None) is (ticket.status in ("open", "waiting"))


TestTicketMachine = TicketMachine.TestCase
TestTicketMachine.settings = settings(max_examples=12, stateful_step_count=20, deadline=None)

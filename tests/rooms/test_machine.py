"""A swarm under any order of commands: what must hold, holds after every one of them."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import create_engine, event, func, select

from swarm import clock
from swarm.activity.lines import read_lines
from swarm.db import Base, Database
from swarm.errors import Conflict, NotAllowed, NotFound, Refusal
from swarm.people.tables import Person
from swarm.rooms.access import may_follow
from swarm.rooms.closing import Credit, close_swarm
from swarm.rooms.invitations import (
    answer_invitation,
    expire_invitations,
    invite_person,
    withdraw_invitation,
)
from swarm.rooms.members import observe_swarm, remove_member
from swarm.rooms.messages import delete_message, post_message
from swarm.rooms.offers import answer_offer, make_offer
from swarm.rooms.opening import open_swarm
from swarm.rooms.queries import read_activity
from swarm.rooms.reopening import cancel_swarm, reopen_swarm
from swarm.rooms.tables import Closure, Invitation, Member, Message, Offer, Reopening
from swarm.tickets.creating import create_ticket
from swarm.tickets.ownership import take_ticket

ROLES = ["agent", "agent", "agent", "manager", "guest", "requester"]  # the first is the owner
people = st.integers(0, len(ROLES) - 1)
client_ids = st.sampled_from(["a", "b", "c"])
likely = st.one_of(st.just(0), people)  # commands that mostly the owner gives
bodies = st.sampled_from(["one", "two"])
START = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)
LAST_WORDS = {"message_deleted"}


@cache
def empty_desk() -> bytes:
    """The file of a desk that has tables and nothing else."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "empty.db"
        engine = create_engine(f"sqlite:///{path}")
        Base.metadata.create_all(engine)
        engine.dispose()
        return path.read_bytes()


def fresh_desk(path: Path) -> Database:
    """A desk that does not wait for the disk: what is tested here is not its durability."""
    path.write_bytes(empty_desk())
    database = Database(f"sqlite:///{path}")
    event.listen(
        database.engine,
        "connect",
        lambda connection, _record: connection.execute("PRAGMA synchronous=OFF"),
    )
    return database


class SwarmMachine(RuleBasedStateMachine):
    """Keeps a plain model beside the desk: who is in, who was asked, what was said."""

    @initialize()
    def open(self) -> None:
        """A desk of its own with an open swarm."""
        self.folder = tempfile.TemporaryDirectory()
        self.database = fresh_desk(Path(self.folder.name) / "desk.db")
        self.now = START
        with clock.at(self.now), self.database.write() as session:
            cast = [Person(name=f"P{i}", role=r, created_at=START) for i, r in enumerate(ROLES)]
            session.add_all(cast)
            session.flush()
            self.ids = [person.id for person in cast]
            ticket, _ = create_ticket(session, cast[0], summary="Odd", requester=cast[5])
            take_ticket(session, cast[0], ticket)
            self.swarm = open_swarm(session, cast[0], ticket.number, help_needed="Who?").id
        self.inside: dict[int, str] = {0: "owner"}
        self.asked: dict[int, int] = {}
        self.offered: dict[int, int] = {}
        self.said: dict[tuple[int, str], tuple[str, int]] = {}
        self.closed = self.solved = False
        self.heads: list[str] = []

    def teardown(self) -> None:
        """Give the files back."""
        if hasattr(self, "database"):
            self.database.close()
            self.folder.cleanup()

    def act(self, who: int, verb: Any, *args: Any, **more: Any) -> Any:
        """Run one command in a transaction of its own; a refusal is an answer too."""
        try:
            with clock.at(self.now), self.database.write() as session:
                actor = session.get_one(Person, self.ids[who])
                return verb(session, actor, *args, **more)
        except Refusal as refusal:
            return refusal

    @rule(minutes=st.integers(1, 10))
    def wait(self, minutes: int) -> None:
        """Time passes; the ticker comes by."""
        self.now += timedelta(minutes=minutes)
        with clock.at(self.now), self.database.write() as session:
            expire_invitations(session, self.now)
            waiting = set(session.scalars(select(Invitation.id).where(Invitation.answer.is_(None))))
        self.asked = {who: one for who, one in self.asked.items() if one in waiting}

    @rule(actor=likely, who=people)
    def invite(self, actor: int, who: int) -> None:
        """The owner asks somebody."""
        outcome = self.act(actor, invite_person, self.swarm, self.ids[who], minutes=15)
        free = self.inside.get(who) in (None, "observer")
        may = actor == 0 and not self.closed and free and ROLES[who] != "requester"
        may = may and who not in self.asked and who not in self.offered
        assert isinstance(outcome, Invitation) == may
        if may:
            self.asked[who] = outcome.id

    @precondition(lambda self: self.asked)
    @rule(data=st.data(), answer=st.sampled_from(["accepted", "accepted", "declined", "withdrawn"]))
    def answer(self, data: Any, answer: str) -> None:
        """Somebody who was asked says yes or no, or the owner takes it back."""
        who = data.draw(st.sampled_from(sorted(self.asked)))
        invitation = self.asked.pop(who)
        if answer == "withdrawn":
            outcome = self.act(0, withdraw_invitation, invitation)
        else:
            outcome = self.act(who, answer_invitation, invitation, answer, "because")
        assert outcome.answer == answer
        if answer == "accepted":
            self.inside[who] = "guest" if ROLES[who] == "guest" else "collaborator"

    @rule(who=people)
    def offer(self, who: int) -> None:
        """Somebody offers help."""
        outcome = self.act(who, make_offer, self.swarm)
        free = who not in self.inside and who not in self.asked and who not in self.offered
        may = free and not self.closed and ROLES[who] in ("agent", "manager")
        assert isinstance(outcome, Offer) == may
        if may:
            self.offered[who] = outcome.id

    @precondition(lambda self: self.offered)
    @rule(data=st.data(), actor=likely, answer=st.sampled_from(["accepted", "declined"]))
    def settle(self, data: Any, actor: int, answer: str) -> None:
        """The owner answers an offer."""
        who = data.draw(st.sampled_from(sorted(self.offered)))
        outcome = self.act(actor, answer_offer, self.offered[who], answer)
        assert isinstance(outcome, Offer) == (actor == 0)
        if actor == 0:
            del self.offered[who]
            if answer == "accepted":
                self.inside[who] = "collaborator"

    @rule()
    def observe(self) -> None:
        """The manager comes in to watch."""
        outcome = self.act(3, observe_swarm, self.swarm)
        assert isinstance(outcome, Member) != self.closed
        if not self.closed:
            self.inside.setdefault(3, "observer")

    @rule(actor=people, who=people)
    def remove(self, actor: int, who: int) -> None:
        """Somebody leaves, or is removed."""
        outcome = self.act(actor, remove_member, self.swarm, self.ids[who])
        may = not self.closed and who in self.inside and who != 0
        may = may and (actor == 0 or (actor == who and actor in self.inside))
        assert (outcome is None) == may
        if may:
            del self.inside[who]

    @rule(who=likely, client_id=client_ids, body=bodies)
    def post(self, who: int, client_id: str, body: str) -> None:
        """Somebody says something, perhaps again."""
        outcome = self.act(who, post_message, self.swarm, client_id, body, secret="s")
        known = self.said.get((who, client_id))
        if who not in self.inside:
            assert isinstance(outcome, NotFound)
        elif known is not None:
            if known[0] == body:
                assert (outcome.new, outcome.line.seq) == (False, known[1])
            else:
                assert isinstance(outcome, Conflict)
        elif self.closed:
            assert isinstance(outcome, Conflict)
        elif self.inside[who] == "observer":
            assert isinstance(outcome, NotAllowed)
        else:
            assert outcome.new
            self.said[who, client_id] = (body, outcome.line.seq)

    @precondition(lambda self: self.said)
    @rule(data=st.data(), actor=people)
    def delete(self, data: Any, actor: int) -> None:
        """Somebody erases a message."""
        author, client_id = data.draw(st.sampled_from(sorted(self.said)))
        with self.database.read() as session:
            message = session.scalar(
                select(Message.id).where(
                    Message.author_id == self.ids[author], Message.client_id == client_id
                )
            )
        outcome = self.act(actor, delete_message, self.swarm, message)
        assert (outcome is None) == (actor == author and actor in self.inside)

    @precondition(lambda self: len(self.heads) > 8)
    @rule(actor=likely)
    def close(self, actor: int) -> None:
        """Somebody closes the swarm."""
        outcome = self.act(
            actor,
            close_swarm,
            self.swarm,
            summary="Over",
            solved=True,
            credits=[Credit(self.ids[0], "fix")],
        )
        may = actor == 0 and not self.closed
        assert isinstance(outcome, Closure) == may
        if may:
            self.closed = self.solved = True
            self.asked.clear()
            self.offered.clear()

    @precondition(lambda self: len(self.heads) > 5)
    @rule(actor=likely)
    def cancel(self, actor: int) -> None:
        """Somebody takes back that the swarm was needed."""
        outcome = self.act(actor, cancel_swarm, self.swarm, "A false alarm")
        assert isinstance(outcome, Closure) == (actor == 0 and not self.closed)
        if isinstance(outcome, Closure):
            self.closed, self.asked, self.offered = True, {}, {}

    @precondition(lambda self: self.closed)
    @rule(actor=likely)
    def reopen(self, actor: int) -> None:
        """Somebody opens the swarm again; not one that solved its ticket."""
        outcome = self.act(actor, reopen_swarm, self.swarm, "It came back")
        may = actor == 0 and not self.solved
        assert isinstance(outcome, Reopening) == may
        self.closed = not may

    @invariant()
    def the_desk_agrees(self) -> None:
        """One open stay a person, no gaps, one line a client id, nobody else reads."""
        with clock.at(self.now), self.database.read() as session:
            stays = session.execute(
                select(Member.person_id, Member.role).where(Member.left_at.is_(None))
            ).all()
            lines = read_lines(session, f"swarms/{self.swarm}", 0, 1000).items
            twice = session.execute(
                select(Message.author_id, Message.client_id)
                .group_by(Message.author_id, Message.client_id)
                .having(func.count() > 1)
            ).all()
            for who, person_id in enumerate(self.ids):
                person = session.get_one(Person, person_id)
                follows = may_follow(session, person, f"swarms/{self.swarm}")
                assert follows == (who in self.inside)
            self._reads(session, len(lines) % len(self.ids))
        assert sorted(stays) == sorted((self.ids[w], role) for w, role in self.inside.items())
        assert [line.seq for line in lines] == list(range(1, len(lines) + 1))
        assert twice == []
        kinds = [line.kind for line in lines]
        assert kinds[: len(self.heads)] == self.heads
        assert kinds.count("message_posted") == len(self.said)
        if self.closed:
            last = len(kinds) - kinds[::-1].index("swarm_closed")
            assert set(kinds[last:]) <= LAST_WORDS
        self.heads = kinds

    def _reads(self, session: Any, who: int) -> None:
        person = session.get_one(Person, self.ids[who])
        try:
            read_activity(session, person, self.swarm)
            assert who in self.inside
        except NotFound:
            assert who not in self.inside


SwarmMachine.TestCase.settings = settings(
    max_examples=8,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
TestSwarm = pytest.mark.timeout(300)(SwarmMachine.TestCase)  # many commands, on a busy machine too

"""Commands given at the same instant, on both databases: one wins, nothing is half done."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.lines import read_lines
from swarm.db import Database
from swarm.errors import Refusal
from swarm.people.tables import Person
from swarm.rooms.board.decisions import set_decision
from swarm.rooms.board.hypotheses import add_hypothesis, judge_hypothesis
from swarm.rooms.board.tables import Decision, Verdict
from swarm.rooms.closing import Credit, close_swarm
from swarm.rooms.invitations import answer_invitation, expire_invitations, invite_person
from swarm.rooms.messages import post_message
from swarm.rooms.offers import make_offer
from swarm.rooms.opening import open_swarm
from swarm.rooms.tables import Closure, Contribution, Invitation, Member, Message, Offer
from swarm.tickets.creating import create_ticket
from swarm.tickets.ownership import take_ticket

MANY = 8


@dataclass
class Scene:
    """A committed swarm and the ids of its people."""

    database: Database
    swarm: int
    owner: int
    expert: int

    def at_once(self, *acts: Callable[[Session], Any]) -> list[Any]:
        """Run each act in a thread and transaction of its own; refusals are answers."""
        start = Barrier(len(acts))

        def run(act: Callable[[Session], Any]) -> Any:
            start.wait()
            try:
                with self.database.write() as session:
                    return act(session)
            except Refusal as refusal:
                return refusal.code

        with ThreadPoolExecutor(len(acts)) as pool:
            return list(pool.map(run, acts))

    def count(self, table: Any) -> int:
        with self.database.read() as session:
            return session.scalar(select(func.count()).select_from(table)) or 0

    def check_lines(self) -> list[str]:
        """The kinds of the swarm's lines, numbered without gaps."""
        with self.database.read() as session:
            lines = read_lines(session, f"swarms/{self.swarm}", 0, 1000).items
        assert [line.seq for line in lines] == list(range(1, len(lines) + 1))
        return [line.kind for line in lines]


@pytest.fixture
def scene(database: Database) -> Scene:
    with database.write() as session:
        owner = Person(name="Olga", role="agent", created_at=clock.now())
        expert = Person(name="Eva", role="agent", created_at=clock.now())
        session.add_all([owner, expert])
        session.flush()
        ticket, _ = create_ticket(session, owner, summary="Odd")
        take_ticket(session, owner, ticket)
        swarm = open_swarm(session, owner, ticket.number, help_needed="Who?")
        return Scene(database, swarm.id, owner.id, expert.id)


def person(session: Session, person_id: int) -> Person:
    return session.get_one(Person, person_id)


@pytest.mark.both
def test_one_client_id_is_one_line_however_often_it_is_posted_at_once(
    scene: Scene, database_url: str
) -> None:
    def post(session: Session) -> tuple[bool, int]:
        owner = person(session, scene.owner)
        posted = post_message(session, owner, scene.swarm, "one", "Hello", secret="s")
        return posted.new, posted.line.seq

    outcomes = scene.at_once(*[post] * MANY)
    assert sum(new for new, _ in outcomes) == 1
    assert len({seq for _, seq in outcomes}) == 1
    assert scene.count(Message) == 1
    assert scene.check_lines().count("message_posted") == 1


@pytest.mark.both
def test_messages_posted_at_once_are_numbered_without_gaps(scene: Scene, database_url: str) -> None:
    def poster(number: int) -> Callable[[Session], int]:
        def post(session: Session) -> int:
            owner = person(session, scene.owner)
            posted = post_message(session, owner, scene.swarm, f"c{number}", "Hello", secret="s")
            return posted.line.seq

        return post

    seqs = scene.at_once(*[poster(number) for number in range(MANY)])
    assert sorted(seqs) == list(range(3, 3 + MANY))
    with scene.database.read() as session:
        rows = session.execute(select(Message.client_id, Message.seq)).all()
    assert {int(row.client_id[1:]): row.seq for row in rows} == dict(enumerate(seqs))
    scene.check_lines()


@pytest.mark.both
def test_a_swarm_is_closed_once(scene: Scene, database_url: str) -> None:
    def close(session: Session) -> str:
        owner = person(session, scene.owner)
        credit = [Credit(scene.owner, "fix")]
        close_swarm(session, owner, scene.swarm, summary="Over", solved=True, credits=credit)
        return "closed"

    outcomes = scene.at_once(*[close] * MANY)
    assert sorted(outcomes) == ["closed", *["swarm_closed"] * (MANY - 1)]
    assert (scene.count(Closure), scene.count(Contribution)) == (1, 1)
    assert scene.check_lines().count("swarm_closed") == 1


@pytest.mark.both
def test_nothing_is_said_after_the_end_even_at_the_same_instant(
    scene: Scene, database_url: str
) -> None:
    def close(session: Session) -> str:
        owner = person(session, scene.owner)
        close_swarm(session, owner, scene.swarm, summary="Over", solved=False)
        return "closed"

    def poster(number: int) -> Callable[[Session], str]:
        def post(session: Session) -> str:
            owner = person(session, scene.owner)
            post_message(session, owner, scene.swarm, f"c{number}", "Hello", secret="s")
            return "posted"

        return post

    outcomes = scene.at_once(*[poster(number) for number in range(MANY)], close)
    assert set(outcomes) <= {"posted", "closed", "swarm_closed"}
    kinds = scene.check_lines()
    assert kinds[-1] == "swarm_closed"
    assert kinds.count("message_posted") == outcomes.count("posted")


@pytest.mark.both
def test_a_person_is_asked_once_at_a_time(scene: Scene, database_url: str) -> None:
    def invite(session: Session) -> str:
        invite_person(session, person(session, scene.owner), scene.swarm, scene.expert)
        return "sent"

    def offer(session: Session) -> str:
        make_offer(session, person(session, scene.expert), scene.swarm)
        return "offered"

    outcomes = scene.at_once(*[invite] * 4, *[offer] * 4)
    assert outcomes.count("sent") + outcomes.count("offered") == 1
    assert scene.count(Invitation) + scene.count(Offer) == 1


@pytest.mark.both
def test_an_answer_and_an_expiry_at_once_leave_one_of_them(scene: Scene, database_url: str) -> None:
    with scene.database.write() as session:
        owner = person(session, scene.owner)
        invitation = invite_person(session, owner, scene.swarm, scene.expert, minutes=15)
        number, end = invitation.id, invitation.expires_at

    def accept(session: Session) -> str:
        answer_invitation(session, person(session, scene.expert), number, "accepted")
        return "accepted"

    def expire(session: Session) -> str:
        return "expired" if expire_invitations(session, end) else "late"

    scene.at_once(*[accept] * 3, *[expire] * 3)
    with scene.database.read() as session:
        answer = session.get_one(Invitation, number).answer
        stays = session.scalars(select(Member.role).where(Member.person_id == scene.expert)).all()
    assert stays == (["collaborator"] if answer == "accepted" else [])
    kinds = scene.check_lines()
    assert kinds.count("invitation_answered") + kinds.count("invitation_expired") == 1


@pytest.mark.both
def test_a_hypothesis_is_judged_once_when_some_confirm_and_some_rule_it_out(
    scene: Scene, database_url: str
) -> None:
    with scene.database.write() as session:
        owner = person(session, scene.owner)
        number = add_hypothesis(session, owner, scene.swarm, "The cable").id

    def judge(state: Any) -> Callable[[Session], Any]:
        def work(session: Session) -> Any:
            owner = person(session, scene.owner)
            judge_hypothesis(session, owner, scene.swarm, number, state)
            return state

        return work

    outcomes = scene.at_once(*[judge("confirmed")] * 4, *[judge("ruled_out")] * 4)
    assert outcomes.count("already_judged") == 4
    assert len(set(outcomes)) == 2
    assert scene.count(Verdict) == 1
    assert len([kind for kind in scene.check_lines() if kind.startswith("hypothesis_")]) == 2


@pytest.mark.both
def test_one_decision_stands_when_many_are_set_at_once(scene: Scene, database_url: str) -> None:
    def setter(number: int) -> Callable[[Session], Any]:
        def work(session: Session) -> None:
            set_decision(session, person(session, scene.owner), scene.swarm, f"Plan {number}?")

        return work

    scene.at_once(*[setter(number) for number in range(MANY)])
    with scene.database.read() as session:
        ended = session.scalars(select(Decision.ended_at).order_by(Decision.id)).all()
    assert [one is None for one in ended] == [*[False] * (MANY - 1), True]
    assert scene.check_lines().count("decision_set") == MANY

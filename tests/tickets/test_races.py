"""Several people at once do everything there is to do, on both databases."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from swarm import clock
from swarm.activity.lines import count_lines
from swarm.activity.tables import ActivityLine, Stream
from swarm.db import Database
from swarm.errors import Refusal
from swarm.people.tables import Person
from swarm.tickets.access import find_ticket
from swarm.tickets.creating import create_ticket
from swarm.tickets.handovers import answer_handover, offer_handover
from swarm.tickets.lapsing import open_handover
from swarm.tickets.ownership import assign_ticket, take_ticket
from swarm.tickets.relations import relate
from swarm.tickets.replies import post_reply
from swarm.tickets.solving import reopen_ticket, set_status, solve_ticket
from swarm.tickets.tables import Ownership, Ticket

WORKERS, STEPS, TICKETS, STAFF = 6, 25, 3, 5


@pytest.mark.both
def test_no_order_of_events_breaks_a_promise(database: Database) -> None:
    people, numbers = _prepare(database)
    refused = 0

    def work(seed: int) -> int:
        luck = random.Random(seed)
        refusals = 0
        for _ in range(STEPS):
            try:
                with database.write() as session:
                    _act(session, luck, people, numbers)
            except Refusal:
                refusals += 1
        return refusals

    with ThreadPoolExecutor(WORKERS) as pool:
        # Anything but a refusal, a deadlock above all, comes out of here.
        refused = sum(pool.map(work, range(WORKERS)))
    assert 0 < refused < WORKERS * STEPS
    with database.read() as session:
        _check(session, numbers)


def _prepare(database: Database) -> tuple[list[int], list[int]]:
    with database.write() as session:
        people = [
            Person(
                name=f"Person {one}",
                email=f"{one}@example.org",
                role="manager" if one == 0 else "agent" if one < STAFF else "requester",
                created_at=clock.now(),
            )
            for one in range(STAFF + 1)
        ]
        session.add_all(people)
        session.flush()
        tickets = [
            create_ticket(session, people[0], summary="It broke", requester=people[-1])[0]
            for _ in range(TICKETS)
        ]
        return [person.id for person in people], [ticket.number for ticket in tickets]


def _act(session: Session, luck: random.Random, people: list[int], numbers: list[int]) -> None:
    actor = session.get_one(Person, luck.choice(people))
    to = session.get_one(Person, luck.choice(people))
    ticket = find_ticket(session, actor, luck.choice(numbers))
    other = find_ticket(session, actor, luck.choice(numbers))
    handover = open_handover(session, ticket.number)
    acts: list[Any] = [
        lambda: take_ticket(session, actor, ticket),
        lambda: assign_ticket(session, actor, ticket, to),
        lambda: offer_handover(session, actor, ticket, to),
        lambda: handover and answer_handover(session, actor, handover, "accepted"),
        lambda: post_reply(session, actor, ticket, "A word", wait=luck.random() < 0.3),
        lambda: post_reply(session, actor, ticket, "A note", public=False),
        lambda: set_status(session, actor, ticket, luck.choice(["open", "waiting"])),
        lambda: solve_ticket(session, actor, ticket, "Cause", "Fix"),
        lambda: reopen_ticket(session, actor, ticket),
        lambda: relate(session, actor, ticket, other, "related"),
    ]
    luck.choice(acts)()


def _check(session: Session, numbers: list[int]) -> None:
    for number in numbers:
        status = session.get_one(Ticket, number).status
        running = session.scalar(
            select(func.count())
            .select_from(Ownership)
            .where(Ownership.ticket_number == number, Ownership.ended_at.is_(None))
        )
        assert running == (1 if status in ("open", "waiting") else 0)
    for name, head in session.execute(select(Stream.name, Stream.head)):
        assert count_lines(session, name) == head
        lines = session.scalars(
            select(ActivityLine).where(ActivityLine.stream == name).order_by(ActivityLine.seq)
        ).all()
        assert [line.seq for line in lines] == list(range(1, head + 1))
        _follow(lines)


def _follow(lines: Any) -> None:
    """Told one after the other, status and owner never contradict what came before."""
    status, owner = "new", None
    for line in lines:
        if line.kind == "status_changed":
            assert line.data["from"] == status
            status = line.data["to"]
        elif line.kind == "ownership_started":
            assert owner is None
            owner = line.data["owner"]
        elif line.kind == "ownership_ended":
            assert owner == line.data["owner"]
            owner = None

"""Exactly one owner, whoever asks at the same moment."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.exc import IntegrityError

from swarm import clock
from swarm.activity.lines import count_lines, head_of
from swarm.db import Database
from swarm.errors import Conflict, Invalid, NotAllowed
from swarm.people.tables import Person
from swarm.tickets.access import find_ticket, last_owner_of, owner_of
from swarm.tickets.creating import create_ticket
from swarm.tickets.ownership import assign_ticket, take_ticket
from swarm.tickets.tables import Ownership, Ticket


def test_taking_makes_me_the_owner_and_opens_the_ticket(floor: Any) -> None:
    ticket = floor.ticket()
    assert owner_of(floor.session, ticket.number) is None
    ownership = take_ticket(floor.session, floor.owner, ticket)
    assert (ownership.how, ownership.ended_at) == ("taken", None)
    assert owner_of(floor.session, ticket.number) is floor.owner
    assert ticket.status == "open"
    assert floor.kinds(ticket) == [
        "ticket_created",
        "ownership_started",
        "ticket_changed",
        "status_changed",
    ]
    assert floor.lines(ticket)[1].data == {"owner": floor.owner.id, "how": "taken"}
    assert floor.lines(floor.requester)[-1].data == {"ticket": ticket.number, "status": "open"}


def test_a_ticket_without_a_team_joins_its_owners_team(floor: Any) -> None:
    ticket = floor.owned()
    assert ticket.team_id == floor.team.id
    assert [line.data for line in floor.lines(ticket) if line.kind == "ticket_changed"] == [
        {"fields": ["team"]}
    ]


def test_taking_what_is_mine_changes_nothing(floor: Any) -> None:
    ticket = floor.owned()
    head = head_of(floor.session, f"tickets/{ticket.number}")
    ownership = take_ticket(floor.session, floor.owner, ticket)
    assert ownership.owner_id == floor.owner.id
    assert head_of(floor.session, f"tickets/{ticket.number}") == head


def test_a_second_owner_is_refused_and_told_the_first(floor: Any) -> None:
    ticket = floor.owned()
    with pytest.raises(Conflict) as refusal:
        take_ticket(floor.session, floor.other, ticket)
    assert refusal.value.current == {"owner": {"id": floor.owner.id, "name": "Olga Owner"}}


@pytest.mark.parametrize("who", ["requester", "guest"])
def test_only_colleagues_take_tickets(floor: Any, who: str) -> None:
    with pytest.raises(NotAllowed):
        take_ticket(floor.session, getattr(floor, who), floor.ticket())


@pytest.mark.parametrize("stage", ["solved", "closed"])
def test_what_has_ended_cannot_be_taken(floor: Any, stage: str) -> None:
    with pytest.raises(Conflict) as refusal:
        take_ticket(floor.session, floor.other, getattr(floor, stage)())
    assert refusal.value.current == {"status": stage}


def test_a_manager_gives_a_ticket_to_somebody_else(floor: Any) -> None:
    ticket = floor.owned()
    head = len(floor.lines(ticket))
    assign_ticket(floor.session, floor.manager, ticket, floor.other)
    assert owner_of(floor.session, ticket.number) is floor.other
    assert floor.kinds(ticket, after=head) == ["ownership_ended", "ownership_started"]
    ended, started = floor.lines(ticket)[head:]
    assert ended.data == {"owner": floor.owner.id, "why": "reassigned"}
    assert started.data == {"owner": floor.other.id, "how": "assigned"}
    assert floor.lines(floor.other)[-1].kind == "ownership_given"
    assert floor.kinds(floor.requester)[-1] == "ticket_moved"


def test_giving_a_ticket_to_its_owner_changes_nothing(floor: Any) -> None:
    ticket = floor.owned()
    head = len(floor.lines(ticket))
    assign_ticket(floor.session, floor.manager, ticket, floor.owner)
    assert len(floor.lines(ticket)) == head


def test_a_manager_gives_an_unowned_ticket(floor: Any) -> None:
    ticket = floor.ticket()
    assign_ticket(floor.session, floor.manager, ticket, floor.other)
    assert owner_of(floor.session, ticket.number) is floor.other
    assert ticket.status == "open"


def test_an_agent_gives_a_ticket_to_nobody(floor: Any) -> None:
    with pytest.raises(NotAllowed):
        assign_ticket(floor.session, floor.owner, floor.owned(), floor.other)


def test_a_ticket_is_never_pushed_into_a_void(floor: Any) -> None:
    ticket = floor.owned()
    gone = floor.person("agent", left_at=clock.now())
    for person in (gone, floor.requester, floor.guest):
        with pytest.raises(Invalid) as refusal:
            assign_ticket(floor.session, floor.manager, ticket, person)
        assert "person" in (refusal.value.fields or {})
    floor.away(floor.other, substitute=floor.manager)
    with pytest.raises(Conflict) as away:
        assign_ticket(floor.session, floor.manager, ticket, floor.other)
    assert away.value.code == "away"
    assert (away.value.current or {})["substitute"] == floor.manager.id
    assert owner_of(floor.session, ticket.number) is floor.owner


def test_the_last_owner_is_known_after_the_end(floor: Any) -> None:
    ticket = floor.solved()
    assert owner_of(floor.session, ticket.number) is None
    assert last_owner_of(floor.session, ticket.number) is floor.owner
    assert last_owner_of(floor.session, floor.ticket().number) is None


@pytest.mark.both
def test_the_database_refuses_a_second_open_ownership(database: Database) -> None:
    number, [first, second] = _prepare(database, people=2)
    row = {"ticket_number": number, "how": "taken", "started_at": clock.now()}
    with database.write() as session:
        session.execute(insert(Ownership), [row | {"owner_id": first}])
    with pytest.raises(IntegrityError), database.write() as session:
        session.execute(insert(Ownership), [row | {"owner_id": second}])
    ended = {"ended_at": clock.now() + timedelta(seconds=1), "ended_why": "solved"}
    with database.write() as session:
        session.execute(insert(Ownership), [row | ended | {"owner_id": second}])


@pytest.mark.both
def test_of_many_who_take_at_once_one_wins(database: Database) -> None:
    number, people = _prepare(database, people=12)
    start = threading.Barrier(len(people))
    won: list[int] = []
    lost: list[dict[str, Any]] = []

    def take(person_id: int) -> None:
        start.wait(timeout=20)
        try:
            with database.write() as session:
                person = session.get_one(Person, person_id)
                take_ticket(session, person, find_ticket(session, person, number))
            won.append(person_id)
        except Conflict as refusal:
            lost.append((refusal.current or {})["owner"])

    _run(take, people)
    assert len(won) == 1
    with database.read() as session:
        owner = owner_of(session, number)
        assert owner is not None
        assert owner.id == won[0]
        assert lost == [{"id": owner.id, "name": owner.name}] * (len(people) - 1)
        stream = f"tickets/{number}"
        assert head_of(session, stream) == count_lines(session, stream)
        assert session.scalar(select(func.count()).select_from(Ownership)) == 1


@pytest.mark.both
def test_one_who_takes_the_same_ticket_twice_at_once_is_its_owner_once(database: Database) -> None:
    number, [person] = _prepare(database, people=1)
    start = threading.Barrier(4)
    found: list[int] = []

    def take(person_id: int) -> None:
        start.wait(timeout=20)
        with database.write() as session:
            actor = session.get_one(Person, person_id)
            found.append(take_ticket(session, actor, find_ticket(session, actor, number)).id)

    _run(take, [person] * 4)
    assert len(found) == 4
    assert len(set(found)) == 1


@pytest.mark.both
def test_a_race_that_only_the_index_sees_is_the_same_conflict(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    number, [first, second] = _prepare(database, people=2)
    with database.write() as session:
        person = session.get_one(Person, first)
        take_ticket(session, person, session.get_one(Ticket, number))
    # As if the winner's row had become visible only after the loser looked.
    monkeypatch.setattr("swarm.tickets.ownership.open_ownership", lambda *_: None)
    with pytest.raises(Conflict) as refusal, database.write() as session:
        take_ticket(session, session.get_one(Person, second), session.get_one(Ticket, number))
    assert (refusal.value.current or {})["owner"]["id"] == first
    monkeypatch.setattr("swarm.tickets.ownership.owner_of", lambda *_: None)
    with pytest.raises(Conflict, match="same moment"), database.write() as session:
        take_ticket(session, session.get_one(Person, second), session.get_one(Ticket, number))


def _prepare(database: Database, people: int) -> tuple[int, list[int]]:
    with database.write() as session:
        persons = [
            Person(name=f"Agent {one}", email=f"{one}@example.org", created_at=clock.now())
            for one in range(people)
        ]
        session.add_all(persons)
        session.flush()
        ticket, _ = create_ticket(session, persons[0], summary="The till is frozen")
        return ticket.number, [person.id for person in persons]


def _run(work: Any, people: list[int]) -> None:
    with ThreadPoolExecutor(len(people)) as pool:
        list(pool.map(work, people))

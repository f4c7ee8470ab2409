"""A ticket is made, by whom it may be, and once."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from sqlalchemy import func, select

from swarm import clock
from swarm.db import Database
from swarm.errors import Conflict, Invalid, NotAllowed
from swarm.people.tables import Person
from swarm.tickets.creating import create_ticket
from swarm.tickets.tables import Tag, Ticket


def test_a_new_ticket_knows_who_asked_and_when_it_is_due(floor: Any) -> None:
    ticket, made = create_ticket(
        floor.session,
        floor.requester,
        summary="  Card payments time out  ",
        description="Since **nine**",
        product="Till",
        component="Card reader",
        category="Payments",
        priority="urgent",
        channel="api",
        tags=["Card Reader", "card-reader", "till"],
    )
    assert made
    assert (ticket.summary, ticket.status, ticket.requester_id, ticket.created_by) == (
        "Card payments time out",
        "new",
        floor.requester.id,
        floor.requester.id,
    )
    assert (ticket.respond_by - ticket.created_at).total_seconds() == 15 * 60
    assert (ticket.resolve_by - ticket.created_at).total_seconds() == 240 * 60
    assert ticket.due_at == ticket.respond_by
    created, *tagged = floor.lines(ticket)
    assert (created.kind, created.data) == (
        "ticket_created",
        {"priority": "urgent", "channel": "api"},
    )
    assert [line.data["tag"] for line in tagged] == ["card-reader", "till"]
    assert floor.kinds(floor.requester) == []


def test_a_requester_is_told_of_what_was_asked_in_their_name(floor: Any) -> None:
    ticket = floor.ticket()
    assert ticket.requester_id == floor.requester.id
    assert floor.lines(floor.requester)[0].data == {"ticket": ticket.number, "status": "new"}


def test_numbers_rise(floor: Any) -> None:
    assert floor.ticket().number < floor.ticket().number


def test_a_requester_asks_for_themselves_only(floor: Any) -> None:
    with pytest.raises(NotAllowed):
        create_ticket(floor.session, floor.requester, summary="Hers", requester=floor.stranger)
    ticket, _ = create_ticket(
        floor.session, floor.requester, summary="Mine", requester=floor.requester
    )
    assert ticket.requester_id == floor.requester.id


def test_guests_make_no_tickets_and_nobody_asks_in_their_name(floor: Any) -> None:
    with pytest.raises(NotAllowed):
        create_ticket(floor.session, floor.guest, summary="Let me in")
    for person in (floor.guest, floor.person("requester", left_at=clock.now())):
        with pytest.raises(Invalid) as refusal:
            create_ticket(floor.session, floor.owner, summary="For them", requester=person)
        assert "requester" in (refusal.value.fields or {})


def test_a_ticket_may_have_no_requester(floor: Any) -> None:
    ticket, _ = create_ticket(floor.session, floor.owner, summary="An alarm rang")
    assert ticket.requester_id is None


def test_an_empty_summary_is_refused(floor: Any) -> None:
    with pytest.raises(Invalid) as refusal:
        create_ticket(floor.session, floor.owner, summary="   ")
    assert refusal.value.fields == {"summary": "is empty"}


def test_a_bad_tag_is_refused(floor: Any) -> None:
    with pytest.raises(Invalid) as refusal:
        floor.ticket(tags=["<b>"])
    assert "tag" in (refusal.value.fields or {})


def test_a_known_external_id_gives_the_ticket_that_is_there(floor: Any) -> None:
    first, made = create_ticket(
        floor.session, floor.owner, summary="One", external=("jira", "PAY-1")
    )
    again, remade = create_ticket(
        floor.session, floor.other, summary="Another", external=("jira", "PAY-1")
    )
    elsewhere, _ = create_ticket(
        floor.session, floor.other, summary="Other", external=("zendesk", "PAY-1")
    )
    assert (made, remade) == (True, False)
    assert again is first
    assert first.summary == "One"
    assert elsewhere.number != first.number
    assert floor.kinds(first) == ["ticket_created"]


def test_an_external_id_tells_a_requester_nothing_of_others(floor: Any) -> None:
    create_ticket(floor.session, floor.owner, summary="Secret", external=("jira", "PAY-1"))
    with pytest.raises(Conflict) as refusal:
        create_ticket(floor.session, floor.requester, summary="?", external=("jira", "PAY-1"))
    # No more than they sent themselves.
    assert refusal.value.current == {"external": {"source": "jira", "id": "PAY-1"}}


def test_a_race_for_an_external_id_is_won_by_one(floor: Any, monkeypatch: Any) -> None:
    first, _ = create_ticket(floor.session, floor.owner, summary="One", external=("jira", "1"))
    answers = iter([None, first, None, None])
    monkeypatch.setattr("swarm.tickets.creating.find_external", lambda *_: next(answers))
    again, made = create_ticket(floor.session, floor.owner, summary="One", external=("jira", "1"))
    assert (again.number, made) == (first.number, False)
    with pytest.raises(Conflict):
        create_ticket(floor.session, floor.owner, summary="One", external=("jira", "1"))


@pytest.mark.both
def test_the_same_external_id_at_once_makes_one_ticket(database: Database) -> None:
    with database.write() as session:
        person = Person(name="Import", email="import@example.org", created_at=clock.now())
        session.add(person)
        session.flush()
        person_id = person.id
    start = threading.Barrier(8)
    made: list[tuple[int, bool]] = []

    def create() -> None:
        start.wait(timeout=20)
        with database.write() as session:
            actor = session.get_one(Person, person_id)
            ticket, new = create_ticket(
                session, actor, summary="Once", external=("jira", "PAY-7"), tags=["a"]
            )
            made.append((ticket.number, new))

    threads = [threading.Thread(target=create) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert len(made) == 8
    assert len({number for number, _ in made}) == 1
    assert sum(new for _, new in made) == 1
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(Ticket)) == 1
        assert session.scalar(select(func.count()).select_from(Tag)) == 1

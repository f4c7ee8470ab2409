"""An ownership goes over only when the other side says yes."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from swarm import clock
from swarm.db import Database
from swarm.errors import Conflict, Invalid, NotAllowed, NotFound
from swarm.people.tables import Person
from swarm.tickets.access import owner_of
from swarm.tickets.creating import create_ticket
from swarm.tickets.handovers import (
    answer_handover,
    find_handover,
    offer_handover,
    withdraw_handover,
)
from swarm.tickets.lapsing import open_handover
from swarm.tickets.ownership import assign_ticket, take_ticket
from swarm.tickets.solving import solve_ticket
from swarm.tickets.tables import Handover


def offer(floor: Any, ticket: Any, **more: str) -> Any:
    return offer_handover(floor.session, floor.owner, ticket, floor.other, **more)


def test_an_offer_changes_nothing_until_it_is_accepted(floor: Any) -> None:
    ticket = floor.owned()
    handover = offer(
        floor, ticket, tried="Restarted", still_open="The gateway", promised="A call at four"
    )
    assert owner_of(floor.session, ticket.number) is floor.owner
    assert (handover.tried, handover.still_open, handover.promised) == (
        "Restarted",
        "The gateway",
        "A call at four",
    )
    assert floor.lines(ticket)[-1].kind == "handover_offered"
    assert floor.lines(ticket)[-1].data == {"handover": handover.id, "to": floor.other.id}
    line = floor.lines(floor.other)[-1]
    assert (line.kind, line.data) == (
        "handover_received",
        {"handover": handover.id, "ticket": ticket.number},
    )


def test_accepting_makes_the_other_the_owner(floor: Any) -> None:
    ticket = floor.owned()
    handover = offer(floor, ticket)
    head = len(floor.lines(ticket))
    answer_handover(floor.session, floor.other, handover, "accepted")
    assert owner_of(floor.session, ticket.number) is floor.other
    assert floor.kinds(ticket, after=head) == [
        "handover_answered",
        "ownership_ended",
        "ownership_started",
    ]
    assert [line.data.get("why", line.data.get("how")) for line in floor.lines(ticket)[-2:]] == [
        "handover",
        "handover",
    ]
    settled = floor.lines(floor.owner)[-1]
    assert (settled.kind, settled.data["answer"]) == ("handover_settled", "accepted")
    assert floor.kinds(floor.requester)[-1] == "ticket_moved"


def test_declining_keeps_the_owner_and_the_reason_off_the_record(floor: Any) -> None:
    ticket = floor.owned()
    handover = offer(floor, ticket)
    answer_handover(floor.session, floor.other, handover, "declined", "I am at the dentist")
    assert owner_of(floor.session, ticket.number) is floor.owner
    assert handover.reason == "I am at the dentist"
    assert all("dentist" not in str(line.data) for line in floor.lines(ticket))
    assert floor.kinds(floor.owner)[-1] == "handover_settled"


def test_the_same_answer_twice_is_safe_and_another_is_refused(floor: Any) -> None:
    handover = offer(floor, floor.owned())
    answer_handover(floor.session, floor.other, handover, "declined")
    answer_handover(floor.session, floor.other, handover, "declined")
    with pytest.raises(Conflict) as refusal:
        answer_handover(floor.session, floor.other, handover, "accepted")
    assert refusal.value.current == {"answer": "declined"}


def test_only_the_person_asked_answers(floor: Any) -> None:
    handover = offer(floor, floor.owned())
    with pytest.raises(NotAllowed):
        answer_handover(floor.session, floor.manager, handover, "accepted")
    with pytest.raises(NotFound):
        answer_handover(floor.session, floor.requester, handover, "accepted")


def test_only_the_owner_or_a_manager_offers(floor: Any) -> None:
    ticket = floor.owned()
    with pytest.raises(NotAllowed):
        offer_handover(floor.session, floor.other, ticket, floor.manager)
    handover = offer_handover(floor.session, floor.manager, ticket, floor.other)
    assert handover.from_id == floor.owner.id


def test_what_nobody_owns_cannot_be_handed_over(floor: Any) -> None:
    with pytest.raises(Conflict) as refusal:
        offer(floor, floor.ticket())
    assert refusal.value.current == {"owner": None}


def test_it_is_offered_only_to_somebody_who_is_here(floor: Any) -> None:
    ticket = floor.owned()
    for person in (floor.owner, floor.requester, floor.person("agent", left_at=clock.now())):
        with pytest.raises(Invalid) as refusal:
            offer_handover(floor.session, floor.owner, ticket, person)
        assert "to" in (refusal.value.fields or {})
    floor.away(floor.other)
    with pytest.raises(Conflict):
        offer(floor, ticket)


def test_one_offer_at_a_time(floor: Any) -> None:
    ticket = floor.owned()
    handover = offer(floor, ticket)
    with pytest.raises(Conflict) as refusal:
        offer_handover(floor.session, floor.owner, ticket, floor.manager)
    assert refusal.value.current == {"handover": handover.id, "to": floor.other.id}


def test_an_offer_is_taken_back_by_owner_or_manager(floor: Any) -> None:
    ticket = floor.owned()
    handover = offer(floor, ticket)
    with pytest.raises(NotAllowed):
        withdraw_handover(floor.session, floor.other, handover)
    withdraw_handover(floor.session, floor.owner, handover)
    withdraw_handover(floor.session, floor.owner, handover)
    assert handover.answer == "withdrawn"
    assert floor.kinds(floor.other)[-1] == "handover_settled"
    again = offer(floor, ticket)
    answer_handover(floor.session, floor.other, again, "accepted")
    with pytest.raises(Conflict):
        withdraw_handover(floor.session, floor.manager, again)


def test_an_offer_lapses_when_a_manager_decides(floor: Any) -> None:
    ticket = floor.owned()
    handover = offer(floor, ticket)
    assign_ticket(floor.session, floor.manager, ticket, floor.manager)
    assert handover.answer == "lapsed"
    with pytest.raises(Conflict):
        answer_handover(floor.session, floor.other, handover, "accepted")
    assert owner_of(floor.session, ticket.number) is floor.manager


def test_an_offer_lapses_when_the_ticket_is_solved(floor: Any) -> None:
    ticket = floor.owned()
    handover = offer(floor, ticket)
    solve_ticket(floor.session, floor.owner, ticket, "Load", "More of it")
    assert handover.answer == "lapsed"
    assert open_handover(floor.session, ticket.number) is None
    assert "handover_settled" in floor.kinds(floor.other)


def test_requesters_learn_nothing_of_offers(floor: Any) -> None:
    handover = offer(floor, floor.owned())
    assert find_handover(floor.session, floor.manager, handover.id) is handover
    for person in (floor.requester, floor.guest):
        with pytest.raises(NotFound):
            find_handover(floor.session, person, handover.id)
    with pytest.raises(NotFound):
        find_handover(floor.session, floor.owner, 999)


def test_two_offers_at_the_same_moment_are_one(floor: Any, monkeypatch: Any) -> None:
    ticket = floor.owned()
    offer(floor, ticket)
    monkeypatch.setattr("swarm.tickets.handovers.open_handover", lambda *_: None)
    with pytest.raises(Conflict):
        offer_handover(floor.session, floor.owner, ticket, floor.manager)


@pytest.mark.both
def test_the_database_refuses_a_second_open_offer(database: Database) -> None:
    with database.write() as session:
        owner, other = (
            Person(name=name, email=f"{name}@example.org", created_at=clock.now())
            for name in ("a", "b")
        )
        session.add_all([owner, other])
        session.flush()
        ticket, _ = create_ticket(session, owner, summary="A broken door")
        take_ticket(session, owner, ticket)
        offer_handover(session, owner, ticket, other)
        number, to = ticket.number, other.id
    with pytest.raises(IntegrityError), database.write() as session:
        session.add(Handover(ticket_number=number, to_id=to, offered_at=clock.now()))

"""Who is away is stood in for."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from swarm import clock
from swarm.errors import Conflict
from swarm.people.calendars import absence_at, substitute_at
from swarm.tickets.access import owner_of
from swarm.tickets.handovers import answer_handover, offer_handover, offer_to_substitutes
from swarm.tickets.lapsing import open_handover


def test_the_substitute_of_an_absent_owner_is_offered_the_ownership(floor: Any) -> None:
    tickets = [floor.owned(), floor.waiting()]
    floor.away(floor.owner, substitute=floor.other)
    assert offer_to_substitutes(floor.session, clock.now()) == 2
    for ticket in tickets:
        handover = open_handover(floor.session, ticket.number)
        assert handover is not None
        assert (handover.from_id, handover.to_id, handover.why) == (
            floor.owner.id,
            floor.other.id,
            "absence",
        )
        assert handover.promised == "The requester hears from us by 06 March 2026, 12:00 UTC."
        assert owner_of(floor.session, ticket.number) is floor.owner
        assert floor.lines(ticket)[-1].actor_id is None
    assert floor.kinds(floor.other) == ["handover_received"] * 2


def test_offering_again_offers_nothing_twice(floor: Any) -> None:
    ticket = floor.owned()
    floor.away(floor.owner, substitute=floor.other)
    assert offer_to_substitutes(floor.session, clock.now()) == 1
    assert offer_to_substitutes(floor.session, clock.now()) == 0
    handover = open_handover(floor.session, ticket.number)
    answer_handover(floor.session, floor.other, handover, "declined")
    assert offer_to_substitutes(floor.session, clock.now()) == 0


def test_a_new_absence_is_a_new_offer(floor: Any) -> None:
    ticket = floor.owned()
    floor.away(floor.owner, substitute=floor.other, days=1)
    offer_to_substitutes(floor.session, clock.now())
    handover = open_handover(floor.session, ticket.number)
    answer_handover(floor.session, floor.other, handover, "declined")
    with floor.later(days=10) as now:
        floor.away(floor.owner, substitute=floor.other)
        assert offer_to_substitutes(floor.session, now) == 1


def test_accepting_makes_the_substitute_the_owner(floor: Any) -> None:
    ticket = floor.owned()
    floor.away(floor.owner, substitute=floor.other)
    offer_to_substitutes(floor.session, clock.now())
    handover = open_handover(floor.session, ticket.number)
    answer_handover(floor.session, floor.other, handover, "accepted")
    assert owner_of(floor.session, ticket.number) is floor.other
    assert [line.data.get("how") for line in floor.lines(ticket)][-1] == "substitute"
    assert offer_to_substitutes(floor.session, clock.now()) == 0


def test_an_offer_of_the_owner_is_left_alone(floor: Any) -> None:
    ticket = floor.owned()
    offer_handover(floor.session, floor.owner, ticket, floor.manager)
    floor.away(floor.owner, substitute=floor.other)
    assert offer_to_substitutes(floor.session, clock.now()) == 0


def test_nothing_is_offered_where_nobody_is_away_or_stands_in(floor: Any) -> None:
    floor.owned()
    assert offer_to_substitutes(floor.session, clock.now()) == 0
    floor.away(floor.owner)
    assert offer_to_substitutes(floor.session, clock.now()) == 0


def test_solved_tickets_stay_where_they_are(floor: Any) -> None:
    floor.solved()
    floor.away(floor.owner, substitute=floor.other)
    assert offer_to_substitutes(floor.session, clock.now()) == 0


def test_the_chain_of_substitutes_is_followed_to_somebody_who_is_here(floor: Any) -> None:
    floor.away(floor.owner, substitute=floor.other)
    floor.away(floor.other, substitute=floor.manager)
    assert substitute_at(floor.session, floor.owner.id, clock.now()) is floor.manager
    ticket = floor.ticket()
    assert substitute_at(floor.session, floor.manager.id, clock.now()) is None
    assert ticket.status == "new"


def test_a_ring_of_substitutes_ends(floor: Any) -> None:
    ticket = floor.owned()
    floor.away(floor.owner, substitute=floor.other)
    floor.away(floor.other, substitute=floor.owner)
    assert substitute_at(floor.session, floor.owner.id, clock.now()) is None
    assert offer_to_substitutes(floor.session, clock.now()) == 0
    assert open_handover(floor.session, ticket.number) is None


@pytest.mark.parametrize("role", ["requester", "guest"])
def test_somebody_who_does_not_work_here_stands_in_for_nobody(floor: Any, role: str) -> None:
    floor.away(floor.owner, substitute=floor.person(role))
    assert substitute_at(floor.session, floor.owner.id, clock.now()) is None


def test_of_two_absences_the_longer_counts(floor: Any) -> None:
    floor.away(floor.owner, substitute=floor.other, days=1)
    longer = floor.away(floor.owner, substitute=floor.manager, days=9)
    assert absence_at(floor.session, floor.owner.id, clock.now()) is longer
    assert absence_at(floor.session, floor.owner.id, clock.now() + timedelta(days=30)) is None


def test_an_ownership_that_just_ended_is_not_offered(floor: Any, monkeypatch: Any) -> None:
    floor.owned()
    floor.away(floor.owner, substitute=floor.other)
    # As if it ended between the first look and the lock.
    monkeypatch.setattr("swarm.tickets.handovers.open_ownership", lambda *_: None)
    assert offer_to_substitutes(floor.session, clock.now()) == 0


@pytest.mark.both
def test_an_absence_that_was_taken_back_takes_its_offers_back(floor: Any) -> None:
    tickets = [floor.owned(), floor.owned()]
    absence = floor.away(floor.owner, substitute=floor.other)
    offer_to_substitutes(floor.session, clock.now())
    handovers = [open_handover(floor.session, ticket.number) for ticket in tickets]
    answer_handover(floor.session, floor.other, handovers[1], "declined")
    floor.session.delete(absence)
    assert offer_to_substitutes(floor.session, clock.now()) == 0
    assert [handover.answer for handover in handovers] == ["withdrawn", "declined"]
    last = floor.lines(tickets[0])[-1]
    assert (last.kind, last.actor_id, last.data["answer"]) == (
        "handover_answered",
        None,
        "withdrawn",
    )
    for person in (floor.owner, floor.other):
        assert floor.lines(person)[-1].data["answer"] in ("withdrawn", "declined")
    with pytest.raises(Conflict):
        answer_handover(floor.session, floor.other, handovers[0], "accepted")


def test_an_offer_stands_while_its_owner_is_away_and_ends_when_they_are_back(floor: Any) -> None:
    ticket = floor.owned()
    floor.away(floor.owner, substitute=floor.other, days=3)
    offer_to_substitutes(floor.session, clock.now())
    handover = open_handover(floor.session, ticket.number)
    with floor.later(days=2) as now:
        offer_to_substitutes(floor.session, now)
        assert handover.answer is None
    with floor.later(days=4) as now:
        offer_to_substitutes(floor.session, now)
        assert handover.answer == "withdrawn"
        head = floor.kinds(ticket)
        offer_to_substitutes(floor.session, now)
        assert floor.kinds(ticket) == head


def test_an_offer_that_the_owner_made_stands_whoever_is_here(floor: Any) -> None:
    handover = offer_handover(floor.session, floor.owner, floor.owned(), floor.other)
    offer_to_substitutes(floor.session, clock.now())
    assert handover.answer is None


def test_an_answer_that_came_first_is_not_withdrawn(floor: Any, monkeypatch: Any) -> None:
    ticket = floor.owned()
    absence = floor.away(floor.owner, substitute=floor.other)
    offer_to_substitutes(floor.session, clock.now())
    handover = open_handover(floor.session, ticket.number)
    floor.session.delete(absence)

    def answer_first(*_: Any) -> Any:
        monkeypatch.undo()
        answer_handover(floor.session, floor.other, handover, "declined")
        return ticket

    # As if the substitute answered between the look and the lock.
    monkeypatch.setattr("swarm.tickets.handovers._hold_both", answer_first)
    offer_to_substitutes(floor.session, clock.now())
    assert handover.answer == "declined"

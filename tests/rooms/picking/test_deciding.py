"""What is decided on a ticket: it is taken, handed out, swarmed or left, once, by who may."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from swarm import clock
from swarm.errors import Conflict, Invalid, NotAllowed, NotFound
from swarm.people.conflicts import set_conflicts
from swarm.people.teams import add_team
from swarm.rooms.invitations import answer_invitation, invite_person
from swarm.rooms.members import observe_swarm
from swarm.rooms.picking.closing import close_room
from swarm.rooms.picking.opening import open_room
from swarm.rooms.picking.reading import count_queue
from swarm.rooms.picking.texts import join_picks
from swarm.rooms.tables import Member, Swarm
from swarm.tickets.access import owner_of
from swarm.tickets.handovers import answer_handover, withdraw_handover
from swarm.tickets.inbox import read_inbox
from swarm.tickets.moving import move_ticket
from swarm.tickets.ownership import end_ownership, take_ticket
from swarm.tickets.queries import read_page
from swarm.tickets.tables import Handover, Status


def test_what_is_taken_has_an_owner_and_a_line_in_the_room_and_on_the_ticket(round_: Any) -> None:
    ticket = round_.new()
    pick = round_.pick(round_.mate, ticket, "taken")
    assert owner_of(round_.session, ticket.number).id == round_.mate.id
    said = round_.lines(f"swarms/{round_.room.id}")[-1]
    assert (said.kind, said.actor) == ("ticket_picked", round_.mate.id)
    assert said.data == {"ticket": ticket.number, "pick": pick.id, "decision": "taken"}
    told = round_.lines(f"tickets/{ticket.number}")[-1]
    assert told.data == {"swarm": round_.room.id, "pick": pick.id, "decision": "taken"}
    assert round_.counts() == {"taken": 1}


def test_the_same_decision_again_changes_nothing(round_: Any) -> None:
    ticket = round_.new()
    first = round_.pick(round_.mate, ticket, "taken")
    lines = round_.kinds(f"swarms/{round_.room.id}")
    assert round_.pick(round_.mate, ticket, "taken") is first
    assert round_.kinds(f"swarms/{round_.room.id}") == lines


def test_of_two_who_take_it_the_second_learns_whose_it_is(round_: Any) -> None:
    ticket = round_.new()
    round_.pick(round_.mate, ticket, "taken")
    with pytest.raises(Conflict) as refused:
        round_.pick(round_.lead, ticket, "taken")
    assert refused.value.code == "not_waiting"
    assert refused.value.current["owner"]["name"] == "Mo Mate"


def test_handing_out_asks_and_pushes_nothing(round_: Any) -> None:
    ticket = round_.new()
    round_.pick(round_.lead, ticket, "offered", to=round_.mate.id)
    assert owner_of(round_.session, ticket.number) is None
    assert round_.counts() == {"waiting": 1}
    (waiting,) = round_.queue().waiting
    assert (waiting.pick.to.name, waiting.pick.answer) == ("Mo Mate", None)
    sections = read_inbox(round_.session, round_.mate).sections
    offered = next(one for one in sections if one.key == "handovers")
    assert [row.why for row in offered.items] == ["Nobody owns it, and Lea Lead asks you to."]
    handover = round_.session.get_one(Handover, 1)
    answer_handover(round_.session, round_.mate, handover, "accepted")
    assert owner_of(round_.session, ticket.number).id == round_.mate.id
    assert round_.counts() == {"taken": 1}
    assert round_.kinds(f"people/{round_.mate.id}")[-1] == "handover_received"


def test_what_was_declined_waits_again(round_: Any) -> None:
    ticket = round_.new()
    round_.pick(round_.lead, ticket, "offered", to=round_.mate.id)
    answer_handover(round_.session, round_.mate, round_.session.get_one(Handover, 1), "declined")
    (waiting,) = round_.queue().waiting
    assert waiting.pick.answer == "declined"
    round_.pick(round_.mate, ticket, "left", why="Needs the vendor")
    assert round_.counts() == {"left": 1}


def test_who_handed_it_out_takes_the_offer_back_and_nobody_else_does(round_: Any) -> None:
    ticket = round_.new()
    third = round_.make.person(team=round_.team)
    observe_swarm(round_.session, third, round_.room.id)
    round_.pick(round_.lead, ticket, "offered", to=round_.mate.id)
    (waiting,) = round_.queue().waiting
    offer = round_.session.get_one(Handover, waiting.pick.handover)
    assert (offer.from_id, offer.by_id) == (None, round_.lead.id)

    def may(person: Any) -> tuple[bool, bool]:
        (one,) = round_.queue(person).waiting
        page = read_page(round_.session, person, ticket)
        return one.can["withdraw"], page.can.withdraw_handover

    assert may(round_.lead) == (True, True)
    for person in (round_.mate, third):
        assert may(person) == (False, False)
        with pytest.raises(NotAllowed):
            withdraw_handover(round_.session, person, offer)
    observe_swarm(round_.session, round_.manager, round_.room.id)
    assert may(round_.manager) == (True, True)
    withdraw_handover(round_.session, round_.lead, offer)
    withdraw_handover(round_.session, round_.lead, offer)
    assert may(round_.lead) == (False, False)
    (waiting,) = round_.queue().waiting
    assert waiting.pick.answer == "withdrawn"
    again = round_.pick(round_.lead, ticket, "offered", to=round_.mate.id)
    offer = round_.session.get_one(Handover, again.handover_id)
    answer_handover(round_.session, round_.mate, offer, "declined")
    told = round_.lines(f"people/{round_.lead.id}")[-1]
    assert (told.kind, told.data["answer"]) == ("handover_settled", "declined")


def test_an_offer_needs_somebody_else_who_works_here_and_may(round_: Any) -> None:
    ticket = round_.new()
    for to in (None, 999, round_.lead.id, round_.requester.id):
        with pytest.raises(Invalid):
            round_.pick(round_.lead, ticket, "offered", to=to)
    apart = add_team(round_.session, None, name="Rivals")
    rival = round_.make.person(team=apart)
    set_conflicts(round_.session, None, apart, [round_.team.id])
    with pytest.raises(Invalid):
        round_.pick(round_.lead, ticket, "offered", to=rival.id)
    round_.pick(round_.lead, ticket, "offered", to=round_.mate.id)
    with pytest.raises(Conflict):
        round_.pick(round_.lead, ticket, "offered", to=round_.other.id)
    with pytest.raises(Conflict):
        round_.pick(round_.lead, ticket, "left", why="Later")


def test_a_swarm_is_opened_on_it_by_who_takes_it(round_: Any) -> None:
    ticket = round_.new()
    pick = round_.pick(round_.mate, ticket, "swarmed", help_needed="Who knows the shop?")
    opened = round_.session.get_one(Swarm, pick.opened_id)
    assert (opened.kind, opened.ticket_number) == ("ad_hoc", ticket.number)
    assert owner_of(round_.session, ticket.number).id == round_.mate.id
    assert round_.counts() == {"swarmed": 1}
    with pytest.raises(Invalid):
        round_.pick(round_.mate, round_.new(), "swarmed", help_needed=" ")


def test_leaving_takes_a_word_which_is_joined_to_its_lines(round_: Any) -> None:
    ticket = round_.new("The shop is down")
    with pytest.raises(Invalid):
        round_.pick(round_.mate, ticket, "left", why=" ")
    before = ticket.updated_at
    with clock.at(clock.now() + timedelta(minutes=5)):
        round_.pick(round_.mate, ticket, "left", why="Waits for the vendor")
    assert ticket.updated_at == before, "its requester would see that something moved"
    for stream in (f"swarms/{round_.room.id}", f"tickets/{ticket.number}"):
        line = round_.lines(stream)[-1]
        assert "why" not in line.data
        join_picks(round_.session, [line])
        assert (line.data["why"], line.data["summary"]) == (
            "Waits for the vendor",
            "The shop is down",
        )
    assert round_.waiting() == []
    (left,) = round_.queue().decided
    assert left.can == {
        "take": True, "offer": True, "swarm": True, "leave": True, "withdraw": False,
    }  # fmt: skip
    round_.pick(round_.lead, ticket, "taken")
    assert round_.counts() == {"taken": 1}


def test_what_is_given_back_waits_in_dispatch_again(round_: Any) -> None:
    ticket = round_.new()
    round_.pick(round_.mate, ticket, "taken")
    end_ownership(round_.session, round_.mate, ticket, "released")
    assert round_.counts() == {"waiting": 1}
    round_.pick(round_.mate, ticket, "taken")
    assert owner_of(round_.session, ticket.number).id == round_.mate.id


def test_only_tickets_of_the_room_are_picked_over_in_it(round_: Any) -> None:
    elsewhere = round_.new(team=None)
    with pytest.raises(Conflict):
        round_.pick(round_.mate, elsewhere, "taken")
    with pytest.raises(NotFound):
        round_.pick(round_.mate, type("Ticket", (), {"number": 999})(), "taken")
    whole = open_room(round_.session, round_.lead, "dispatch", None)
    round_.new("Ours")
    assert sorted(round_.waiting(whole)) == ["Ours", "The shop is slow"]
    assert round_.waiting() == ["Ours"]


def test_who_is_not_in_the_room_decides_nothing(round_: Any) -> None:
    ticket = round_.new()
    for person in (round_.other, round_.manager, round_.guest, round_.requester):
        with pytest.raises(NotFound):
            round_.pick(person, ticket, "taken")
    assert owner_of(round_.session, ticket.number) is None


def test_a_colleague_reads_a_round_that_is_over_and_decides_nothing_in_it(round_: Any) -> None:
    ticket = round_.new()
    close_room(round_.session, round_.lead, round_.room.id, "Done.")
    assert round_.queue(round_.other).counts.waiting == 1
    with pytest.raises(NotFound):
        round_.pick(round_.other, ticket, "taken")
    with pytest.raises(Conflict):
        round_.pick(round_.mate, ticket, "taken")
    assert owner_of(round_.session, ticket.number) is None


def test_somebody_who_was_asked_in_decides_and_who_watches_does_not(round_: Any) -> None:
    call = invite_person(round_.session, round_.lead, round_.room.id, round_.other.id)
    assert round_.lines(f"people/{round_.other.id}")[-1].data["ticket"] is None
    answer_invitation(round_.session, round_.other, call.id, "accepted")
    round_.pick(round_.other, round_.new(), "taken")
    stay = round_.session.query(Member).filter_by(person_id=round_.other.id).one()
    stay.role = "observer"
    with pytest.raises(NotAllowed):
        round_.pick(round_.other, round_.new(), "taken")


def test_what_waits_for_its_requester_or_is_over_is_not_new_work(round_: Any) -> None:
    ticket = round_.new()
    take_ticket(round_.session, round_.other, ticket)
    assert round_.waiting() == []
    assert count_queue(round_.session, round_.room).waiting == 0


def test_a_backlog_room_shows_what_is_old_or_stalled_with_its_owners(round_: Any) -> None:
    now = clock.now()
    room = open_room(round_.session, round_.lead, "backlog", round_.team.id)
    round_.room = room
    with clock.at(now - timedelta(days=15)):
        old, free = round_.new("Old"), round_.new("Old and free")
        take_ticket(round_.session, round_.mate, old)
    with clock.at(now - timedelta(days=4)):
        still = round_.new("Still")
        take_ticket(round_.session, round_.lead, still)
        unheard = round_.new("Unheard")
        take_ticket(round_.session, round_.lead, unheard)
        move_ticket(round_.session, round_.lead, unheard, Status.WAITING)
        end_ownership(round_.session, round_.lead, unheard, "released")
    with clock.at(now - timedelta(days=2)):
        take_ticket(round_.session, round_.lead, round_.new("Fresh"))
    assert round_.waiting() == ["Old", "Still", "Unheard"]
    assert free.number not in [one.ticket.number for one in round_.queue(round_.lead).waiting]
    rows = {one.ticket.summary: one for one in round_.queue(round_.lead).waiting}
    assert rows["Old"].ticket.owner.name == "Mo Mate"
    assert {what for what, may in rows["Old"].can.items() if may} == {"leave"}
    assert rows["Still"].can["offer"]
    assert rows["Unheard"].can["take"]


def test_in_a_backlog_room_an_owner_keeps_hands_on_or_swarms_what_is_theirs(round_: Any) -> None:
    now, room = clock.now(), open_room(round_.session, round_.lead, "backlog", round_.team.id)
    round_.room = room
    with clock.at(now - timedelta(days=15)):
        tickets = [round_.new(f"Old {number}") for number in range(4)]
        for ticket in tickets:
            take_ticket(round_.session, round_.lead, ticket)
    kept, swarmed, handed, left = tickets
    round_.pick(round_.lead, kept, "taken")
    round_.pick(round_.lead, swarmed, "swarmed", help_needed="Who knows?")
    round_.pick(round_.lead, handed, "offered", to=round_.mate.id)
    round_.pick(round_.lead, left, "left", why="The vendor has it")
    counts = count_queue(round_.session, room)
    assert counts.model_dump() == {"waiting": 1, "taken": 1, "swarmed": 1, "left": 1}
    answer_handover(round_.session, round_.mate, round_.session.get_one(Handover, 1), "accepted")
    assert count_queue(round_.session, room).taken == 2


def test_another_owners_ticket_is_neither_taken_nor_swarmed(round_: Any) -> None:
    now, room = clock.now(), open_room(round_.session, round_.lead, "backlog", round_.team.id)
    round_.room = room
    with clock.at(now - timedelta(days=15)):
        ticket = round_.new()
        take_ticket(round_.session, round_.mate, ticket)
    with pytest.raises(Conflict):
        round_.pick(round_.lead, ticket, "taken")
    with pytest.raises(NotAllowed):
        round_.pick(round_.lead, ticket, "swarmed", help_needed="Who?")
    with pytest.raises(NotAllowed):
        round_.pick(round_.lead, ticket, "offered", to=round_.other.id)
    assert owner_of(round_.session, ticket.number).id == round_.mate.id

"""Open rooms hear of every ticket that comes, goes or changes hands, and of no other."""

from __future__ import annotations

from typing import Any

from swarm.rooms.picking import listener
from swarm.rooms.picking.closing import close_room
from swarm.rooms.picking.opening import open_room
from swarm.tickets.editing import change_ticket
from swarm.tickets.handovers import answer_handover
from swarm.tickets.ownership import take_ticket
from swarm.tickets.tables import Handover


def hear(round_: Any, ticket: Any) -> None:
    for line in round_.lines(f"tickets/{ticket.number}"):
        if line.kind in listener.KINDS:
            listener.work(round_.session, line)


def heard_in(round_: Any, room: Any) -> int:
    return round_.kinds(f"swarms/{room.id}").count("queue_changed")


def test_a_ticket_that_comes_and_is_taken_is_heard_in_its_rooms(round_: Any) -> None:
    whole = open_room(round_.session, round_.lead, "dispatch", None)
    ticket = round_.new()
    hear(round_, ticket)
    before = heard_in(round_, round_.room)
    assert before == heard_in(round_, whole) == 1
    take_ticket(round_.session, round_.other, ticket)
    hear(round_, ticket)
    assert heard_in(round_, round_.room) > before + 1


def test_another_teams_ticket_is_not_heard_until_it_becomes_this_ones(round_: Any) -> None:
    ticket = round_.new(team=None)
    hear(round_, ticket)
    assert heard_in(round_, round_.room) == 0
    change_ticket(round_.session, round_.manager, ticket, {"team": round_.team.id})
    hear(round_, ticket)
    assert heard_in(round_, round_.room) > 0


def test_the_room_in_which_an_offer_was_made_hears_how_it_was_answered(round_: Any) -> None:
    whole = open_room(round_.session, round_.lead, "dispatch", None)
    ticket = round_.new()
    pick = round_.pick(round_.lead, ticket, "offered", to=round_.mate.id)
    offer = round_.session.get_one(Handover, pick.handover_id)
    answer_handover(round_.session, round_.mate, offer, "declined")
    listener.work(round_.session, round_.lines(f"tickets/{ticket.number}")[-1])
    heard = round_.lines(f"swarms/{round_.room.id}")[-1]
    assert (heard.kind, heard.actor) == ("queue_changed", round_.mate.id)
    assert heard.data == {"ticket": ticket.number, "answer": "declined", "to": round_.mate.id}
    assert round_.lines(f"swarms/{whole.id}")[-1].data == {"ticket": ticket.number}


def test_a_closed_room_hears_nothing(round_: Any) -> None:
    close_room(round_.session, round_.lead, round_.room.id, "Done.")
    hear(round_, round_.new())
    assert heard_in(round_, round_.room) == 0

"""Opening a swarm."""

from __future__ import annotations

from typing import Any

import pytest

from swarm.errors import Conflict, Invalid, NotAllowed, NotFound
from swarm.people.actions import mark_left
from swarm.rooms.closing import close_swarm
from swarm.rooms.listener import work
from swarm.rooms.offers import make_offer
from swarm.rooms.opening import open_swarm
from swarm.tickets.creating import create_ticket
from swarm.tickets.ownership import assign_ticket


def test_the_owner_opens_a_swarm_and_leads_it(floor: Any) -> None:
    ticket = floor.ticket()
    swarm = floor.swarm(ticket, tried="Turned it off and on", kind="severity")
    assert floor.members(swarm) == {floor.owner.id: "owner"}
    opened, joined, _ = floor.lines(f"swarms/{swarm.id}")
    assert (opened.kind, opened.data) == (
        "swarm_opened",
        {"ticket": ticket.number, "kind": "severity"},
    )
    assert joined.data == {"person": floor.owner.id, "role": "owner", "by": "opened"}
    line = floor.lines(f"tickets/{ticket.number}")[-1]
    assert (line.kind, line.data) == ("swarm_opened", {"swarm": swarm.id, "kind": "severity"})


def test_a_ticket_without_an_owner_cannot_be_swarmed(floor: Any) -> None:
    ticket, _ = create_ticket(floor.session, floor.owner, summary="Nobody has it")
    with pytest.raises(Conflict) as refused:
        floor.swarm(ticket)
    assert refused.value.code == "no_owner"
    assert refused.value.current is not None
    assert refused.value.current["owner"] is None


@pytest.mark.parametrize("who", ["expert", "manager", "requester"])
def test_only_the_owner_opens_a_swarm(floor: Any, who: str) -> None:
    ticket = floor.ticket()
    with pytest.raises(NotAllowed):
        open_swarm(floor.session, getattr(floor, who), ticket.number, help_needed="Help")


def test_a_guest_learns_of_no_ticket(floor: Any) -> None:
    ticket = floor.ticket()
    with pytest.raises(NotFound):
        open_swarm(floor.session, floor.guest, ticket.number, help_needed="Help")
    with pytest.raises(NotFound):
        open_swarm(floor.session, floor.owner, 999, help_needed="Help")


def test_an_ask_must_say_what_help_is_needed(floor: Any) -> None:
    with pytest.raises(Invalid) as refused:
        floor.swarm(help_needed="  ")
    assert refused.value.fields == {"help_needed": "is empty"}


@pytest.mark.parametrize("kind", ["dispatch", "backlog", "party"])
def test_kinds_that_pick_tickets_over_are_not_opened_on_one_ticket(floor: Any, kind: str) -> None:
    ticket = floor.ticket()
    before = floor.kinds(f"tickets/{ticket.number}")
    with pytest.raises(Invalid) as refused:
        floor.swarm(ticket, kind=kind)
    assert refused.value.fields == {"kind": "is not opened on a ticket"}
    assert floor.kinds(f"tickets/{ticket.number}") == before


def test_the_owner_of_the_swarm_follows_the_owner_of_the_ticket(floor: Any) -> None:
    ticket = floor.ticket()
    swarm = floor.swarm(ticket)
    floor.join(swarm, floor.expert)
    assign_ticket(floor.session, floor.manager, ticket, floor.other)
    line = floor.lines(f"tickets/{ticket.number}")[-1]
    started = next(
        one for one in reversed(floor.lines(line.stream)) if one.kind == "ownership_started"
    )
    work(floor.session, started)
    assert floor.members(swarm) == {
        floor.owner.id: "collaborator",
        floor.expert.id: "collaborator",
        floor.other.id: "owner",
    }
    before = len(floor.lines(f"swarms/{swarm.id}"))
    work(floor.session, started)
    assert len(floor.lines(f"swarms/{swarm.id}")) == before


def test_a_member_who_becomes_owner_keeps_one_stay(floor: Any) -> None:
    ticket = floor.ticket()
    swarm = floor.swarm(ticket)
    floor.join(swarm, floor.expert)
    assign_ticket(floor.session, floor.manager, ticket, floor.expert)
    for line in floor.lines(f"tickets/{ticket.number}"):
        if line.kind == "ownership_started":
            work(floor.session, line)
    assert floor.members(swarm)[floor.expert.id] == "owner"
    assert list(floor.members(swarm).values()).count("owner") == 1


def test_who_left_the_desk_is_in_no_room_and_waited_for_in_none(floor: Any) -> None:
    first, second, third, closed = (floor.swarm() for _ in range(4))
    floor.join(first, floor.expert)
    floor.join(closed, floor.expert)
    close_swarm(floor.session, floor.owner, closed.id, summary="Over", solved=False)
    invitation = floor.invite(second, floor.expert)
    offer = make_offer(floor.session, floor.expert, third.id)
    administrator = floor.make.person("administrator")
    mark_left(floor.session, administrator, floor.expert)
    left = floor.lines(f"people/{floor.expert.id}")[-1]
    for _ in range(2):
        work(floor.session, left)
    assert floor.expert.id not in floor.members(first)
    assert floor.expert.id in floor.members(closed)
    assert floor.kinds(f"swarms/{first.id}").count("member_left") == 1
    assert (invitation.answer, offer.answer) == ("withdrawn", "closed")
    assert floor.lines(f"people/{floor.expert.id}")[-2].data["why"] == "left"


def test_a_swarm_whose_owner_left_the_desk_waits_for_the_next_owner(floor: Any) -> None:
    swarm = floor.swarm()
    mark_left(floor.session, floor.make.person("administrator"), floor.owner)
    work(floor.session, floor.lines(f"people/{floor.owner.id}")[-1])
    assert floor.members(swarm) == {floor.owner.id: "owner"}

"""What screens ask: one swarm, my swarms, what waits for me."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from swarm import clock
from swarm.errors import Invalid, NotFound
from swarm.rooms.closing import Credit, close_swarm
from swarm.rooms.invitations import Basis, answer_invitation
from swarm.rooms.offers import answer_offer, make_offer
from swarm.rooms.queries import read_activity, read_swarm
from swarm.rooms.waiting import invitations_of, list_swarms, offers_to
from swarm.tickets.tables import Ticket

REASON = {"text": "Solved 4 similar tickets", "link": "/tickets/3", "tickets": [3]}


def test_the_owner_sees_who_was_asked_and_what_they_said(floor: Any) -> None:
    swarm = floor.swarm(tried="Everything")
    invitation = floor.invite(swarm, floor.expert, note="Please", basis=Basis([REASON], 1, "m"))
    answer_invitation(floor.session, floor.expert, invitation.id, "declined", "On a train")
    offer = make_offer(floor.session, floor.other, swarm.id, "I can")
    page = read_swarm(floor.session, floor.owner, swarm.id)
    assert page.ticket.number == swarm.ticket_number
    assert page.ticket.owner is not None
    assert page.ticket.owner.name == "Olga Owner"
    assert (page.help_needed, page.tried, page.kind) == ("Who knows it?", "Everything", "ad_hoc")
    assert (page.open, page.closure, page.role) == (True, None, "owner")
    asked = page.invitations[0]
    assert (asked.person.name, asked.by.name) == ("Eva Expert", "Olga Owner")
    assert (asked.answer, asked.reason, asked.note) == ("declined", "On a train", "Please")
    assert asked.reasons[0].model_dump() == REASON
    assert [(one.id, one.note, one.answer) for one in page.offers] == [(offer.id, "I can", None)]
    assert page.head == len(floor.lines(f"swarms/{swarm.id}"))
    assert page.can["invite"]
    assert page.can["close"]


def test_the_words_of_a_no_are_for_the_owner_only(floor: Any) -> None:
    swarm = floor.swarm()
    floor.join(swarm, floor.other)
    invitation = floor.invite(swarm, floor.expert)
    answer_invitation(floor.session, floor.expert, invitation.id, "declined", "On a train")
    page = read_swarm(floor.session, floor.other, swarm.id)
    assert [one.reason for one in page.invitations] == [None, None]
    assert page.can["read"]
    assert not page.can["invite"]


def test_a_colleague_sees_the_card_and_may_offer(floor: Any) -> None:
    swarm = floor.swarm()
    floor.invite(swarm, floor.expert)
    page = read_swarm(floor.session, floor.other, swarm.id)
    assert (page.head, page.read, page.role) == (None, None, None)
    assert (page.invitations, page.offers, page.my_invitation) == ([], [], None)
    assert [one.person.name for one in page.members] == ["Olga Owner"]
    assert {right for right, given in page.can.items() if given} == {"offer"}
    make_offer(floor.session, floor.other, swarm.id)
    page = read_swarm(floor.session, floor.other, swarm.id)
    assert not page.can["offer"]
    assert page.my_offer is not None


def test_who_is_invited_sees_their_invitation(floor: Any) -> None:
    swarm = floor.swarm()
    invitation = floor.invite(swarm, floor.guest)
    page = read_swarm(floor.session, floor.guest, swarm.id)
    assert page.my_invitation is not None
    assert page.my_invitation.id == invitation.id
    assert page.can["answer"]
    assert not page.can["read"]
    answer_invitation(floor.session, floor.guest, invitation.id, "accepted")
    page = read_swarm(floor.session, floor.guest, swarm.id)
    assert (page.my_invitation, page.invitations) == (None, [])
    assert page.can["post"]
    assert not page.can["suggest"]


def test_the_ask_is_shown_as_it_was_meant_and_not_as_markup_of_strangers(floor: Any) -> None:
    swarm = floor.swarm(
        help_needed="Who knows **callbacks**? <script>alert(1)</script>",
        tried="- a restart\n- [the log](javascript:alert(1))",
    )
    page = read_swarm(floor.session, floor.owner, swarm.id)
    assert "<strong>callbacks</strong>" in page.help_needed_html
    assert "<li>a restart</li>" in page.tried_html
    both = page.help_needed_html + page.tried_html
    assert "<script" not in both
    assert 'href="javascript' not in both


def test_the_room_is_read_in_stretches(floor: Any) -> None:
    swarm = floor.swarm()
    for number in range(5):
        floor.post(swarm, floor.owner, f"Number {number}")
    part = read_activity(floor.session, floor.owner, swarm.id, after=3, limit=2)
    assert [line.seq for line in part.items] == [4, 5]
    assert [line.data["body"] for line in part.items] == ["Number 1", "Number 2"]
    assert part.head == 7
    assert read_activity(floor.session, floor.owner, swarm.id, after=7).items == []
    with pytest.raises(NotFound):
        read_activity(floor.session, floor.other, swarm.id)


def test_my_swarms_are_those_i_am_in(floor: Any) -> None:
    first, second, third = floor.swarm(), floor.swarm(), floor.swarm()
    floor.join(first, floor.expert)
    floor.join(third, floor.expert)
    floor.post(first, floor.owner, "Hello")
    close_swarm(floor.session, floor.owner, third.id, summary="Over", solved=False)
    mine = list_swarms(floor.session, floor.expert, mine=True).items
    assert [one.id for one in mine] == [third.id, first.id]
    assert [one.open for one in mine] == [False, True]
    assert (mine[1].unread, mine[1].role, mine[1].members) == (1, "collaborator", 2)
    assert mine[1].head == len(floor.lines(f"swarms/{first.id}"))
    opened = list_swarms(floor.session, floor.expert, open_only=True).items
    assert [one.id for one in opened] == [second.id, first.id]
    assert (opened[0].role, opened[0].head, opened[0].unread) == (None, None, 0)


def test_swarms_come_in_pages(floor: Any) -> None:
    ids = [floor.swarm().id for _ in range(5)]
    seen, cursor = [], None
    while True:
        page = list_swarms(floor.session, floor.other, cursor=cursor, limit=2)
        seen += [one.id for one in page.items]
        cursor = page.next
        if cursor is None:
            break
    assert seen == ids[::-1]
    with pytest.raises(Invalid):
        list_swarms(floor.session, floor.other, cursor="garbage")


def test_a_guest_lists_only_their_own(floor: Any) -> None:
    swarm = floor.swarm()
    floor.swarm()
    assert list_swarms(floor.session, floor.guest).items == []
    floor.join(swarm, floor.guest)
    assert [one.id for one in list_swarms(floor.session, floor.guest).items] == [swarm.id]


def test_waiting_invitations_tell_ticket_and_ask(floor: Any) -> None:
    swarm, second = floor.swarm(help_needed="Who knows rollers?"), floor.swarm()
    floor.invite(swarm, floor.expert)
    floor.join(second, floor.expert)
    waiting = invitations_of(floor.session, floor.expert).items
    assert [one.swarm for one in waiting] == [swarm.id]
    assert waiting[0].help_needed == "Who knows rollers?"
    assert waiting[0].ticket is not None
    assert waiting[0].ticket.number == swarm.ticket_number
    with clock.at(clock.now() + timedelta(hours=1)):
        assert invitations_of(floor.session, floor.expert).items == []


def test_offers_wait_for_the_owner(floor: Any) -> None:
    swarm = floor.swarm()
    offer = make_offer(floor.session, floor.expert, swarm.id, "I can")
    waiting = offers_to(floor.session, floor.owner).items
    assert [(one.id, one.person.name) for one in waiting] == [(offer.id, "Eva Expert")]
    assert waiting[0].ticket is not None
    assert offers_to(floor.session, floor.expert).items == []
    answer_offer(floor.session, floor.owner, offer.id, "declined")
    assert offers_to(floor.session, floor.owner).items == []


def test_a_closed_swarm_shows_its_outcome_to_colleagues(floor: Any) -> None:
    swarm = floor.swarm()
    credit = [Credit(floor.owner.id, "fix")]
    close_swarm(floor.session, floor.owner, swarm.id, summary="Roller", solved=True, credits=credit)
    page = read_swarm(floor.session, floor.other, swarm.id)
    assert page.closure is not None
    assert page.closure.by.name == "Olga Owner"
    assert floor.session.get(Ticket, swarm.ticket_number).status == page.ticket.status == "solved"
    assert not any(page.can.values())

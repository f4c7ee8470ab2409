"""Help offered unasked; watching, leaving, being removed."""

from __future__ import annotations

from typing import Any

import pytest

from swarm.errors import Conflict, Invalid, NotAllowed, NotFound
from swarm.rooms import listener
from swarm.rooms.members import observe_swarm, remove_member
from swarm.rooms.offers import answer_offer, make_offer
from swarm.tickets.ownership import assign_ticket
from swarm.tickets.solving import solve_ticket
from swarm.tickets.tables import Ticket


def test_an_offer_that_is_accepted_makes_a_member(floor: Any) -> None:
    swarm = floor.swarm()
    offer = make_offer(floor.session, floor.expert, swarm.id, "I wrote that driver")
    received = floor.lines(f"people/{floor.owner.id}")[-1]
    assert (received.kind, received.data) == (
        "offer_received",
        {"offer": offer.id, "swarm": swarm.id},
    )
    answer_offer(floor.session, floor.owner, offer.id, "accepted")
    assert floor.members(swarm)[floor.expert.id] == "collaborator"
    settled = floor.lines(f"people/{floor.expert.id}")[-1]
    assert (settled.kind, settled.data["answer"]) == ("offer_settled", "accepted")
    assert floor.kinds(f"swarms/{swarm.id}")[-3:] == [
        "offer_made",
        "offer_answered",
        "member_joined",
    ]


def test_a_declined_offer_makes_nobody_a_member(floor: Any) -> None:
    swarm = floor.swarm()
    offer = make_offer(floor.session, floor.expert, swarm.id)
    answer_offer(floor.session, floor.owner, offer.id, "declined")
    before = floor.kinds(f"swarms/{swarm.id}")
    answer_offer(floor.session, floor.owner, offer.id, "declined")
    assert floor.kinds(f"swarms/{swarm.id}") == before
    with pytest.raises(Conflict) as refused:
        answer_offer(floor.session, floor.owner, offer.id, "accepted")
    assert refused.value.current == {"answer": "declined"}
    assert floor.expert.id not in floor.members(swarm)


def test_only_the_owner_answers_offers(floor: Any) -> None:
    swarm = floor.swarm()
    offer = make_offer(floor.session, floor.expert, swarm.id)
    for somebody, denied in (
        (floor.expert, NotAllowed), (floor.other, NotFound), (floor.manager, NotFound),
    ):  # fmt: skip
        with pytest.raises(denied):
            answer_offer(floor.session, somebody, offer.id, "accepted")
    with pytest.raises(NotFound):
        answer_offer(floor.session, floor.requester, offer.id, "accepted")
    with pytest.raises(NotFound):
        answer_offer(floor.session, floor.owner, 999, "accepted")
    with pytest.raises(Invalid):
        answer_offer(floor.session, floor.owner, offer.id, "perhaps")


def test_offers_that_make_no_sense_are_refused(floor: Any) -> None:
    swarm = floor.swarm()
    with pytest.raises(Conflict) as refused:
        make_offer(floor.session, floor.owner, swarm.id)
    assert refused.value.code == "already_member"
    assert refused.value.current == {"role": "owner"}
    make_offer(floor.session, floor.expert, swarm.id)
    with pytest.raises(Conflict) as refused:
        make_offer(floor.session, floor.expert, swarm.id)
    assert refused.value.code == "already_offered"
    floor.invite(swarm, floor.other)
    with pytest.raises(Conflict) as refused:
        make_offer(floor.session, floor.other, swarm.id)
    assert refused.value.code == "already_invited"


def test_guests_do_not_offer_and_requesters_see_nothing(floor: Any) -> None:
    swarm = floor.swarm()
    for outsider in (floor.guest, floor.requester):
        with pytest.raises(NotFound):
            make_offer(floor.session, outsider, swarm.id)
    floor.join(swarm, floor.guest)
    with pytest.raises(NotAllowed):
        make_offer(floor.session, floor.guest, swarm.id)


def test_a_manager_watches_without_speaking(floor: Any) -> None:
    swarm = floor.swarm()
    observe_swarm(floor.session, floor.manager, swarm.id)
    observe_swarm(floor.session, floor.manager, swarm.id)
    assert floor.members(swarm)[floor.manager.id] == "observer"
    assert floor.kinds(f"swarms/{swarm.id}").count("member_joined") == 2
    with pytest.raises(NotAllowed):
        floor.post(swarm, floor.manager, "Just saying")
    with pytest.raises(NotAllowed):
        observe_swarm(floor.session, floor.expert, swarm.id)


def test_a_member_leaves_and_hears_of_nothing_any_more(floor: Any) -> None:
    swarm = floor.swarm()
    floor.join(swarm, floor.expert)
    remove_member(floor.session, floor.expert, swarm.id, floor.expert.id)
    assert floor.lines(f"swarms/{swarm.id}")[-1].kind == "member_left"
    with pytest.raises(NotFound):
        floor.post(swarm, floor.expert, "One more thing")
    with pytest.raises(NotFound):
        remove_member(floor.session, floor.expert, swarm.id, floor.expert.id)


def test_the_owner_removes_a_member_who_is_told(floor: Any) -> None:
    swarm = floor.swarm()
    floor.join(swarm, floor.expert)
    floor.join(swarm, floor.other)
    with pytest.raises(NotAllowed):
        remove_member(floor.session, floor.other, swarm.id, floor.expert.id)
    remove_member(floor.session, floor.owner, swarm.id, floor.expert.id)
    assert floor.lines(f"swarms/{swarm.id}")[-1].kind == "member_removed"
    assert floor.lines(f"people/{floor.expert.id}")[-1].data == {"swarm": swarm.id}
    with pytest.raises(NotFound):
        remove_member(floor.session, floor.owner, swarm.id, floor.expert.id)


def test_the_owner_stays_until_the_ticket_has_another(floor: Any) -> None:
    swarm = floor.swarm()
    with pytest.raises(Conflict) as refused:
        remove_member(floor.session, floor.owner, swarm.id, floor.owner.id)
    assert refused.value.code == "owner_stays"
    assert refused.value.current == {"person": floor.owner.id, "role": "owner"}


def test_whoever_becomes_the_owner_is_not_waited_for_any_more(floor: Any) -> None:
    swarm = floor.swarm()
    ticket = floor.session.get(Ticket, swarm.ticket_number)
    invitation = floor.invite(swarm, floor.expert)
    offer = make_offer(floor.session, floor.other, swarm.id)
    for owner in (floor.expert, floor.other):
        assign_ticket(floor.session, floor.manager, ticket, owner)
        listener.work(floor.session, floor.lines(f"tickets/{ticket.number}")[-1])
    assert (invitation.answer, offer.answer) == ("withdrawn", "closed")
    assert floor.members(swarm)[floor.other.id] == "owner"


def test_the_last_owner_still_leads_when_the_ticket_was_solved_first(floor: Any) -> None:
    swarm = floor.swarm()
    ticket = floor.session.get(Ticket, swarm.ticket_number)
    solve_ticket(floor.session, floor.owner, ticket, "A worn roller", "Changed it")
    floor.join(swarm, floor.expert)
    with pytest.raises(NotAllowed):
        remove_member(floor.session, floor.expert, swarm.id, floor.owner.id)

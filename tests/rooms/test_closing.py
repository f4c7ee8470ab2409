"""Closing with an outcome and credits; the ticket carries it on."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from swarm.errors import Conflict, Invalid, NotAllowed, NotFound
from swarm.rooms.closing import Credit, close_swarm
from swarm.rooms.invitations import answer_invitation
from swarm.rooms.listener import KINDS, work
from swarm.rooms.members import observe_swarm, remove_member
from swarm.rooms.offers import make_offer
from swarm.rooms.queries import read_swarm
from swarm.rooms.tables import Closure, Contribution
from swarm.tickets.solving import close_ticket, reopen_ticket, solve_ticket
from swarm.tickets.tables import Outcome, Ticket


def close(floor: Any, swarm: Any, actor: Any = None, **more: Any) -> Any:
    facts = {"summary": "A worn roller, changed", "solved": True, **more}
    return close_swarm(floor.session, actor or floor.owner, swarm.id, **facts)


def test_closing_credits_and_solves(floor: Any) -> None:
    swarm = floor.swarm()
    floor.join(swarm, floor.expert)
    message = floor.post(swarm, floor.expert, "Change the roller").line.data["message"]
    credited = [
        Credit(floor.expert.id, "fix", message),
        Credit(floor.expert.id, "knowledge"),
        Credit(floor.owner.id, "hypothesis"),
    ]
    close(floor, swarm, ruled_out="The driver", credits=credited)
    page = read_swarm(floor.session, floor.expert, swarm.id)
    assert not page.open
    assert page.closure is not None
    assert (page.closure.summary, page.closure.ruled_out) == (
        "A worn roller, changed",
        "The driver",
    )
    assert [(one.person.id, one.kind, one.message) for one in page.closure.credits] == [
        (floor.expert.id, "fix", message),
        (floor.expert.id, "knowledge", None),
        (floor.owner.id, "hypothesis", None),
    ]
    assert floor.kinds(f"people/{floor.expert.id}")[-2:] == ["credited", "credited"]
    assert floor.lines(f"people/{floor.expert.id}")[-1].data == {
        "swarm": swarm.id,
        "ticket": swarm.ticket_number,
        "kind": "knowledge",
    }
    assert floor.kinds(f"swarms/{swarm.id}")[-4:] == [
        *["contribution_credited"] * 3,
        "swarm_closed",
    ]


def test_a_solved_swarm_solves_its_ticket(floor: Any) -> None:
    swarm = floor.swarm()
    close(floor, swarm, cause="Wear")
    outcome = floor.session.scalar(select(Outcome))
    assert (outcome.cause, outcome.fix) == ("Wear", "A worn roller, changed")
    ticket = floor.session.get(Ticket, swarm.ticket_number)
    assert ticket.status == "solved"
    lines = {line.kind: line.data for line in floor.lines(f"tickets/{ticket.number}")}
    assert lines["swarm_closed"] == {"swarm": swarm.id, "solved": True}
    assert lines["ticket_solved"]["swarm"] == swarm.id


def test_a_cause_that_is_not_told_stays_empty(floor: Any) -> None:
    close(floor, floor.swarm(), fix="Order rollers")
    outcome = floor.session.scalar(select(Outcome))
    assert (outcome.cause, outcome.fix) == ("", "Order rollers")


def test_an_unsolved_swarm_leaves_the_ticket_open(floor: Any) -> None:
    swarm = floor.swarm()
    close(floor, swarm, solved=False)
    assert floor.session.get(Ticket, swarm.ticket_number).status == "open"
    assert floor.session.scalar(select(Outcome)) is None


def test_a_ticket_that_was_solved_before_stays_as_it_was_solved(floor: Any) -> None:
    swarm = floor.swarm()
    ticket = floor.session.get(Ticket, swarm.ticket_number)
    solve_ticket(floor.session, floor.owner, ticket, "Wear", "Changed it")
    close(floor, swarm)
    assert floor.session.scalars(select(Outcome.fix)).all() == ["Changed it"]


def test_a_second_close_is_a_conflict(floor: Any) -> None:
    swarm = floor.swarm()
    close(floor, swarm)
    before = floor.kinds(f"swarms/{swarm.id}")
    with pytest.raises(Conflict) as refused:
        close(floor, swarm)
    assert refused.value.code == "swarm_closed"
    assert floor.kinds(f"swarms/{swarm.id}") == before


def test_waiting_invitations_and_offers_end(floor: Any) -> None:
    swarm = floor.swarm()
    invitation = floor.invite(swarm, floor.expert)
    offer = make_offer(floor.session, floor.other, swarm.id)
    close(floor, swarm)
    assert (invitation.answer, offer.answer) == ("withdrawn", "closed")
    assert floor.lines(f"people/{floor.expert.id}")[-1].data["why"] == "closed"
    assert floor.lines(f"people/{floor.other.id}")[-1].data["answer"] == "closed"
    with pytest.raises(Conflict):
        answer_invitation(floor.session, floor.expert, invitation.id, "accepted")


def test_only_the_owner_closes(floor: Any) -> None:
    swarm = floor.swarm()
    floor.join(swarm, floor.expert)
    for somebody in (floor.expert, floor.manager):
        with pytest.raises(NotAllowed):
            close(floor, swarm, somebody)
    with pytest.raises(NotFound):
        close(floor, swarm, floor.requester)


def test_who_left_can_be_credited_and_who_only_watched_cannot(floor: Any) -> None:
    swarm = floor.swarm()
    floor.join(swarm, floor.expert)
    remove_member(floor.session, floor.expert, swarm.id, floor.expert.id)
    observe_swarm(floor.session, floor.manager, swarm.id)
    for somebody in (floor.manager, floor.other):
        with pytest.raises(Invalid) as refused:
            close(floor, swarm, credits=[Credit(somebody.id, "fix")])
        assert refused.value.fields == {"credits.0.person": "was not in the swarm"}
    close(floor, swarm, credits=[Credit(floor.expert.id, "fix")])
    assert floor.session.scalars(select(Contribution.person_id)).all() == [floor.expert.id]


def test_bad_credits_change_nothing(floor: Any) -> None:
    swarm, second = floor.swarm(), floor.swarm()
    elsewhere = floor.post(second, floor.owner, "Hello").line.data["message"]
    mine = floor.owner.id
    for credited in (
        [Credit(mine, "applause")],
        [Credit(mine, "fix", elsewhere)],
        [Credit(mine, "fix"), Credit(mine, "fix")],
    ):
        with pytest.raises(Invalid):
            close(floor, swarm, credits=credited)
    with pytest.raises(Invalid):
        close(floor, swarm, summary=" ")
    assert read_swarm(floor.session, floor.owner, swarm.id).open


def test_what_was_said_can_be_erased_after_the_end_and_nothing_else(floor: Any) -> None:
    swarm = floor.swarm()
    floor.join(swarm, floor.expert)
    close(floor, swarm)
    for change in (
        lambda: remove_member(floor.session, floor.expert, swarm.id, floor.expert.id),
        lambda: remove_member(floor.session, floor.owner, swarm.id, floor.expert.id),
        lambda: floor.invite(swarm, floor.other),
        lambda: make_offer(floor.session, floor.other, swarm.id),
        lambda: observe_swarm(floor.session, floor.manager, swarm.id),
    ):
        with pytest.raises(Conflict) as refused:
            change()
        assert refused.value.code == "swarm_closed"


def end_ticket(floor: Any, swarm: Any, **more: Any) -> Ticket:
    """Solve the swarm's ticket on the ticket's own page; the rooms have not heard of it yet."""
    ticket = floor.session.get(Ticket, swarm.ticket_number)
    facts = {"cause": "Wear", "fix": "Changed the roller", **more}
    solve_ticket(floor.session, floor.owner, ticket, **facts)
    return ticket


def hear(floor: Any, ticket: Ticket) -> None:
    """Let the rooms work on every line of a ticket, from its first one."""
    for line in floor.lines(f"tickets/{ticket.number}"):
        if line.kind in KINDS:
            work(floor.session, line)


@pytest.mark.both
def test_a_solved_ticket_ends_its_swarms(floor: Any) -> None:
    ticket = floor.ticket()
    swarms = [floor.swarm(ticket), floor.swarm(ticket)]
    floor.join(swarms[0], floor.other)
    invitation = floor.invite(swarms[0], floor.expert)
    offer = make_offer(floor.session, floor.expert, swarms[1].id)
    end_ticket(floor, swarms[0])
    hear(floor, ticket)
    assert (invitation.answer, offer.answer) == ("withdrawn", "closed")
    for swarm in swarms:
        closure = floor.session.get(Closure, swarm.id)
        assert (closure.summary, closure.solved) == ("Changed the roller", True)
        assert closure.by_id == floor.owner.id
        last = floor.lines(f"swarms/{swarm.id}")[-1]
        assert (last.kind, last.actor) == ("swarm_closed", floor.owner.id)
    assert floor.session.scalars(select(Contribution)).all() == []
    with pytest.raises(Conflict):
        answer_invitation(floor.session, floor.expert, invitation.id, "accepted")
    with pytest.raises(Conflict) as refused:
        floor.post(swarms[0], floor.other, "One more thing")
    assert refused.value.code == "swarm_closed"


def test_a_ticket_that_one_room_solved_ends_the_others_in_words_of_their_own(floor: Any) -> None:
    ticket = floor.ticket()
    found, other = floor.swarm(ticket), floor.swarm(ticket)
    close(floor, found, cause="Wear", fix="Order rollers")
    hear(floor, ticket)
    closure = floor.session.get(Closure, other.id)
    assert closure.summary == f"The ticket was solved in another room: #{found.id}."
    assert not closure.solved
    told = {"solved": False, "found_in": found.id}
    assert floor.lines(f"swarms/{other.id}")[-1].data == told
    assert floor.lines(f"tickets/{ticket.number}")[-1].data == {"swarm": other.id, **told}
    assert floor.session.get(Closure, found.id).summary == "A worn roller, changed"


def test_hearing_of_the_end_again_closes_nothing_twice(floor: Any) -> None:
    swarm = floor.swarm()
    ticket = end_ticket(floor, swarm)
    hear(floor, ticket)
    close_ticket(floor.session, floor.requester, ticket)
    before = floor.kinds(f"swarms/{swarm.id}")
    hear(floor, ticket)
    assert floor.kinds(f"swarms/{swarm.id}") == before
    assert before.count("swarm_closed") == 1


def test_a_swarm_that_solved_its_ticket_stays_as_it_was_closed(floor: Any) -> None:
    swarm = floor.swarm()
    close(floor, swarm, fix="Order rollers")
    hear(floor, floor.session.get(Ticket, swarm.ticket_number))
    assert floor.session.get(Closure, swarm.id).summary == "A worn roller, changed"
    assert floor.kinds(f"swarms/{swarm.id}").count("swarm_closed") == 1


def test_a_ticket_that_ended_otherwise_ends_its_swarm_unsolved(floor: Any) -> None:
    swarm = floor.swarm()
    hear(floor, end_ticket(floor, swarm, cause="", fix="", how="withdrawn"))
    closure = floor.session.get(Closure, swarm.id)
    assert (closure.summary, closure.solved) == ("The ticket ended: withdrawn.", False)


def test_a_ticket_that_was_closed_with_a_swarm_from_before_ends_it(floor: Any) -> None:
    swarm = floor.swarm()
    ticket = end_ticket(floor, swarm)
    close_ticket(floor.session, floor.requester, ticket)
    line = floor.lines(f"tickets/{ticket.number}")
    work(floor.session, next(one for one in line if one.kind == "ticket_closed"))
    assert floor.session.get(Closure, swarm.id).by_id == floor.requester.id


def test_a_ticket_that_was_reopened_meanwhile_keeps_its_swarm(floor: Any) -> None:
    swarm = floor.swarm()
    ticket = end_ticket(floor, swarm)
    reopen_ticket(floor.session, floor.requester, ticket)
    hear(floor, ticket)
    assert read_swarm(floor.session, floor.owner, swarm.id).open

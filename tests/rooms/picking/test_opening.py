"""A room without a ticket: who opens it, comes in, leads it, leaves it and closes it."""

from __future__ import annotations

from typing import Any

import pytest

from swarm import clock
from swarm.errors import Conflict, Invalid, NotAllowed, NotFound
from swarm.people.tables import Person
from swarm.reports.aggregates.keeping import tickets_of
from swarm.reports.around import members_of_swarms
from swarm.rooms.access import may_follow, stand
from swarm.rooms.invitations import invite_person
from swarm.rooms.members import end_stays_of, observe_swarm, remove_member
from swarm.rooms.outside.passes import make_pass
from swarm.rooms.picking.closing import close_room
from swarm.rooms.picking.opening import open_room
from swarm.rooms.picking.reading import read_queue
from swarm.rooms.queries import read_swarm
from swarm.rooms.reopening import cancel_swarm, reopen_swarm
from swarm.rooms.waiting import list_swarms
from swarm.rooms.weighed.load import open_rooms
from swarm.rooms.whereabouts import states_of
from swarm.tiers.streams import ticket_of


def test_who_opens_it_leads_it_and_its_first_lines_say_for_whom(round_: Any) -> None:
    page = read_swarm(round_.session, round_.lead, round_.room.id)
    assert (page.ticket, page.team.name, page.kind, page.role) == (None, "Web", "dispatch", "owner")
    opened = round_.lines(f"swarms/{round_.room.id}")[0]
    assert (opened.kind, opened.data) == (
        "swarm_opened",
        {"kind": "dispatch", "team": round_.team.id},
    )


def test_one_of_a_kind_is_open_for_a_team_at_a_time(round_: Any) -> None:
    with pytest.raises(Conflict) as refused:
        open_room(round_.session, round_.mate, "dispatch", round_.team.id)
    assert refused.value.current == {"swarm": round_.room.id}
    open_room(round_.session, round_.mate, "backlog", round_.team.id)
    open_room(round_.session, round_.mate, "dispatch", None)
    close_room(round_.session, round_.lead, round_.room.id, "Done.")
    open_room(round_.session, round_.mate, "dispatch", round_.team.id)


@pytest.mark.parametrize("kind", ["ad_hoc", "severity"])
def test_other_kinds_need_a_ticket(round_: Any, kind: str) -> None:
    with pytest.raises(Invalid):
        open_room(round_.session, round_.lead, kind, None)


def test_a_room_for_no_such_team_is_not_opened(round_: Any) -> None:
    with pytest.raises(Invalid):
        open_room(round_.session, round_.lead, "backlog", 999)


@pytest.mark.parametrize("role", ["guest", "requester"])
def test_nobody_from_outside_opens_sees_or_is_let_into_one(round_: Any, role: str) -> None:
    person = getattr(round_, role)
    with pytest.raises(NotAllowed):
        open_room(round_.session, person, "dispatch", None)
    with pytest.raises(NotFound):
        read_swarm(round_.session, person, round_.room.id)
    with pytest.raises(NotFound):
        read_queue(round_.session, person, round_.room.id)
    with pytest.raises(Invalid):
        invite_person(round_.session, round_.lead, round_.room.id, person.id)
    assert not may_follow(round_.session, person, f"swarms/{round_.room.id}")
    assert round_.room.id not in [one.id for one in list_swarms(round_.session, person).items]


def test_no_guest_is_let_in_by_a_link(round_: Any) -> None:
    with pytest.raises(Conflict):
        make_pass(round_.session, round_.lead, round_.room.id, name="V", kind="vendor", hours=2)


def test_the_team_and_managers_come_in_unasked_others_offer_help(round_: Any) -> None:
    outsider = round_.other
    with pytest.raises(NotAllowed):
        observe_swarm(round_.session, outsider, round_.room.id)
    assert stand(round_.session, outsider, round_.room.id).may_offer
    assert observe_swarm(round_.session, round_.manager, round_.room.id).role == "collaborator"
    again = observe_swarm(round_.session, round_.mate, round_.room.id)
    assert (again.role, again.came_by) == ("collaborator", "came_in")
    whole = open_room(round_.session, round_.lead, "dispatch", None)
    assert observe_swarm(round_.session, outsider, whole.id).role == "collaborator"


def test_a_colleague_outside_sees_the_card_and_no_word_of_the_queue(round_: Any) -> None:
    page = read_swarm(round_.session, round_.other, round_.room.id)
    assert page.head is None
    assert not page.can["read"]
    with pytest.raises(NotFound):
        read_queue(round_.session, round_.other, round_.room.id)
    assert not may_follow(round_.session, round_.other, f"swarms/{round_.room.id}")


def test_who_leads_and_goes_leaves_the_lead_to_who_has_been_there_longest(round_: Any) -> None:
    observe_swarm(round_.session, round_.manager, round_.room.id)
    remove_member(round_.session, round_.lead, round_.room.id, round_.lead.id)
    assert round_.members(round_.room) == {
        round_.mate.id: "owner",
        round_.manager.id: "collaborator",
    }


def test_who_is_alone_in_it_closes_it_instead_of_leaving(round_: Any) -> None:
    remove_member(round_.session, round_.lead, round_.room.id, round_.mate.id)
    with pytest.raises(Conflict) as refused:
        remove_member(round_.session, round_.lead, round_.room.id, round_.lead.id)
    assert refused.value.code == "owner_stays"


def leave_the_desk(round_: Any, person: Person) -> None:
    person.left_at = clock.now()
    end_stays_of(round_.session, person.id)


def test_a_lead_who_leaves_the_desk_is_followed_by_who_is_there_or_comes_next(round_: Any) -> None:
    leave_the_desk(round_, round_.lead)
    assert round_.members(round_.room) == {round_.mate.id: "owner"}
    leave_the_desk(round_, round_.mate)
    assert round_.members(round_.room) == {}
    assert observe_swarm(round_.session, round_.manager, round_.room.id).role == "owner"


def test_closing_says_what_was_decided_and_the_queue_stays_to_be_read(round_: Any) -> None:
    ticket = round_.new()
    round_.pick(round_.mate, ticket, "taken")
    with pytest.raises(NotAllowed):
        close_room(round_.session, round_.mate, round_.room.id, "Enough.")
    with pytest.raises(Invalid):
        close_room(round_.session, round_.lead, round_.room.id, " ")
    close_room(round_.session, round_.lead, round_.room.id, "One taken.")
    page = read_swarm(round_.session, round_.other, round_.room.id)
    assert (page.closure.summary, page.closure.solved) == ("One taken.", False)
    read = read_queue(round_.session, round_.other, round_.room.id)
    assert [one.pick.decision for one in read.decided] == ["taken"]
    assert "swarm_closed" not in round_.kinds(f"tickets/{ticket.number}")


def test_it_is_cancelled_and_opened_again_as_other_rooms_are(round_: Any) -> None:
    cancel_swarm(round_.session, round_.lead, round_.room.id, "Nobody has time")
    with pytest.raises(Conflict):
        round_.pick(round_.mate, round_.new(), "taken")
    reopen_swarm(round_.session, round_.lead, round_.room.id, "Now they have")
    round_.pick(round_.mate, round_.new(), "taken")


def test_lists_show_it_among_the_others_and_by_its_kind(round_: Any) -> None:
    on_ticket = round_.swarm()
    every = list_swarms(round_.session, round_.lead).items
    assert [
        (one.id, one.ticket and one.ticket.number, one.team and one.team.name) for one in every
    ] == [
        (on_ticket.id, on_ticket.ticket_number, None),
        (round_.room.id, None, "Web"),
    ]
    found = list_swarms(round_.session, round_.lead, kind="dispatch").items
    assert [one.id for one in found] == [round_.room.id]


def test_what_counts_tickets_passes_over_rooms_without_one(round_: Any) -> None:
    streams = [f"swarms/{round_.room.id}", f"people/{round_.mate.id}"]
    assert tickets_of(round_.session, streams) == set()
    assert ticket_of(round_.session, streams[0]) is None
    assert list(round_.session.execute(members_of_swarms())) == []
    assert open_rooms(round_.session, [round_.mate.id]) == {}
    where = states_of(round_.session, [round_.mate.id], clock.now())
    assert where == {round_.mate.id: "free"}

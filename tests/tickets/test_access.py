"""Who sees a ticket, and who hears its stream."""

from __future__ import annotations

from typing import Any

import pytest

from swarm import clock
from swarm.errors import NotFound
from swarm.rooms.queries import ticket_cards
from swarm.tickets.access import find_ticket, last_owner_of, may_follow, may_see, owners_of
from swarm.tickets.filters import NOBODY, Filter
from swarm.tickets.listing import list_tickets
from swarm.tickets.ownership import end_ownership
from swarm.tickets.queries import read_page


def test_colleagues_see_all_requesters_their_own_guests_none(floor: Any) -> None:
    ticket = floor.ticket()
    seen = {
        name: may_see(getattr(floor, name), ticket)
        for name in ("owner", "other", "manager", "requester", "stranger", "guest")
    }
    assert seen == {
        "owner": True,
        "other": True,
        "manager": True,
        "requester": True,
        "stranger": False,
        "guest": False,
    }


def test_only_colleagues_follow_a_tickets_stream(floor: Any) -> None:
    number = floor.ticket().number
    assert may_follow(floor.session, floor.other, number)
    assert not may_follow(floor.session, floor.other, 999)
    for person in (floor.requester, floor.guest, floor.person("agent", left_at=clock.now())):
        assert not may_follow(floor.session, person, number)


def test_who_left_sees_nothing(floor: Any) -> None:
    ticket = floor.ticket()
    for person in (floor.owner, floor.requester):
        person.left_at = clock.now()
        assert not may_see(person, ticket)


def test_what_may_not_be_seen_is_not_there(floor: Any) -> None:
    number = floor.ticket().number
    assert find_ticket(floor.session, floor.requester, number, lock=True).number == number
    for person, wanted in ((floor.stranger, number), (floor.guest, number), (floor.owner, 999)):
        with pytest.raises(NotFound):
            find_ticket(floor.session, person, wanted)


def test_owners_are_known_for_many_tickets_at_once(floor: Any) -> None:
    owned, solved, free = floor.owned(), floor.solved(), floor.ticket()
    found = owners_of(floor.session, [owned.number, solved.number, free.number])
    assert found == {owned.number: floor.owner, solved.number: floor.owner}
    assert owners_of(floor.session, []) == {}


@pytest.mark.both
def test_a_live_ticket_that_was_given_away_has_no_owner_anywhere(floor: Any) -> None:
    """As an escalation leaves it: open, its ownership over, the next tier's queue its place."""
    left, held, solved = floor.owned(), floor.owned(), floor.solved()
    end_ownership(floor.session, floor.owner, left, why="escalated")
    floor.session.flush()
    assert left.status == "open"
    numbers = [left.number, held.number, solved.number]
    assert set(owners_of(floor.session, numbers)) == {held.number, solved.number}
    assert last_owner_of(floor.session, left.number) == floor.owner
    for reader in (floor.other, floor.requester):
        assert read_page(floor.session, reader, left).owner is None
        kept = read_page(floor.session, reader, solved).owner
        assert kept is not None
        assert kept.id == floor.owner.id
        rows = list_tickets(floor.session, reader, Filter()).items
        owned = {row.number for row in rows if row.owner is not None}
        assert owned == {held.number, solved.number}
        of_owner = list_tickets(floor.session, reader, Filter(owner=floor.owner.id)).items
        assert {row.number for row in of_owner} == owned
    free = list_tickets(floor.session, floor.other, Filter(owner=NOBODY)).items
    assert [row.number for row in free] == [left.number]
    assert ticket_cards(floor.session, [left])[left.number].owner is None

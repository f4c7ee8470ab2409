"""What a ticket says of itself: fields, tags, relations."""

from __future__ import annotations

from typing import Any

import pytest

from swarm.errors import Conflict, Invalid, NotAllowed, NotFound
from swarm.tickets.editing import change_ticket
from swarm.tickets.relations import relate, relations_of, unrelate
from swarm.tickets.solving import reopen_ticket, solve_ticket
from swarm.tickets.tables import Tag
from swarm.tickets.tags import add_tag, plain_tag, remove_tag


def test_one_line_names_what_changed(floor: Any) -> None:
    ticket = floor.ticket(product="Till")
    changed = change_ticket(
        floor.session,
        floor.other,
        ticket,
        {"summary": " New words ", "product": "Till", "component": "", "description": "More"},
    )
    assert changed == ["description", "summary"]
    assert (ticket.summary, ticket.description, ticket.component) == ("New words", "More", None)
    assert floor.lines(ticket)[-1].data == {"fields": ["description", "summary"]}
    assert floor.kinds(floor.requester)[-1] == "ticket_moved"


def test_what_changes_nothing_leaves_no_line(floor: Any) -> None:
    ticket = floor.ticket()
    head = len(floor.lines(ticket))
    assert change_ticket(floor.session, floor.other, ticket, {"summary": ticket.summary}) == []
    assert len(floor.lines(ticket)) == head


def test_team_and_requester_are_set_and_unset(floor: Any) -> None:
    ticket = floor.ticket()
    change_ticket(
        floor.session,
        floor.other,
        ticket,
        {"team": floor.team.id, "requester": floor.stranger.id, "description": None},
    )
    assert (ticket.team_id, ticket.requester_id) == (floor.team.id, floor.stranger.id)
    assert floor.kinds(floor.stranger) == ["ticket_moved"]
    change_ticket(floor.session, floor.other, ticket, {"team": None, "requester": None})
    assert (ticket.team_id, ticket.requester_id) == (None, None)


@pytest.mark.parametrize(
    ("field", "value"),
    [("summary", " "), ("summary", None), ("team", 999), ("requester", 999)],
)
def test_what_cannot_be_is_refused_and_named(floor: Any, field: str, value: Any) -> None:
    with pytest.raises(Invalid) as refusal:
        change_ticket(floor.session, floor.other, floor.ticket(), {field: value})
    assert list(refusal.value.fields or {}) == [field]


def test_a_guest_asks_for_nothing(floor: Any) -> None:
    with pytest.raises(Invalid):
        change_ticket(floor.session, floor.other, floor.ticket(), {"requester": floor.guest.id})


def test_requesters_change_nothing_and_closed_stays_closed(floor: Any) -> None:
    with pytest.raises(NotAllowed):
        change_ticket(floor.session, floor.requester, floor.ticket(), {"priority": "urgent"})
    with pytest.raises(Conflict):
        change_ticket(floor.session, floor.owner, floor.closed(), {"summary": "Late"})


@pytest.mark.parametrize(
    ("name", "tag"),
    [("VPN", "vpn"), ("  card reader ", "card-reader"), ("c++", "c++"), ("größe", "größe")],
)
def test_tags_have_a_plain_form(name: str, tag: str) -> None:
    assert plain_tag(name) == tag


@pytest.mark.parametrize("name", ["", "  ", "a/b", "<b>", "x" * 41, "a,b"])
def test_what_is_no_tag_is_refused(name: str) -> None:
    with pytest.raises(Invalid):
        plain_tag(name)


def test_a_tag_is_put_on_and_taken_off_once(floor: Any) -> None:
    ticket = floor.ticket()
    head = len(floor.lines(ticket))
    for _ in range(2):
        add_tag(floor.session, floor.other, ticket, "VPN")
    assert floor.session.get(Tag, (ticket.number, "vpn")) is not None
    for _ in range(2):
        remove_tag(floor.session, floor.other, ticket, "vpn")
    assert floor.kinds(ticket, after=head) == ["tag_added", "tag_removed"]
    for verb in (add_tag, remove_tag):
        with pytest.raises(NotAllowed):
            verb(floor.session, floor.requester, ticket, "mine")


def test_related_tickets_know_each_other(floor: Any) -> None:
    one, other = floor.ticket(), floor.ticket()
    relate(floor.session, floor.owner, one, other, "related")
    relate(floor.session, floor.owner, other, one, "related")
    assert relations_of(floor.session, one.number) == [(other, "related")]
    assert relations_of(floor.session, other.number) == [(one, "related")]
    assert floor.kinds(one).count("relation_added") == 1
    assert floor.lines(other)[-1].data == {"other": one.number, "kind": "related"}
    unrelate(floor.session, floor.owner, other, one)
    assert relations_of(floor.session, one.number) == []
    assert floor.kinds(one)[-1] == floor.kinds(other)[-1] == "relation_removed"
    with pytest.raises(NotFound):
        unrelate(floor.session, floor.owner, one, other)


def test_a_duplicate_points_at_its_original(floor: Any) -> None:
    copy, original = floor.ticket(), floor.ticket()
    relate(floor.session, floor.owner, copy, original, "duplicate")
    assert relations_of(floor.session, copy.number) == [(original, "duplicate_of")]
    assert relations_of(floor.session, original.number) == [(copy, "duplicated_by")]
    for kind in ("related", "duplicate"):
        with pytest.raises(Conflict):
            relate(floor.session, floor.owner, original, copy, kind)


def test_a_ticket_is_not_related_to_itself(floor: Any) -> None:
    ticket = floor.ticket()
    with pytest.raises(Invalid):
        relate(floor.session, floor.owner, ticket, ticket, "related")


def test_requesters_relate_nothing(floor: Any) -> None:
    one, other = floor.ticket(), floor.ticket()
    for verb, more in ((relate, ["related"]), (unrelate, [])):
        with pytest.raises(NotAllowed):
            verb(floor.session, floor.requester, one, other, *more)


def test_solving_as_a_duplicate_takes_the_plain_relation_over_and_keeps_it(floor: Any) -> None:
    copy, original = floor.owned(), floor.owned()
    relate(floor.session, floor.owner, copy, original, "related")
    solve_ticket(floor.session, floor.owner, copy, "", "", how="duplicate", duplicate_of=original)
    assert relations_of(floor.session, copy.number) == [(original, "duplicate_of")]
    with pytest.raises(Conflict):
        unrelate(floor.session, floor.owner, original, copy)
    reopen_ticket(floor.session, floor.owner, copy)
    unrelate(floor.session, floor.owner, original, copy)
    assert relations_of(floor.session, copy.number) == []

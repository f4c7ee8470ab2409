"""Lists: filters, sorts, pages that neither lose nor repeat."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text

from swarm import clock
from swarm.errors import Invalid
from swarm.people.tables import Team
from swarm.tickets.editing import change_ticket
from swarm.tickets.filters import NOBODY, Filter
from swarm.tickets.listing import list_tickets
from swarm.tickets.ownership import assign_ticket
from swarm.tickets.solving import close_ticket, reopen_ticket
from swarm.tickets.tags import add_tag

ALL = Filter()


def numbers(floor: Any, wanted: Filter = ALL, actor: Any = None, **more: Any) -> list[int]:
    page = list_tickets(floor.session, actor or floor.other, wanted, **more)
    return [row.number for row in page.items]


def walk(floor: Any, wanted: Filter = ALL, limit: int = 2, **more: Any) -> list[int]:
    """Every number, page by page."""
    found: list[int] = []
    cursor = None
    while True:
        page = list_tickets(floor.session, floor.other, wanted, cursor=cursor, limit=limit, **more)
        found += [row.number for row in page.items]
        if page.next is None:
            return found
        assert len(page.items) == limit
        cursor = page.next


def many(floor: Any) -> list[Any]:
    tickets = []
    priorities = ("low", "urgent", "normal", "high", "urgent", "normal", "low")
    for place, priority in enumerate(priorities):
        with floor.later(minutes=place // 2):
            tickets.append(floor.ticket(priority=priority))
    return tickets


@pytest.mark.parametrize("sort", ["updated", "created", "priority", "due"])
@pytest.mark.parametrize("direction", ["asc", "desc"])
@pytest.mark.parametrize("limit", [1, 2, 3])
def test_pages_together_are_the_whole_list(
    floor: Any, sort: str, direction: str, limit: int
) -> None:
    tickets = many(floor)
    floor.closed()
    floor.solved()
    whole = numbers(floor, sort=sort, direction=direction, limit=100)
    assert len(whole) == 9
    assert {one.number for one in tickets} < set(whole)
    assert walk(floor, limit=limit, sort=sort, direction=direction) == whole


def test_newest_change_first_unless_told(floor: Any) -> None:
    tickets = many(floor)
    with floor.later(hours=1):
        add_tag(floor.session, floor.other, tickets[2], "seen")
    assert numbers(floor)[0] == tickets[2].number
    assert numbers(floor, sort="created") == [one.number for one in reversed(tickets)]
    assert numbers(floor, sort="created", direction="asc") == [one.number for one in tickets]


def test_urgent_first_and_what_is_due_first(floor: Any) -> None:
    tickets = many(floor)
    assert numbers(floor, sort="priority")[:3] == [
        tickets[4].number,
        tickets[1].number,
        tickets[3].number,
    ]
    assert numbers(floor, sort="priority", direction="asc")[-1] == tickets[4].number
    done = floor.solved()
    assert numbers(floor, sort="due", direction="asc")[0] == tickets[1].number
    assert numbers(floor, sort="due", direction="asc")[-1] == done.number
    assert numbers(floor, sort="due", direction="desc")[-1] == done.number


def test_a_cursor_belongs_to_its_list(floor: Any) -> None:
    many(floor)
    cursor = list_tickets(floor.session, floor.other, Filter(), limit=2).next
    for more in ({"sort": "created"}, {"direction": "asc"}, {"sort": "priority"}):
        with pytest.raises(Invalid) as refusal:
            list_tickets(floor.session, floor.other, Filter(), cursor=cursor, **more)
        assert "cursor" in (refusal.value.fields or {})
    with pytest.raises(Invalid):
        list_tickets(floor.session, floor.other, Filter(), cursor="nonsense")


def test_each_filter_narrows(floor: Any) -> None:
    team = Team(name="Warehouse")
    floor.session.add(team)
    floor.session.flush()
    facts = {"product": "Till", "component": "Reader", "category": "Cards", "priority": "high"}
    wanted = floor.ticket(team=team, tags=["gate"], requester=floor.stranger, **facts)
    floor.ticket()
    for fields in (
        {"product": "Till"},
        {"component": "Reader"},
        {"category": "Cards"},
        {"priority": ("high", "urgent")},
        {"team": team.id},
        {"tag": "gate"},
        {"requester": floor.stranger.id},
        {"status": ("new",), "product": "Till"},
        {"process": "swarm", "tag": "gate"},
    ):
        assert numbers(floor, Filter(**fields)) == [wanted.number], fields
    for fields in ({"status": ("closed",)}, {"process": "tiered"}, {"source": "jira"}):
        assert numbers(floor, Filter(**fields)) == []


def test_periods_include_their_start_and_not_their_end(floor: Any) -> None:
    ticket = floor.solved()
    now = clock.now()
    hour = timedelta(hours=1)
    for kind in ("created", "solved"):
        for start, end, found in (
            (now, now + hour, True),
            (now - hour, now, False),
            (now + hour, None, False),
            (None, now + hour, True),
        ):
            wanted = Filter(**{f"{kind}_from": start, f"{kind}_to": end})
            assert (numbers(floor, wanted) == [ticket.number]) is found


def test_the_owner_is_the_present_or_the_last(floor: Any) -> None:
    owned, solved, moved = floor.owned(), floor.solved(), floor.owned()
    assign_ticket(floor.session, floor.manager, moved, floor.other)
    floor.ticket()
    assert set(numbers(floor, Filter(owner=floor.owner.id))) == {owned.number, solved.number}
    assert numbers(floor, Filter(owner=floor.other.id)) == [moved.number]
    reopen_ticket(floor.session, floor.owner, solved)
    assign_ticket(floor.session, floor.manager, solved, floor.other)
    assert numbers(floor, Filter(owner=floor.owner.id)) == [owned.number]


def test_nobody_owns_what_waits_to_be_taken(floor: Any) -> None:
    free = floor.ticket()
    floor.owned()
    floor.solved()
    assert numbers(floor, Filter(owner=NOBODY)) == [free.number]


def test_requesters_list_their_own_and_guests_nothing(floor: Any) -> None:
    mine = floor.ticket()
    floor.ticket(requester=floor.stranger)
    assert numbers(floor, actor=floor.requester) == [mine.number]
    assert numbers(floor, actor=floor.guest) == []
    page = list_tickets(floor.session, floor.requester, Filter())
    assert (page.items[0].due_at, page.items[0].tags, page.items[0].overdue) == (None, [], False)


def test_a_row_tells_what_is_due(floor: Any) -> None:
    ticket = floor.owned(priority="urgent", team=floor.team, tags=["b", "a"])
    with floor.later(minutes=20):
        [row] = list_tickets(floor.session, floor.other, Filter()).items
        assert (row.due_kind, row.overdue, row.tags) == ("response", True, ["a", "b"])
        assert row.owner is not None
        assert row.owner.id == floor.owner.id
        assert row.team is not None
        assert row.team.name == "Payments"
        floor.answer(ticket)
        [row] = list_tickets(floor.session, floor.other, Filter()).items
        assert (row.due_kind, row.overdue) == ("next_word", False)
        change_ticket(floor.session, floor.owner, ticket, {"team": None, "requester": None})
        [row] = list_tickets(floor.session, floor.other, Filter()).items
        assert (row.team, row.requester) == (None, None)


@pytest.mark.sqlite
def test_no_page_of_a_long_list_is_sorted_anew(floor: Any) -> None:
    """The plan walks an index instead of sorting: that is what keeps 100,000 tickets fast."""
    close_ticket(floor.session, floor.owner, floor.solved())
    for index, order in (
        ("ix_ticket_updated", "updated_at DESC, number DESC"),
        ("ix_ticket_created", "created_at, number"),
        ("ix_ticket_due", "due_at, number"),
    ):
        column = order.split()[0].rstrip(",")
        plan = floor.session.execute(
            text(
                f"EXPLAIN QUERY PLAN SELECT * FROM ticket WHERE ({column}, number) < ('2026', 5)"
                f" ORDER BY {order} LIMIT 50"
            )
        ).all()
        assert index in str(plan)
        assert "TEMP B-TREE" not in str(plan)

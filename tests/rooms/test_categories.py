"""The category that a ticket seems to belong to is suggested, and taken by one who says so."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from swarm import clock
from swarm.errors import Conflict, Invalid, NotAllowed
from swarm.rooms.advice.categories import CategoryList, suggest_categories
from swarm.rooms.advice.fitting import fit, read_record
from swarm.tickets.editing import categorize_ticket, change_ticket
from swarm.tickets.restricted.restricting import restrict_field
from swarm.tickets.solving import solve_ticket

WORDS = {"Access": "Please grant access to the folder", "Incident": "Printer prints blank labels"}


@pytest.fixture
def fitted(floor: Any) -> Any:
    """A model of a desk that sorts its tickets into two categories."""
    for number in range(60):
        category = "Access" if number % 2 else "Incident"
        with clock.at(clock.now() - timedelta(days=9, hours=number)):
            ticket = floor.ticket(summary=f"{WORDS[category]} {number}", category=category)
            solve_ticket(floor.session, floor.owner, ticket, "Known", "Done")
    return fit(*read_record(floor.session))


def told(floor: Any, fitted: Any, ticket: Any) -> CategoryList:
    return suggest_categories(floor.session, fitted, floor.owner, ticket)


def test_a_ticket_without_a_category_is_told_one_with_its_probability(
    floor: Any, fitted: Any
) -> None:
    ticket = floor.ticket(summary="Printer is blank again")
    found = told(floor, fitted, ticket)
    assert [one.category for one in found.items] == ["Incident"]
    assert 0.6 < found.items[0].probability <= 1
    assert found.can == {"take": True}
    assert ticket.category is None  # said, not set
    access = told(floor, fitted, floor.ticket(summary="Access to the sales folder"))
    assert access.items[0].category == "Access"


def test_nothing_is_said_where_somebody_has_said_it_or_it_is_over(floor: Any, fitted: Any) -> None:
    sorted_, over = floor.ticket(summary=WORDS["Access"], category="Incident"), floor.ticket()
    solve_ticket(floor.session, floor.owner, over, "Known", "Done")
    for ticket in (sorted_, over):
        assert told(floor, fitted, ticket) == CategoryList(items=[], can={"take": False})


def test_it_is_taken_once_and_never_written_over(floor: Any) -> None:
    ticket = floor.ticket()
    categorize_ticket(floor.session, floor.other, ticket, "Incident")
    categorize_ticket(floor.session, floor.other, ticket, "Incident")
    assert ticket.category == "Incident"
    lines = [line for line in floor.lines(f"tickets/{ticket.number}") if line.data]
    changes = [line.data for line in lines if line.kind == "ticket_changed"]
    assert changes == [{"fields": ["category"]}]
    with pytest.raises(Conflict) as refused:
        categorize_ticket(floor.session, floor.owner, ticket, "Access")
    assert refused.value.current == {"category": "Incident"}
    assert ticket.category == "Incident"
    change_ticket(floor.session, floor.owner, ticket, {"category": None})
    with pytest.raises(Invalid):
        categorize_ticket(floor.session, floor.owner, ticket, "  ")
    with pytest.raises(NotAllowed):
        categorize_ticket(floor.session, floor.requester, ticket, "Access")


def test_a_restricted_category_is_neither_guessed_nor_set(floor: Any, fitted: Any) -> None:
    ticket = floor.ticket(summary=WORDS["Access"], category="Access")
    restrict_field(floor.session, floor.owner, ticket, "category")
    assert ticket.category is None
    assert told(floor, fitted, ticket).items == []
    with pytest.raises(Conflict):
        categorize_ticket(floor.session, floor.owner, ticket, "Access")

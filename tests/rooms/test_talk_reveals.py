"""What is said in a room is read again: other skills are needed, other people are suggested."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from swarm.db import Database
from swarm.people.tables import Person
from swarm.rooms.advice.suggestions import suggest_people
from swarm.rooms.adviser import Adviser
from swarm.rooms.messages import delete_message
from swarm.rooms.tables import Message, Swarm
from swarm.skills.needs import state_need
from swarm.skills.taxonomy import add_skill
from swarm.tickets.solving import solve_ticket
from swarm.tickets.tables import Ticket

PRINTING, TUNNEL = "Printer prints blank labels", "Tunnel certificate rejected by gateway"


@pytest.fixture
def adviser(database: Database) -> Adviser:
    return Adviser(database)


def solve_with(floor: Any, solver: Person, words: str, skill: int) -> None:
    """A few past tickets of one topic, each with the skill that it took."""
    for number in range(8):
        ticket = floor.ticket(solver, summary=f"{words} {number}", description=words)
        state_need(floor.session, floor.owner, ticket, skill)
        solve_ticket(floor.session, solver, ticket, "Known", words)


@pytest.fixture
def room(floor: Any) -> Swarm:
    """A room about something blank; one of the desk knows printers, another tunnels."""
    printers = int(add_skill(floor.session, None, "Printers").id)
    tunnels = int(add_skill(floor.session, None, "VPN").id)
    solve_with(floor, floor.expert, PRINTING, printers)
    solve_with(floor, floor.other, TUNNEL, tunnels)
    ticket = floor.ticket(summary="It went wrong again", description="All blank")
    swarm: Swarm = floor.swarm(ticket, help_needed="What is it?")
    return swarm


def seen(floor: Any, adviser: Adviser, swarm: Swarm) -> tuple[list[str], list[str], str]:
    """The needed skills, the people suggested for them, and what the list is called."""
    found = floor.suggest(adviser, swarm)
    return [need.name for need in found.needs], floor.names(found), found.version


@pytest.mark.both
def test_a_new_message_changes_what_is_needed_and_who_is_suggested(
    floor: Any, adviser: Adviser, room: Swarm
) -> None:
    needs, names, version = seen(floor, adviser, room)
    assert needs == ["Printers"]
    assert names[0] == "Eva Expert"
    assert seen(floor, adviser, room) == (needs, names, version)

    floor.post(room, floor.owner, f"It is not the printer at all! {TUNNEL}. " * 4)
    after, others, changed = seen(floor, adviser, room)
    assert "VPN" in after
    assert others[0] == "Otto Other"
    assert changed != version
    # The ticket's own words are what they were: its list is that of before.
    ticket = floor.session.get(Ticket, room.ticket_number)
    alone = suggest_people(floor.session, adviser.current(floor.session), ticket, None)
    assert [need.name for need in alone.needs] == ["Printers"]


def test_what_was_deleted_is_read_no_more(floor: Any, adviser: Adviser, room: Swarm) -> None:
    before = seen(floor, adviser, room)
    floor.post(room, floor.owner, f"{TUNNEL}. " * 4)
    assert seen(floor, adviser, room) != before
    message = floor.session.scalars(select(Message.id)).one()
    delete_message(floor.session, floor.owner, room.id, message)
    assert seen(floor, adviser, room) == before

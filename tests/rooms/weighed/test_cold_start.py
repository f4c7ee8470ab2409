"""Cold start: a new expert, and a new organization with fifty tickets."""

from __future__ import annotations

from typing import Any

import pytest

from swarm.db import Database
from swarm.rooms.adviser import Adviser
from swarm.rooms.closing import Credit, close_swarm
from swarm.skills.evidence import claim_skill
from swarm.skills.needs import state_need
from swarm.skills.taxonomy import add_skill
from swarm.tickets.solving import solve_ticket
from swarm.tickets.tables import Ticket

TOPICS = {
    "Eva Expert": "Printer prints blank labels",
    "Otto Other": "VPN tunnel drops every hour",
    "Third": "Payroll shows wrong overtime",
}


@pytest.fixture
def adviser(database: Database) -> Adviser:
    return Adviser(database)


def needing(floor: Any, skill: int, **more: Any) -> Any:
    swarm = floor.swarm(floor.ticket(**more))
    state_need(floor.session, floor.owner, floor.session.get(Ticket, swarm.ticket_number), skill)
    return swarm


def test_a_new_expert_is_found_by_what_they_say_and_then_by_what_they_do(
    floor: Any, adviser: Adviser
) -> None:
    """Before any work their word counts, and is told as one; the first help counts at once."""
    for person in (floor.expert, floor.other):
        floor.solve_some(person, "Printer prints blank labels", 3)
    skill = int(add_skill(floor.session, None, "Quantum rollers").id)
    novice = floor.make.person(name="Nico New")
    claim_skill(floor.session, novice, skill)
    swarm = needing(floor, skill)
    found = floor.suggest(adviser, swarm)
    said = next(one for one in found.items if one.person.id == novice.id)
    assert said.covers == ["Quantum rollers"]
    assert "claims the skill" in said.reasons[0].text
    assert [seat.person.name for seat in found.team.members] == ["Nico New"]

    model = found.model
    floor.join(swarm, novice)
    close_swarm(
        floor.session,
        floor.owner,
        swarm.id,
        summary="A worn roller",
        solved=True,
        credits=[Credit(novice.id, "fix")],
    )
    ticket = floor.session.get(Ticket, swarm.ticket_number)
    if ticket.status != "solved":
        solve_ticket(floor.session, floor.owner, ticket, "Wear", "Change the roller")
    after = floor.suggest(adviser, needing(floor, skill), most=20)
    proven = next(one for one in after.items if one.person.id == novice.id)
    assert after.model != model
    assert any(swarm.ticket_number in reason.tickets for reason in proven.reasons)
    assert proven.score > said.score


def test_a_new_organization_with_fifty_tickets_is_of_use(floor: Any, adviser: Adviser) -> None:
    """Fifty tickets carry no learned ranker: what is alike, recent and shared decides."""
    third = floor.make.person(name="Third")
    people = {"Eva Expert": floor.expert, "Otto Other": floor.other, "Third": third}
    for name, topic in TOPICS.items():
        floor.solve_some(people[name], topic, 17)
    assert adviser.current(floor.session).model.evidence >= 50
    for name, topic in TOPICS.items():
        ticket = floor.ticket(summary=f"{topic} again")
        found = floor.suggest(adviser, floor.swarm(ticket, help_needed=topic))
        assert floor.names(found)[0] == name
        assert found.items[0].reasons[0].tickets
        assert [seat.person.name for seat in found.team.members] == [name]
        assert len(found.items) == 3

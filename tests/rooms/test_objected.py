"""Matching honours what people hold against the evidence about them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from swarm import clock
from swarm.db import Database
from swarm.rooms.advice.history import read_solved, read_statements, skill_names
from swarm.rooms.adviser import Adviser
from swarm.skills.evidence import add_evidence, claim_skill
from swarm.skills.objections import object_to, settle_contest, withdraw_objection
from swarm.skills.tables import EvidenceKind, ObjectionKind, Verdict
from swarm.skills.taxonomy import add_skill
from swarm.skills.training import record_training
from swarm.tickets.solving import solve_ticket

CONTESTED = ObjectionKind.CONTESTED


@pytest.fixture
def printers(floor: Any) -> int:
    """The expert solved a ticket that shows Printers, and claims it too."""
    skill = add_skill(floor.session, None, "Printers", aliases=["printing"])
    ticket = floor.ticket(floor.expert, component="printing")
    solve_ticket(floor.session, floor.expert, ticket, "Wear", "Changed")
    add_evidence(
        floor.session, floor.expert.id, skill.id, EvidenceKind.SOLVED, at=clock.now(),
        ticket=ticket.number,
    )  # fmt: skip
    claim_skill(floor.session, floor.expert, skill.id)
    return skill.id


def read(floor: Any) -> tuple[list[Any], list[Any]]:
    names = skill_names(floor.session)
    return read_solved(floor.session, None, names), read_statements(floor.session, names)


def test_whoever_contests_a_skill_is_not_named_by_what_shows_it(floor: Any, printers: int) -> None:
    (ticket,), (claim,) = read(floor)
    assert (ticket.resolver, claim.kind) == (str(floor.expert.id), "claimed")
    object_to(floor.session, floor.expert, printers, CONTESTED)
    (ticket,), said = read(floor)
    assert (ticket.people, ticket.skills, said) == ((), ("Printers",), [])
    withdraw_objection(floor.session, floor.expert, printers, CONTESTED)
    assert read(floor)[0][0].people == (str(floor.expert.id),)


def test_after_an_upheld_contest_new_work_counts(floor: Any, printers: int) -> None:
    contest = object_to(floor.session, floor.expert, printers, CONTESTED)
    settle_contest(floor.session, floor.manager, contest.id, Verdict.UPHELD)
    with clock.at(clock.now() + timedelta(days=1)):
        later = floor.ticket(floor.expert, component="printing")
        solve_ticket(floor.session, floor.expert, later, "Wear", "Changed")
        add_evidence(
            floor.session, floor.expert.id, printers, EvidenceKind.SOLVED, at=clock.now(),
            ticket=later.number,
        )  # fmt: skip
    assert [ticket.people for ticket in read(floor)[0]] == [(), (str(floor.expert.id),)]


def test_suggestions_stop_and_begin_again_with_an_objection(
    floor: Any, printers: int, database: Database
) -> None:
    adviser = Adviser(database)
    swarm = floor.swarm(floor.ticket(component="printing"))
    assert floor.names(floor.suggest(adviser, swarm))[0] == "Eva Expert"
    object_to(floor.session, floor.expert, printers, ObjectionKind.HIDDEN)
    found = floor.suggest(adviser, swarm).items
    said = {one.person.name: [reason.tickets for reason in one.reasons] for one in found}
    assert all(not tickets for tickets in said.get("Eva Expert", []))
    withdraw_objection(floor.session, floor.expert, printers, ObjectionKind.HIDDEN)
    assert floor.names(floor.suggest(adviser, swarm))[0] == "Eva Expert"


def test_an_objection_calls_for_a_new_fit(running: Any, office: Any) -> None:
    admin, agent = office.person("administrator"), office.person()
    skill = admin.post("/skills", {"name": "Printers"}).json["id"]
    agent.put(f"/me/claims/{skill}")
    adviser = running.desk.adviser
    adviser.refit()
    assert not adviser.wants_fit(clock.now())
    assert agent.put(f"/me/hidden/{skill}").status_code == 204
    assert adviser.wants_fit(clock.now())
    adviser.refit()
    assert not adviser.wants_fit(clock.now())


def test_a_training_is_a_statement(floor: Any) -> None:
    skill = add_skill(floor.session, None, "Printers")
    record_training(floor.session, floor.expert, floor.expert.id, skill.id, clock.now().date())
    assert [one.kind for one in read(floor)[1]] == ["trained"]

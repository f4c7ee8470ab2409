"""The adviser: useful at once, keeps up, and says why."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from swarm import clock
from swarm.db import Database
from swarm.people.tables import Absence, Person
from swarm.rooms.advice.suggestions import basis_of, suggest_people
from swarm.rooms.adviser import Adviser
from swarm.rooms.closing import Credit, close_swarm
from swarm.rooms.invitations import answer_invitation
from swarm.rooms.tables import Swarm
from swarm.skills.evidence import claim_skill, drop_claim
from swarm.skills.needs import remove_need, state_need
from swarm.skills.taxonomy import add_skill
from swarm.tickets.solving import solve_ticket
from swarm.tickets.tables import Ticket


@pytest.fixture
def adviser(database: Database) -> Adviser:
    return Adviser(database)


def suggest(floor: Any, adviser: Adviser, swarm: Swarm, **more: Any) -> Any:
    ticket = floor.session.get(Ticket, swarm.ticket_number)
    return suggest_people(floor.session, adviser.current(floor.session), ticket, swarm, **more)


def names(found: Any) -> list[str]:
    return [one.person.name for one in found.items]


def solve_some(floor: Any, solver: Any, summary: str, count: int, days: int = 20) -> list[int]:
    """Past tickets, solved by one person."""
    numbers = []
    for number in range(count):
        with clock.at(clock.now() - timedelta(days=days, hours=number)):
            ticket = floor.ticket(solver, summary=f"{summary} {number}", component="printing")
            solve_ticket(floor.session, solver, ticket, "Wear", "Change the roller")
            numbers.append(ticket.number)
    return numbers


def test_an_empty_desk_suggests_who_is_there(floor: Any, adviser: Adviser) -> None:
    found = suggest(floor, adviser, floor.swarm())
    assert names(found) == ["Eva Expert", "Otto Other"]
    assert all(one.reasons[0].text for one in found.items)
    assert found.model


def test_who_solved_the_like_comes_first_with_the_tickets_as_reason(
    floor: Any, adviser: Adviser
) -> None:
    numbers = solve_some(floor, floor.other, "Printer prints blank labels", 4)
    solve_some(floor, floor.expert, "VPN drops every hour", 4)
    found = suggest(floor, adviser, floor.swarm(help_needed="Printer blank labels"))
    best = found.items[0]
    assert best.person.name == "Otto Other"
    cited = {number for reason in best.reasons for number in reason.tickets}
    assert cited & set(numbers)
    assert best.reasons[0].link in {f"/tickets/{number}" for number in numbers}


def test_a_solved_ticket_counts_at_the_next_question(floor: Any, adviser: Adviser) -> None:
    swarm = floor.swarm(help_needed="Printer blank labels")
    before = adviser.current(floor.session).version
    solve_some(floor, floor.other, "Printer prints blank labels", 1)
    assert adviser.current(floor.session).version != before
    assert names(suggest(floor, adviser, swarm))[0] == "Otto Other"


def test_a_claim_is_heard_where_nothing_was_solved(floor: Any, adviser: Adviser) -> None:
    skill = add_skill(floor.session, None, "Label printers")
    adviser.current(floor.session)
    claim_skill(floor.session, floor.other, skill.id)
    swarm = floor.swarm()
    ticket = floor.session.get(Ticket, swarm.ticket_number)
    state_need(floor.session, floor.owner, ticket, skill.id)
    found = suggest(floor, adviser, swarm)
    assert names(found)[0] == "Otto Other"
    assert found.items[0].covers == ["Label printers"]
    assert found.items[0].in_team
    assert found.uncovered == []
    need = found.needs[0]
    assert (need.name, need.stated, [one.name for one in need.covered_by]) == (
        "Label printers",
        True,
        ["Otto Other"],
    )


def test_what_nobody_covers_is_said(floor: Any, adviser: Adviser) -> None:
    skill = add_skill(floor.session, None, "Quantum rollers")
    swarm = floor.swarm()
    ticket = floor.session.get(Ticket, swarm.ticket_number)
    state_need(floor.session, floor.owner, ticket, skill.id)
    found = suggest(floor, adviser, swarm)
    assert found.uncovered == ["Quantum rollers"]
    assert found.needs[0].covered_by == []
    remove_need(floor.session, floor.owner, ticket, skill.id)
    found = suggest(floor, adviser, swarm)
    assert (found.uncovered, found.needs) == ([], [])


@pytest.mark.parametrize("why", ["left", "absent", "member", "asked", "declined", "requested"])
def test_some_are_not_suggested(floor: Any, adviser: Adviser, why: str) -> None:
    solve_some(floor, floor.expert, "Printer prints blank labels", 3)
    swarm = floor.swarm(help_needed="Printer blank labels")
    assert "Eva Expert" in names(suggest(floor, adviser, swarm))
    if why == "left":
        floor.expert.left_at = clock.now()
    elif why == "absent":
        now = clock.now()
        floor.session.add(
            Absence(person_id=floor.expert.id, starts_at=now, ends_at=now + timedelta(days=3))
        )
    elif why == "member":
        floor.join(swarm, floor.expert)
    elif why == "asked":
        floor.invite(swarm, floor.expert)
    elif why == "declined":
        answer_invitation(
            floor.session, floor.expert, floor.invite(swarm, floor.expert).id, "declined"
        )
    else:
        floor.session.get(Ticket, swarm.ticket_number).requester_id = floor.expert.id
    floor.session.flush()
    assert "Eva Expert" not in names(suggest(floor, adviser, swarm))


def test_guests_and_requesters_are_never_suggested(floor: Any, adviser: Adviser) -> None:
    swarm = floor.swarm()
    floor.join(swarm, floor.guest)
    close_swarm(
        floor.session,
        floor.owner,
        swarm.id,
        summary="Roller",
        solved=True,
        credits=[Credit(floor.guest.id, "fix")],
    )
    for _ in range(2):
        found = names(suggest(floor, adviser, floor.swarm(), most=40))
        assert not {"Gus Guest", "Rita Requester", "Olga Owner"} & set(found)
        adviser = Adviser(adviser.database)


def test_a_manager_is_suggested_only_with_something_to_show(floor: Any, adviser: Adviser) -> None:
    swarm = floor.swarm()
    assert "Mina Manager" not in names(suggest(floor, adviser, swarm))
    skill = add_skill(floor.session, None, "Rollers")
    claim_skill(floor.session, floor.manager, skill.id)
    assert "Mina Manager" in names(suggest(floor, adviser, swarm))


def test_a_spent_ask_budget_is_flagged_and_comes_last(floor: Any, adviser: Adviser) -> None:
    solve_some(floor, floor.expert, "Printer prints blank labels", 3)
    solve_some(floor, floor.other, "Printer prints blank labels", 1)
    swarm = floor.swarm(help_needed="Printer blank labels")
    floor.expert.ask_budget = 2
    for _ in range(2):
        floor.invite(floor.swarm(), floor.expert)
    found = suggest(floor, adviser, swarm)
    spent = next(one for one in found.items if one.person.name == "Eva Expert")
    assert (spent.asked_today, spent.ask_budget, spent.budget_spent) == (2, 2, True)
    assert names(found)[-1] == "Eva Expert"
    with clock.at(clock.now() + timedelta(days=2)):
        found = suggest(floor, adviser, swarm)
    assert not any(one.budget_spent for one in found.items)


def test_after_hours_people_are_marked_and_weigh_less(floor: Any, adviser: Adviser) -> None:
    team = floor.make.team()
    late = floor.make.person(name="Lena Late", team=team)
    solve_some(floor, late, "Printer prints blank labels", 3)
    swarm = floor.swarm(help_needed="Printer blank labels")
    by_day = suggest(floor, adviser, swarm).items[0]
    with clock.at(clock.now() + timedelta(hours=10)):
        items = suggest(floor, adviser, swarm).items
    by_night = next(one for one in items if one.person.id == late.id)
    assert (by_day.here, by_night.here) == ("in_hours", "after_hours")
    assert by_night.score < by_day.score
    assert by_night.local_time.hour == 20


def test_the_same_question_gets_the_same_answer(floor: Any, adviser: Adviser) -> None:
    solve_some(floor, floor.expert, "Printer prints blank labels", 5)
    solve_some(floor, floor.other, "VPN drops", 5)
    swarm = floor.swarm()
    first = suggest(floor, adviser, swarm)
    assert suggest(floor, adviser, swarm) == first
    assert suggest(floor, Adviser(adviser.database), swarm) == first


def test_an_invitation_keeps_reasons_place_and_model_as_shown(floor: Any, adviser: Adviser) -> None:
    solve_some(floor, floor.other, "Printer prints blank labels", 2)
    swarm = floor.swarm(help_needed="Printer blank labels")
    shown = suggest(floor, adviser, swarm)
    ticket = floor.session.get(Ticket, swarm.ticket_number)
    fitted = adviser.current(floor.session)
    basis = basis_of(floor.session, fitted, ticket, swarm, floor.expert.id)
    assert (basis.place, basis.model) == (2, shown.model)
    assert basis.reasons == [one.model_dump() for one in shown.items[1].reasons]
    basis = basis_of(floor.session, fitted, ticket, swarm, floor.guest.id)
    assert (basis.place, basis.reasons) == (None, [])


def test_on_a_no_the_owner_hears_who_is_next(floor: Any, adviser: Adviser) -> None:
    swarm = floor.swarm()
    invitation = floor.invite(swarm, floor.expert)
    answer_invitation(floor.session, floor.expert, invitation.id, "declined")
    adviser.work(floor.session, floor.lines(f"swarms/{swarm.id}")[-1])
    due = floor.lines(f"people/{floor.owner.id}")[-1]
    assert (due.kind, due.data) == (
        "suggestion_due",
        {"swarm": swarm.id, "person": floor.other.id},
    )


def test_on_a_yes_nobody_else_is_named(floor: Any, adviser: Adviser) -> None:
    swarm = floor.swarm()
    floor.join(swarm, floor.expert)
    answered = floor.lines(f"swarms/{swarm.id}")[-2]
    assert answered.kind == "invitation_answered"
    adviser.work(floor.session, answered)
    assert "suggestion_due" not in floor.kinds(f"people/{floor.owner.id}")


def test_when_nobody_is_left_to_ask_that_is_said(floor: Any, adviser: Adviser) -> None:
    swarm = floor.swarm()
    for person in (floor.expert, floor.other):
        invitation = floor.invite(swarm, person)
        answer_invitation(floor.session, person, invitation.id, "declined")
    adviser.work(floor.session, floor.lines(f"swarms/{swarm.id}")[-1])
    assert floor.lines(f"people/{floor.owner.id}")[-1].data["person"] is None


def test_a_closed_swarm_names_nobody(floor: Any, adviser: Adviser) -> None:
    swarm = floor.swarm()
    invitation = floor.invite(swarm, floor.expert)
    answer_invitation(floor.session, floor.expert, invitation.id, "declined")
    declined = floor.lines(f"swarms/{swarm.id}")[-1]
    close_swarm(floor.session, floor.owner, swarm.id, summary="Over", solved=False)
    adviser.work(floor.session, declined)
    assert "suggestion_due" not in floor.kinds(f"people/{floor.owner.id}")


def test_needs_are_found_in_the_text_and_kept(floor: Any, adviser: Adviser) -> None:
    skill = add_skill(floor.session, None, "Label printer")
    ticket = floor.ticket(summary="The label printer prints blanks")
    created = floor.lines(f"tickets/{ticket.number}")[0]
    adviser.work(floor.session, created)
    changed = floor.lines(f"tickets/{ticket.number}")[-1]
    assert (changed.kind, changed.data) == ("needs_changed", {"added": [skill.id], "removed": []})
    swarm = floor.swarm(ticket)
    adviser.work(floor.session, floor.lines(f"tickets/{ticket.number}")[-1])
    assert floor.lines(f"tickets/{ticket.number}")[-1].kind == "swarm_opened"
    assert swarm.ticket_number == ticket.number
    assert adviser.classify(floor.session, ticket) in ([], [skill.id])


def test_a_fit_is_wanted_at_first_and_after_enough_news(
    database: Database, morning: datetime
) -> None:
    adviser = Adviser(database)
    assert adviser.wants_fit(morning)
    version = adviser.refit()
    assert not adviser.wants_fit(morning)
    with database.write() as session:
        claimer = Person(name="Clara", role="agent", created_at=morning)
        session.add(claimer)
        session.flush()
        skill = add_skill(session, None, "Rollers").id
    assert adviser.wants_fit(morning)
    assert adviser.refit() != version
    with database.write() as session:
        claim_skill(session, claimer, skill)
    assert not adviser.wants_fit(morning)
    assert adviser.wants_fit(morning + timedelta(hours=7))
    with database.read() as session:
        assert adviser.current(session).added == 1
    with database.write() as session:
        drop_claim(session, claimer, skill)
    assert adviser.wants_fit(morning)


def test_who_came_after_the_fit_is_suggested_and_who_left_is_not(
    floor: Any, adviser: Adviser
) -> None:
    swarm = floor.swarm()
    fitted = adviser.current(floor.session)
    floor.make.person(name="Nina New")
    floor.other.left_at = clock.now()
    floor.session.flush()
    assert names(suggest(floor, adviser, swarm)) == ["Eva Expert", "Nina New"]
    assert adviser.current(floor.session) is fitted


def test_a_large_desk_keeps_its_model_until_the_background_has_fitted(
    floor: Any, adviser: Adviser, monkeypatch: pytest.MonkeyPatch
) -> None:
    solve_some(floor, floor.expert, "Printer prints blank labels", 5)
    first = adviser.current(floor.session)
    monkeypatch.setattr("swarm.rooms.adviser.FEW", 4)
    solve_some(floor, floor.other, "VPN drops", 1)
    assert len(adviser.current(floor.session).known) == 6
    add_skill(floor.session, None, "Rollers")
    assert adviser.current(floor.session) is first

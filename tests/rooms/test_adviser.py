"""The adviser: useful at once, keeps up, and says why."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from swarm import clock
from swarm.db import Database
from swarm.people.tables import Absence
from swarm.rooms.advice.needed import list_needs
from swarm.rooms.advice.suggestions import basis_of
from swarm.rooms.adviser import Adviser
from swarm.rooms.closing import Credit, close_swarm
from swarm.rooms.invitations import answer_invitation, expire_invitations
from swarm.rooms.members import remove_member
from swarm.skills.evidence import claim_skill
from swarm.skills.needs import remove_need, state_need
from swarm.skills.taxonomy import add_skill
from swarm.tickets.tables import Ticket


@pytest.fixture
def adviser(database: Database) -> Adviser:
    return Adviser(database)


def test_an_empty_desk_suggests_who_is_there(floor: Any, adviser: Adviser) -> None:
    found = floor.suggest(adviser, floor.swarm())
    assert floor.names(found) == ["Eva Expert", "Otto Other"]
    assert all(one.reasons[0].text for one in found.items)
    assert found.model


def test_who_solved_the_like_comes_first_with_the_tickets_as_reason(
    floor: Any, adviser: Adviser
) -> None:
    numbers = floor.solve_some(floor.other, "Printer prints blank labels", 4)
    floor.solve_some(floor.expert, "VPN drops every hour", 4)
    found = floor.suggest(adviser, floor.swarm(help_needed="Printer blank labels"))
    best = found.items[0]
    assert best.person.name == "Otto Other"
    cited = {number for reason in best.reasons for number in reason.tickets}
    assert cited & set(numbers)
    assert best.reasons[0].link in {f"/tickets/{number}" for number in numbers}


def test_who_is_named_in_the_ticket_is_suggested_with_that_as_a_reason(
    floor: Any, adviser: Adviser
) -> None:
    for _ in range(3):
        swarm = floor.swarm(floor.ticket(description="Eva Expert knows this."))
        floor.join(swarm, floor.expert)
        close_swarm(floor.session, floor.owner, swarm.id, summary="Done", solved=True)
    named = floor.swarm(floor.ticket(summary="Scanner", description="Eva Expert said so"))
    unnamed = floor.swarm(floor.ticket(summary="Scanner", description="Everybody said so"))
    [told] = [one for one in floor.suggest(adviser, named).items if "Eva" in one.person.name]
    [other] = [one for one in floor.suggest(adviser, unnamed).items if "Eva" in one.person.name]
    assert told.reasons[0].text == "Is named in the words of this ticket"
    assert told.reasons[1:] == other.reasons
    assert told.score >= other.score


def test_a_solved_ticket_counts_at_the_next_question(floor: Any, adviser: Adviser) -> None:
    swarm = floor.swarm(help_needed="Printer blank labels")
    before = adviser.current(floor.session).version
    floor.solve_some(floor.other, "Printer prints blank labels", 1)
    assert adviser.current(floor.session).version != before
    assert floor.names(floor.suggest(adviser, swarm))[0] == "Otto Other"


def test_a_claim_is_heard_where_nothing_was_solved(floor: Any, adviser: Adviser) -> None:
    skill = add_skill(floor.session, None, "Label printers")
    adviser.current(floor.session)
    claim_skill(floor.session, floor.other, skill.id)
    swarm = floor.swarm()
    ticket = floor.session.get(Ticket, swarm.ticket_number)
    state_need(floor.session, floor.owner, ticket, skill.id)
    found = floor.suggest(adviser, swarm)
    assert floor.names(found)[0] == "Otto Other"
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
    found = floor.suggest(adviser, swarm)
    assert found.uncovered == ["Quantum rollers"]
    assert found.needs[0].covered_by == []
    remove_need(floor.session, floor.owner, ticket, skill.id)
    found = floor.suggest(adviser, swarm)
    assert (found.uncovered, found.needs) == ([], [])


def test_a_stated_need_is_shown_before_a_model_knows_the_skill(
    floor: Any, adviser: Adviser
) -> None:
    fitted = adviser.current(floor.session)
    skill = add_skill(floor.session, None, "Falconry")
    ticket = floor.ticket()
    state_need(floor.session, floor.owner, ticket, skill.id)
    [need] = list_needs(floor.session, fitted, floor.owner, ticket).items
    assert (need.skill, need.name, need.stated, need.covered_by) == (
        skill.id, "Falconry", True, [],
    )  # fmt: skip
    remove_need(floor.session, floor.owner, ticket, skill.id)
    assert list_needs(floor.session, fitted, floor.owner, ticket).items == []


def test_who_was_asked_and_who_came_cover_what_they_cover(floor: Any, adviser: Adviser) -> None:
    skill = add_skill(floor.session, None, "Label printers")
    adviser.current(floor.session)
    claim_skill(floor.session, floor.other, skill.id)
    swarm = floor.swarm()
    ticket = floor.session.get(Ticket, swarm.ticket_number)
    state_need(floor.session, floor.owner, ticket, skill.id)
    assert floor.other.id not in {one.person.id for one in floor.suggest(adviser, swarm).there}
    invitation = floor.invite(swarm, floor.other)
    for answer in (None, "accepted"):
        if answer:
            answer_invitation(floor.session, floor.other, invitation.id, answer)
        found = floor.suggest(adviser, swarm)
        assert "Otto Other" not in floor.names(found)
        there = {one.person.id: one.covers for one in found.there}
        assert there[floor.other.id] == ["Label printers"]
        assert found.uncovered == []
        assert [one.name for one in found.needs[0].covered_by] == ["Otto Other"]


@pytest.mark.parametrize(
    "why", ["left", "absent", "member", "went", "asked", "declined", "expired", "requested"]
)
def test_some_are_not_suggested(floor: Any, adviser: Adviser, why: str) -> None:
    floor.solve_some(floor.expert, "Printer prints blank labels", 3)
    swarm = floor.swarm(help_needed="Printer blank labels")
    assert "Eva Expert" in floor.names(floor.suggest(adviser, swarm))
    if why == "left":
        floor.expert.left_at = clock.now()
    elif why == "absent":
        now = clock.now()
        floor.session.add(
            Absence(person_id=floor.expert.id, starts_at=now, ends_at=now + timedelta(days=3))
        )
    elif why == "member":
        floor.join(swarm, floor.expert)
    elif why == "went":
        floor.join(swarm, floor.expert)
        remove_member(floor.session, floor.expert, swarm.id, floor.expert.id)
    elif why == "asked":
        floor.invite(swarm, floor.expert)
    elif why == "expired":
        expire_invitations(floor.session, floor.invite(swarm, floor.expert).expires_at)
    elif why == "declined":
        answer_invitation(
            floor.session, floor.expert, floor.invite(swarm, floor.expert).id, "declined"
        )
    else:
        floor.session.get(Ticket, swarm.ticket_number).requester_id = floor.expert.id
    floor.session.flush()
    assert "Eva Expert" not in floor.names(floor.suggest(adviser, swarm))


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
        found = floor.names(floor.suggest(adviser, floor.swarm(), most=40))
        assert not {"Gus Guest", "Rita Requester", "Olga Owner"} & set(found)
        adviser = Adviser(adviser.database)


def test_a_manager_is_suggested_only_with_something_to_show(floor: Any, adviser: Adviser) -> None:
    swarm = floor.swarm()
    assert "Mina Manager" not in floor.names(floor.suggest(adviser, swarm))
    skill = add_skill(floor.session, None, "Rollers")
    claim_skill(floor.session, floor.manager, skill.id)
    assert "Mina Manager" in floor.names(floor.suggest(adviser, swarm))


@pytest.mark.both
def test_a_spent_ask_budget_is_flagged_and_comes_last(floor: Any, adviser: Adviser) -> None:
    floor.solve_some(floor.expert, "Printer prints blank labels", 3)
    floor.solve_some(floor.other, "Printer prints blank labels", 1)
    swarm = floor.swarm(help_needed="Printer blank labels")
    floor.expert.ask_budget = 2
    for _ in range(2):
        floor.invite(floor.swarm(), floor.expert)
    found = floor.suggest(adviser, swarm)
    spent = next(one for one in found.items if one.person.name == "Eva Expert")
    assert (spent.asked_today, spent.ask_budget, spent.budget_spent) == (2, 2, True)
    assert floor.names(found)[-1] == "Eva Expert"
    with clock.at(clock.now() + timedelta(days=2)):
        found = floor.suggest(adviser, swarm)
    assert not any(one.budget_spent for one in found.items)


def test_after_hours_people_are_marked_and_weigh_less(floor: Any, adviser: Adviser) -> None:
    team = floor.make.team()
    late = floor.make.person(name="Lena Late", team=team)
    floor.solve_some(late, "Printer prints blank labels", 3)
    swarm = floor.swarm(help_needed="Printer blank labels")
    by_day = floor.suggest(adviser, swarm).items[0]
    with clock.at(clock.now() + timedelta(hours=10)):
        items = floor.suggest(adviser, swarm).items
    by_night = next(one for one in items if one.person.id == late.id)
    assert (by_day.here, by_night.here) == ("in_hours", "after_hours")
    assert by_night.score < by_day.score
    assert by_night.local_time.hour == 20


def test_the_same_question_gets_the_same_answer(floor: Any, adviser: Adviser) -> None:
    floor.solve_some(floor.expert, "Printer prints blank labels", 5)
    floor.solve_some(floor.other, "VPN drops", 5)
    swarm = floor.swarm()
    first = floor.suggest(adviser, swarm)
    assert floor.suggest(adviser, swarm) == first
    assert floor.suggest(Adviser(adviser.database), swarm) == first


def test_an_invitation_keeps_reasons_place_and_model_as_shown(floor: Any, adviser: Adviser) -> None:
    floor.solve_some(floor.other, "Printer prints blank labels", 2)
    swarm = floor.swarm(help_needed="Printer blank labels")
    shown = floor.suggest(adviser, swarm)
    ticket = floor.session.get(Ticket, swarm.ticket_number)
    fitted = adviser.current(floor.session)
    basis = basis_of(floor.session, fitted, ticket, swarm, floor.expert.id)
    assert (basis.place, basis.model) == (2, shown.model)
    assert basis.reasons == [one.model_dump() for one in shown.items[1].reasons]
    basis = basis_of(floor.session, fitted, ticket, swarm, floor.guest.id)
    assert (basis.place, basis.reasons) == (None, [])

"""The adviser hears what happens: answers, solved tickets, claims, newcomers."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from swarm import clock
from swarm.db import Database
from swarm.people.tables import Person
from swarm.rooms.adviser import Adviser
from swarm.rooms.closing import close_swarm
from swarm.rooms.invitations import answer_invitation, expire_invitations
from swarm.skills.decay import half_life_of, set_half_life
from swarm.skills.evidence import claim_skill, drop_claim
from swarm.skills.taxonomy import add_skill


@pytest.fixture
def adviser(database: Database) -> Adviser:
    return Adviser(database)


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


def test_on_an_expiry_the_owner_hears_who_is_next(floor: Any, adviser: Adviser) -> None:
    swarm = floor.swarm()
    invitation = floor.invite(swarm, floor.expert)
    assert expire_invitations(floor.session, invitation.expires_at) == 1
    expired = floor.lines(f"swarms/{swarm.id}")[-1]
    assert expired.kind == "invitation_expired"
    adviser.work(floor.session, expired)
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


def test_a_fit_is_wanted_when_there_is_something_to_learn_and_after_enough_news(
    database: Database, morning: datetime
) -> None:
    adviser = Adviser(database)
    assert not adviser.wants_fit(morning)
    version = adviser.refit()
    assert not adviser.wants_fit(morning)
    with database.write() as session:
        claimer = Person(name="Clara", role="agent", created_at=morning)
        session.add(claimer)
        session.flush()
        skill = add_skill(session, None, "Rollers").id
    assert adviser.wants_fit(morning)
    assert Adviser(database).wants_fit(morning)
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
    assert floor.names(floor.suggest(adviser, swarm)) == ["Eva Expert", "Nina New"]
    assert adviser.current(floor.session) is fitted


def test_a_large_desk_keeps_its_model_until_the_background_has_fitted(
    floor: Any, adviser: Adviser, monkeypatch: pytest.MonkeyPatch
) -> None:
    floor.solve_some(floor.expert, "Printer prints blank labels", 5)
    first = adviser.current(floor.session)
    monkeypatch.setattr("swarm.rooms.adviser.FEW", 4)
    floor.solve_some(floor.other, "VPN drops", 1)
    assert len(adviser.current(floor.session).known) == 6
    add_skill(floor.session, None, "Rollers")
    assert adviser.current(floor.session) is first


def test_until_the_first_fit_reasons_say_how_many_tickets_were_counted(
    floor: Any, adviser: Adviser, monkeypatch: pytest.MonkeyPatch
) -> None:
    floor.solve_some(floor.expert, "Printer prints blank labels", 5)
    swarm = floor.swarm()
    monkeypatch.setattr("swarm.rooms.adviser.FEW", 3)
    part = floor.suggest(adviser, swarm)
    assert part.learning
    assert all("among the last 3 solved" in one.reasons[0].text for one in part.items)
    monkeypatch.setattr("swarm.rooms.adviser.FEW", 50)
    whole = floor.suggest(Adviser(adviser.database), swarm)
    assert not whole.learning
    assert not any("among" in reason.text for one in whole.items for reason in one.reasons)


def test_evidence_ages_in_the_model_as_it_does_in_profiles(database: Database) -> None:
    adviser = Adviser(database)
    adviser.refit()
    assert not adviser.wants_fit(clock.now())
    with database.write() as session:
        admin = Person(name="Ada", role="administrator", created_at=clock.now())
        session.add(admin)
        session.flush()
        set_half_life(session, admin, 120.0)
    assert adviser.wants_fit(clock.now())
    adviser.refit()
    with database.read() as session:
        assert adviser.current(session).model.half_life == half_life_of(session) == 120.0

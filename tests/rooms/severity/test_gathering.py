"""What is severe gets a swarm, by the rule or by hand, and who is on call is in it at once."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select

from swarm.people.absences import plan_absence
from swarm.people.conflicts import set_conflicts
from swarm.people.teams import add_team
from swarm.reports.exceptions import read_exceptions
from swarm.rooms.queries import read_swarm
from swarm.rooms.reopening import cancel_swarm
from swarm.rooms.tables import Swarm
from swarm.tickets.access import owner_of
from swarm.tickets.creating import create_ticket
from swarm.tickets.editing import change_ticket
from swarm.tickets.ownership import take_ticket
from tests.rooms.conftest import MORNING


def swarms(watch: Any, ticket: Any) -> list[Swarm]:
    return list(watch.session.scalars(select(Swarm).where(Swarm.ticket_number == ticket.number)))


def asked(watch: Any, **facts: Any) -> Any:
    made = {"summary": "All is down", "priority": "urgent", **facts}
    return create_ticket(watch.session, watch.requester, **made)[0]


@pytest.mark.both
def test_an_unowned_severe_ticket_becomes_that_of_who_is_on_call(watch: Any) -> None:
    watch.rule()
    ticket = asked(watch)
    watch.heard(ticket)
    (swarm,) = swarms(watch, ticket)
    owner = owner_of(watch.session, ticket.number)
    assert owner is not None
    assert (owner.id, swarm.kind) == (watch.caller.id, "severity")
    assert watch.members(swarm) == {watch.caller.id: "owner"}
    card = read_swarm(watch.session, watch.caller, swarm.id).severity
    assert card is not None
    assert (card.by_rule, card.every_minutes) == (True, 60)
    assert [(one.name, one.person.name if one.person else None) for one in card.duties] == [
        ("lead", "Cal Caller"), ("communicator", None), ("scribe", None),
    ]  # fmt: skip
    assert "ownership_given" in watch.kinds(f"people/{watch.caller.id}")
    opened = next(line for line in watch.lines(f"swarms/{swarm.id}") if line.kind == "swarm_opened")
    assert (opened.actor, opened.data["by"]) == (None, "rule")
    (member,) = read_swarm(watch.session, watch.caller, swarm.id).members
    assert member.came_by == "ownership"
    watch.heard(ticket)
    assert len(swarms(watch, ticket)) == 1


@pytest.mark.both
def test_an_owned_ticket_that_becomes_severe_keeps_its_owner(watch: Any) -> None:
    watch.rule()
    ticket = watch.ticket()
    watch.heard(ticket)
    assert swarms(watch, ticket) == []
    change_ticket(watch.session, watch.owner, ticket, {"priority": "urgent"})
    watch.heard(ticket)
    (swarm,) = swarms(watch, ticket)
    assert watch.members(swarm) == {
        watch.owner.id: "owner",
        watch.caller.id: "collaborator",
    }
    assert watch.kinds(f"people/{watch.caller.id}")[-1] == "called_on_duty"
    cancel_swarm(watch.session, watch.owner, swarm.id, "A false alarm")
    watch.heard(ticket)
    assert len(swarms(watch, ticket)) == 1


def test_where_nobody_is_on_call_it_waits_for_an_owner_and_is_told(watch: Any) -> None:
    watch.rule()
    plan_absence(watch.session, watch.caller, watch.caller, MORNING, MORNING.replace(day=6))
    ticket = asked(watch)
    watch.heard(ticket)
    assert swarms(watch, ticket) == []
    found = read_exceptions(watch.session, watch.manager).items
    assert [(one.kind, one.ticket) for one in found] == [("uncalled", ticket.number)]
    take_ticket(watch.session, watch.owner, ticket)
    watch.heard(ticket)
    (swarm,) = swarms(watch, ticket)
    assert watch.members(swarm) == {watch.owner.id: "owner"}
    assert read_exceptions(watch.session, watch.manager).items == []


def test_by_hand_who_is_on_call_is_seated_too(watch: Any) -> None:
    watch.rule(opens=False)
    swarm = watch.swarm(kind="severity")
    assert watch.caller.id in watch.members(swarm)
    card = read_swarm(watch.session, watch.caller, swarm.id).severity
    assert card is not None
    assert not card.by_rule
    plain = watch.swarm(watch.ticket())
    assert watch.caller.id not in watch.members(plain)
    assert read_swarm(watch.session, watch.owner, plain.id).severity is None


def test_nothing_opens_until_the_rule_says_so_and_other_priorities_never(watch: Any) -> None:
    ticket = asked(watch)
    watch.heard(ticket)
    watch.rule()
    other = asked(watch, priority="high")
    watch.heard(other)
    assert watch.session.scalar(select(func.count()).select_from(Swarm)) == 0
    watch.rule(priorities=frozenset({"high"}))
    watch.heard(other)
    assert len(swarms(watch, other)) == 1


def test_nobody_of_a_team_in_conflict_is_called(watch: Any, make: Any) -> None:
    boss = make.person("administrator")
    rivals = add_team(watch.session, boss, name="Rivals")
    set_conflicts(watch.session, boss, watch.team, [rivals.id])
    watch.requester.team_id = rivals.id
    watch.rule(opens=False)
    swarm = watch.swarm(watch.ticket(), kind="severity")
    assert watch.caller.id not in watch.members(swarm)

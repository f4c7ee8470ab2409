"""What is severe, by which rule; and in a severity swarm who does what and who is told."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from swarm.api.door import MANAGERS, REQUESTER, STAFF, Ask, Door, Input
from swarm.api.inputs import Id
from swarm.rooms.cards import SwarmPage
from swarm.rooms.queries import read_swarm
from swarm.rooms.severity.cards import UpdateList
from swarm.rooms.severity.giving import give_duty
from swarm.rooms.severity.reading import updates_for
from swarm.rooms.severity.updates import (
    add_stakeholder,
    plan_updates,
    post_update,
    remove_stakeholder,
)
from swarm.tickets.severity.rule import Severe, SeverityRuleCard, read_rule, set_rule
from swarm.tickets.tables import Priority

door = Door("severity")

DutyName = Literal["lead", "communicator", "scribe"]
Every = Annotated[int, Field(ge=5, le=10_080, description="Minutes, round the clock.")]


class RuleInput(Input):
    """Which tickets are severe, and what then happens."""

    opens: bool
    priorities: Annotated[list[Priority], Field(min_length=1, max_length=4)]
    team: Id | None = None
    every_minutes: Every = 60
    organization: bool = False
    people: list[Id] = Field(default_factory=list, max_length=50)


class DutyInput(Input):
    """Which duty, and who has it from now on; nobody where it is null."""

    duty: DutyName
    person: Id | None


class UpdateInput(Input):
    """A word on how it stands. `client_id` makes that a repeated request says it once."""

    client_id: Annotated[str, Field(min_length=1, max_length=64)]
    body: Annotated[str, Field(min_length=1, max_length=20_000)]


class IntervalInput(Input):
    """How often a word is due."""

    every_minutes: Every


@door.get("/severity-rule", who=STAFF, answers=SeverityRuleCard)
def show_rule(ask: Ask) -> SeverityRuleCard:
    """The rule by which tickets are severe."""
    return read_rule(ask.session, ask.actor)


@door.put("/severity-rule", who=MANAGERS, answers=SeverityRuleCard)
def change_rule(ask: Ask, body: RuleInput) -> SeverityRuleCard:
    """State the rule anew; it counts for what happens from now on."""
    wanted = Severe(
        opens=body.opens,
        priorities=frozenset(str(one) for one in body.priorities),
        team=body.team,
        every_minutes=body.every_minutes,
        organization=body.organization,
        people=tuple(sorted(set(body.people))),
    )
    set_rule(ask.session, ask.actor, wanted)
    return read_rule(ask.session, ask.actor)


@door.get("/me/updates", who=STAFF | REQUESTER, answers=UpdateList)
def my_updates(ask: Ask) -> UpdateList:
    """How the severe tickets stand that one is told of."""
    return updates_for(ask.session, ask.actor)


@door.put("/swarms/<int:swarm>/duties", who=STAFF, answers=SwarmPage)
def set_duty(ask: Ask, swarm: int, body: DutyInput) -> SwarmPage:
    """Give a duty to a member, hand one's own over, or take up a free one."""
    give_duty(ask.session, ask.actor, swarm, body.duty, body.person)
    return read_swarm(ask.session, ask.actor, swarm)


@door.post("/swarms/<int:swarm>/updates", who=STAFF, answers=SwarmPage, limited="sending")
def say_update(ask: Ask, swarm: int, body: UpdateInput) -> SwarmPage:
    """Say how it stands: to the requester on the ticket, to stakeholders by a notice."""
    post_update(ask.session, ask.actor, swarm, body.client_id, body.body)
    return read_swarm(ask.session, ask.actor, swarm)


@door.put("/swarms/<int:swarm>/update-interval", who=STAFF, answers=SwarmPage)
def set_interval(ask: Ask, swarm: int, body: IntervalInput) -> SwarmPage:
    """Say how often a word is due."""
    plan_updates(ask.session, ask.actor, swarm, body.every_minutes)
    return read_swarm(ask.session, ask.actor, swarm)


@door.put("/swarms/<int:swarm>/stakeholders/<int:person>", who=STAFF, answers=SwarmPage)
def tell_somebody(ask: Ask, swarm: int, person: int) -> SwarmPage:
    """Have somebody told how it stands."""
    add_stakeholder(ask.session, ask.actor, swarm, person)
    return read_swarm(ask.session, ask.actor, swarm)


@door.delete("/swarms/<int:swarm>/stakeholders/<int:person>", who=STAFF)
def tell_no_more(ask: Ask, swarm: int, person: int) -> None:
    """Have somebody told no more."""
    remove_stakeholder(ask.session, ask.actor, swarm, person)

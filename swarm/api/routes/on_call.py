"""Who is on call for a team, and when."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from swarm.api.door import MANAGERS, STAFF, Ask, Door, Input
from swarm.api.inputs import Id
from swarm.api.weeks import When
from swarm.people.access import find_team
from swarm.people.on_call.planning import Span, plan_rotation, take_back, take_instead
from swarm.people.on_call.reading import OnCall, read_on_call

door = Door("on_call")

WEEKS = 8


class OnCallQuery(Input):
    """How many weeks from now on."""

    weeks: int = Field(WEEKS, ge=1, le=26)


class RotationInput(Input):
    """Whose turns come round, in their order; nobody ends the rotation."""

    people: Annotated[list[Id], Field(max_length=50)]
    starts_on: Annotated[date, Field(ge=date(2000, 1, 1), le=date(2199, 12, 31))]
    hands_over: Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")] = "09:00"
    days: int = Field(7, ge=1, le=28)


class SpanInput(Input):
    """A stretch of time."""

    starts_at: When
    ends_at: When


class StandInInput(SpanInput):
    """Who takes a stretch, and which one they give for it, where it is a swap."""

    person: Id
    in_return: SpanInput | None = None


@door.get("/teams/<int:team>/on-call", who=STAFF, answers=OnCall)
def show(ask: Ask, team: int, query: OnCallQuery) -> OnCall:
    """Who is on call for a team, from now on."""
    return read_on_call(ask.session, ask.actor, find_team(ask.session, team), query.weeks)


@door.put("/teams/<int:team>/on-call", who=MANAGERS, answers=OnCall)
def plan(ask: Ask, team: int, body: RotationInput) -> OnCall:
    """Plan the turns, as the team's manager."""
    found = find_team(ask.session, team)
    plan_rotation(
        ask.session,
        ask.actor,
        found,
        body.people,
        starts_on=body.starts_on,
        hands_over=body.hands_over,
        days=body.days,
    )
    return read_on_call(ask.session, ask.actor, found, WEEKS)


@door.post("/teams/<int:team>/on-call/stand-ins", who=MANAGERS, answers=OnCall, status=201)
def take(ask: Ask, team: int, body: StandInInput) -> OnCall:
    """Somebody takes a stretch instead, or swaps it for another one."""
    found = find_team(ask.session, team)
    back = body.in_return
    take_instead(
        ask.session,
        ask.actor,
        found,
        body.person,
        Span(body.starts_at, body.ends_at),
        Span(back.starts_at, back.ends_at) if back else None,
    )
    return read_on_call(ask.session, ask.actor, found, WEEKS)


@door.delete("/teams/<int:team>/on-call/stand-ins/<int:stand_in>", who=MANAGERS)
def end(ask: Ask, team: int, stand_in: int) -> None:
    """Take that back."""
    take_back(ask.session, ask.actor, find_team(ask.session, team), stand_in)

"""Teams and their working hours."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from swarm.api.door import ADMINISTRATORS, STAFF, Ask, Door, Input
from swarm.api.weeks import Week, Zone
from swarm.people.access import find_team
from swarm.people.tables import Team
from swarm.people.teams import (
    TeamCard,
    TeamList,
    add_team,
    card_of,
    change_team,
    count_people,
    list_teams,
)

door = Door("teams")

TeamName = Annotated[str, Field(min_length=1, max_length=80)]


class NewTeam(Input):
    """A team and when it works; without hours it works round the clock."""

    name: TeamName
    time_zone: Zone = "UTC"
    hours: Week = Field(default_factory=dict)
    private: bool = False


class TeamChange(Input):
    """What changes of a team; fields that are left out stay."""

    name: TeamName = Field(default_factory=str)
    time_zone: Zone = Field(default_factory=str)
    hours: Week = Field(default_factory=dict)
    private: bool = Field(default_factory=bool)


@door.get("/teams", who=STAFF, answers=TeamList)
def list_all(ask: Ask) -> TeamList:
    """Every team by name."""
    return list_teams(ask.session, ask.actor)


@door.post("/teams", who=ADMINISTRATORS, answers=TeamCard, status=201)
def add(ask: Ask, body: NewTeam) -> TeamCard:
    """Add a team."""
    return _card(ask, add_team(ask.session, ask.actor, **body.model_dump()))


@door.patch("/teams/<int:team>", who=ADMINISTRATORS, answers=TeamCard)
def change(ask: Ask, team: int, body: TeamChange) -> TeamCard:
    """Change a team's name, zone or hours."""
    found = find_team(ask.session, team)
    change_team(ask.session, ask.actor, found, body.model_dump(exclude_unset=True))
    return _card(ask, found)


def _card(ask: Ask, team: Team) -> TeamCard:
    return card_of(team, count_people(ask.session, team))
